/**
 * Programs made smaller, for any backend, with the same results bit for bit: common subexpressions, constants, what is never read, identities that hold in
 * IEEE arithmetic for every value, and chains of views and casts.
 */
package dev.jacobi.engine.ir.optimise;

/** The CPU backend. */
package dev.jacobi.engine.cpu;

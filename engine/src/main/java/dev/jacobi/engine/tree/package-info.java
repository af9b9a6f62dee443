/** Nested values with arrays as leaves: what transforms take and return. */
package dev.jacobi.engine.tree;

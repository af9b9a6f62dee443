/** Lazy n-dimensional arrays and composable function transforms. */
package dev.jacobi.engine;

/** A small immutable array library, the stand-in for the engine in tests of what cells can write. */
package dev.jacobi.kernel.arrays;

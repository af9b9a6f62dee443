package dev.jacobi.kernel.arrays;

/** A function of arrays. */
@FunctionalInterface
public interface Fn3 extends F3<Array, Array, Array, Array> {}

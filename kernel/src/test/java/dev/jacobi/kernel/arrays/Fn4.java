package dev.jacobi.kernel.arrays;

/** A function of arrays. */
@FunctionalInterface
public interface Fn4 extends F4<Array, Array, Array, Array, Array> {}

package dev.jacobi.kernel.arrays;

/** A function of arrays. */
@FunctionalInterface
public interface Fn2 extends F2<Array, Array, Array> {}

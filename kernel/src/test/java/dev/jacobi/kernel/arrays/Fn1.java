package dev.jacobi.kernel.arrays;

/** A function of arrays. */
@FunctionalInterface
public interface Fn1 extends F1<Array, Array> {}

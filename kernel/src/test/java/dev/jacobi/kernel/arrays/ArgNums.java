package dev.jacobi.kernel.arrays;

/** Which arguments. */
public record ArgNums(int... is) {}

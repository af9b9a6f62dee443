package dev.jacobi.kernel.arrays;

/** Which argument. */
public record ArgNum(int i) {}

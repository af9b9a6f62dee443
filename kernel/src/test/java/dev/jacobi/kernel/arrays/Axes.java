package dev.jacobi.kernel.arrays;

/** Axes of a vmap. */
public record Axes(Integer... axes) {}

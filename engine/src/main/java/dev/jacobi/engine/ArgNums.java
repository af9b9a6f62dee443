package dev.jacobi.engine;

/** Several arguments' numbers, in the order in which the gradients are wanted: {@code argnums(0, 1)}. */
public record ArgNums(int... indices) {}

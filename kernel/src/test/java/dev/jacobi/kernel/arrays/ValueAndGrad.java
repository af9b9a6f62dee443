package dev.jacobi.kernel.arrays;

/** A value and its gradient. */
public record ValueAndGrad<G>(Array value, G grad) {}

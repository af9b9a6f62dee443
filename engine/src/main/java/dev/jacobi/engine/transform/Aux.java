package dev.jacobi.engine.transform;

/**
 * A function's result together with something else that is not differentiated: what {@code gradAux}, {@code valueAndGradAux}, {@code jvpAux} and
 * {@code vjpAux} take.
 *
 * @param value the result
 * @param aux the rest: any tree, or anything
 */
public record Aux<R, X>(R value, X aux) {}

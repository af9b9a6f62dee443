package dev.jacobi.kernel.arrays;

/** A function of trees. */
@FunctionalInterface
public interface F1<A, R> {
    R apply(A a);
}

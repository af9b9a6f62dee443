package dev.jacobi.kernel.arrays;

/** A function of trees. */
@FunctionalInterface
public interface F2<A, B, R> {
    R apply(A a, B b);
}

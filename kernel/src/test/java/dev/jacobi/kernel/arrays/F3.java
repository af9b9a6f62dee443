package dev.jacobi.kernel.arrays;

/** A function of trees. */
@FunctionalInterface
public interface F3<A, B, C, R> {
    R apply(A a, B b, C c);
}

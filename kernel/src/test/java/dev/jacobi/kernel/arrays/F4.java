package dev.jacobi.kernel.arrays;

/** A function of trees. */
@FunctionalInterface
public interface F4<A, B, C, D, R> {
    R apply(A a, B b, C c, D d);
}

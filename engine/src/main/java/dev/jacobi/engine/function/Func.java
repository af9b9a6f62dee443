package dev.jacobi.engine.function;

/** A function that transforms can take. */
public interface Func {
    /** This function without the types of its arguments. */
    TreeFunction tree();

    /** What is known of how it runs: see {@code mx.compile}. */
    default String explain() { return tree().explain(); }
}

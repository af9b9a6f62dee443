package dev.jacobi.engine.function;

/** A function whose arguments and result are trees, without their types: what every transform takes and gives. */
@FunctionalInterface
public interface TreeFunction {
    /** The result for {@code arguments}. */
    Object apply(Object... arguments);

    /** What is known of how it runs; a compiled function says what was compiled, and why it was traced again. */
    default String explain() {
        return "not compiled: the function runs as it is written, each time it is called";
    }
}

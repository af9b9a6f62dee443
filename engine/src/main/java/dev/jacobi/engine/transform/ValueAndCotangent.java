package dev.jacobi.engine.transform;

/**
 * A function's value and a cotangent pulled back to its arguments.
 *
 * @param value the result
 * @param cotangent what the argument is; of several arguments a list
 */
public record ValueAndCotangent<R, G>(R value, G cotangent) {
    /** As Python prints the pair. */
    @Override
    public String toString() {
        return "(" + dev.jacobi.engine.tree.TreeText.of(value) + ", " + dev.jacobi.engine.tree.TreeText.of(cotangent) + ")";
    }
}

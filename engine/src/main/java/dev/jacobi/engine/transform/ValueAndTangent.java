package dev.jacobi.engine.transform;

/**
 * A function's value and its derivative along a tangent.
 *
 * @param value the result
 * @param tangent what the result is; zeros where it does not depend on the argument
 */
public record ValueAndTangent<R, T>(R value, T tangent) {
    /** As Python prints the pair. */
    @Override
    public String toString() {
        return "(" + dev.jacobi.engine.tree.TreeText.of(value) + ", " + dev.jacobi.engine.tree.TreeText.of(tangent) + ")";
    }
}

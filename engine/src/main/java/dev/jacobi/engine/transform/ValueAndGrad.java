package dev.jacobi.engine.transform;

/**
 * A function's value and its gradient.
 *
 * @param value the scalar, or with aux the {@link Aux}
 * @param grad the gradient: what the argument is; of several arguments a list
 */
public record ValueAndGrad<V, G>(V value, G grad) {
    /** As Python prints the pair: {@code (array(1, dtype=float32), array(2, dtype=float32))}. */
    @Override
    public String toString() {
        return "(" + dev.jacobi.engine.tree.TreeText.of(value) + ", " + dev.jacobi.engine.tree.TreeText.of(grad) + ")";
    }
}

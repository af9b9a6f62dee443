package dev.jacobi.kernel.display;

import dev.jacobi.engine.array.Array;
import dev.jacobi.engine.tree.Tree;
import dev.jacobi.engine.type.TraceException;
import java.util.StringJoiner;

/** Arrays that have no values yet, because vmap or compile is tracing them. */
final class Tracer {

    /** {@code tracer float32 [8, 10]}. */
    static String text(Array x) { return "tracer " + Numbers.type(x); }

    /** The text of a tree in which some arrays have no values. */
    static String textOfTree(Object value) {
        Tree tree = Tree.of(value);
        StringJoiner parts = new StringJoiner(", ", value.getClass().getSimpleName() + "{", "}");
        for (int i = 0; i < tree.leaves().size(); i++) {
            Array leaf = tree.leaves().get(i);
            parts.add(tree.paths().get(i) + ": " + (hasValue(leaf) ? "array " + Numbers.type(leaf) : text(leaf)));
        }
        return parts.toString();
    }

    /** Whether {@code x} has values; evaluates it if so. Errors of the evaluation itself are the person's to see. */
    static boolean hasValue(Array x) {
        if (x.isEvaluated()) return true;
        try {
            x.eval();
            return true;
        } catch (TraceException e) {
            return false;
        }
    }

    private Tracer() {}
}

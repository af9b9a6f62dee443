package dev.jacobi.engine.transform;

import dev.jacobi.engine.array.Array;
import dev.jacobi.engine.array.Trace;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/**
 * A function's graph over placeholders, to be built again over other inputs. Arrays from outside of the function are inputs too: they are referred to, not
 * copied.
 */
final class Graph {
    private final Array[] inputs;
    private final Array[] outputs;
    private final List<Array> order;

    private Graph(Array[] inputs, Array[] outputs, List<Array> order) {
        this.inputs = inputs;
        this.outputs = outputs;
        this.order = order;
    }

    /** Traces {@code f} on placeholders like {@code like}. */
    static Graph trace(String transform, ArrayFunction f, Array[] like, String[] names) {
        Trace trace = Trace.open(transform, false);
        try {
            Array[] inputs = new Array[like.length];
            for (int i = 0; i < inputs.length; i++) inputs[i] = Array.placeholder(trace, names[i], like[i].shape(), like[i].dtype());
            Array[] outputs = trace.run(() -> f.apply(inputs));
            return new Graph(inputs, outputs, Walk.order(trace, outputs));
        } finally {
            trace.close();
        }
    }

    /** The outputs over {@code others}. */
    Array[] apply(Array[] others) {
        Map<Array, Array> now = new IdentityHashMap<>();
        for (int i = 0; i < inputs.length; i++) now.put(inputs[i], others[i]);
        for (Array node : order) {
            if (now.containsKey(node)) continue;
            Array[] in = node.inputs();
            boolean changed = false;
            Array[] replaced = new Array[in.length];
            for (int i = 0; i < in.length; i++) {
                Array other = now.get(in[i]);
                replaced[i] = other == null ? in[i] : other;
                changed |= other != null;
            }
            if (changed) now.put(node, node.withInputs(replaced));
        }
        return Arrays.stream(outputs).map(o -> now.getOrDefault(o, o)).toArray(Array[]::new);
    }

    /** How many operations it has. */
    int size() { return order.size(); }
}

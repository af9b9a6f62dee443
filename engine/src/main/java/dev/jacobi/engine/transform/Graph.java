package dev.jacobi.engine.transform;

import dev.jacobi.engine.array.Array;
import dev.jacobi.engine.array.Lowering;
import dev.jacobi.engine.array.NodeMap;
import dev.jacobi.engine.array.Sharing;
import dev.jacobi.engine.array.Trace;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/**
 * A function's graph over placeholders, to be built again over other inputs. Arrays from outside of the function are inputs too: they are referred to, not
 * copied.
 */
final class Graph {
    private static final Array[] NONE = {};

    private final Array[] inputs;
    private final Array[] captured;
    private final Array[] outputs;
    private final List<Array> order;
    private final Trace trace;

    private Graph(Trace trace, Array[] inputs, Array[] captured, Array[] outputs, List<Array> order) {
        this.trace = trace;
        this.inputs = inputs;
        this.captured = captured;
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
            return new Graph(trace, inputs, new Array[0], outputs, Walk.order(trace, outputs));
        } finally {
            trace.close();
        }
    }

    /**
     * Calls {@code f} on {@code in}, whose values stay known. Arrays from outside that an open transform is tracing become inputs too, after {@code in}:
     * {@link #captured}.
     */
    static Graph closed(String transform, ArrayFunction f, Array[] in) {
        Trace trace = Trace.open(transform, true);
        try {
            Array[] markers = Arrays.stream(in).map(x -> Array.marker(trace, x)).toArray(Array[]::new);
            Array[] outputs = trace.run(() -> f.apply(markers));
            List<Array> order = Walk.order(trace, outputs);
            Set<Array> captured = Collections.newSetFromMap(new IdentityHashMap<>());
            List<Array> inOrder = new ArrayList<>();
            Set<Array> own = Collections.newSetFromMap(new IdentityHashMap<>());
            own.addAll(Arrays.asList(markers));
            for (Array node : order) {
                if (own.contains(node)) continue;
                for (Array x : node.inputs()) if (!x.isCoveredBy(trace) && x.isBeingTraced() && captured.add(x)) inOrder.add(x);
            }
            for (Array out : outputs) if (!out.isCoveredBy(trace) && out.isBeingTraced() && captured.add(out)) inOrder.add(out);
            return new Graph(trace, markers, inOrder.toArray(Array[]::new), outputs, order);
        } finally {
            trace.close();
        }
    }

    /** The arrays from outside that are inputs after the given ones. */
    Array[] captured() { return captured; }

    /** What the call gave. */
    Array[] outputs() { return outputs; }

    /** The outputs over {@code others}, which stand for the inputs and the captured arrays. */
    Array[] apply(Array[] others) {
        return apply(others, NONE, NONE);
    }

    /** The outputs over {@code others}, with {@code replacements} for {@code outside}, arrays that the graph refers to. */
    Array[] apply(Array[] others, Array[] outside, Array[] replacements) {
        NodeMap<Array> now = new NodeMap<>();
        for (int i = 0; i < outside.length; i++) if (replacements[i] != outside[i]) now.put(outside[i], replacements[i]);
        for (int i = 0; i < inputs.length; i++) now.put(inputs[i], others[i]);
        for (int i = 0; i < captured.length; i++) now.put(captured[i], others[inputs.length + i]);
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
        return Arrays.stream(outputs).map(o -> now.get(o, o)).toArray(Array[]::new);
    }

    /** The same function with what it computes twice computed once. */
    Graph shared() {
        Array[] results = Sharing.share(order, outputs);
        return new Graph(trace, inputs, captured, results, Walk.order(trace, results));
    }

    /** As a program. */
    Lowering lower() { return Lowering.of(trace, inputs, outputs); }

    /** How many nodes it has, the arguments among them. */
    int size() { return order.size(); }
}

package dev.jacobi.engine.transform;

import dev.jacobi.engine.array.Array;
import dev.jacobi.engine.array.NodeMap;
import dev.jacobi.engine.array.Bundle;
import dev.jacobi.engine.array.CreationSites;
import dev.jacobi.engine.array.Output;
import dev.jacobi.engine.array.Trace;
import java.util.Arrays;

/** Forward mode: a function's graph, and the derivative of its outputs along tangents of its inputs. */
final class Jvp {
    private final Trace trace;
    private final Array[] markers;
    private final Array[] outputs;

    private Jvp(Trace trace, Array[] markers, Array[] outputs) {
        this.trace = trace;
        this.markers = markers;
        this.outputs = outputs;
    }

    /** Calls {@code f} on {@code primals}. The trace stays open for {@link #push}; who asked closes it. */
    static Jvp trace(String transform, ArrayFunction f, Array[] primals) {
        Trace trace = Trace.open(transform, true);
        try {
            Array[] markers = new Array[primals.length];
            for (int i = 0; i < markers.length; i++) markers[i] = Array.marker(trace, primals[i]);
            return new Jvp(trace, markers, trace.run(() -> f.apply(markers)));
        } catch (Throwable e) {
            trace.close();
            throw e;
        }
    }

    /** The function's results. */
    Array[] outputs() { return outputs; }

    /** The derivatives of the outputs along {@code tangents} of the inputs; null where zero. */
    Array[] push(Array[] tangents) {
        NodeMap<Array> tangent = new NodeMap<>();
        NodeMap<Array[]> bundles = new NodeMap<>();
        for (int i = 0; i < markers.length; i++) if (tangents[i] != null) tangent.put(markers[i], tangents[i]);
        var order = Walk.order(trace, outputs);
        NodeMap<Array[]> results = outputsOf(order);
        for (Array node : order) {
            if (tangent.containsKey(node)) continue;
            Array[] in = node.inputs();
            if (node.primitive() instanceof Output(int index, var shape, var dtype)) {
                Array[] all = bundles.get(in[0]);
                if (all != null && all[index] != null) tangent.put(node, all[index]);
                continue;
            }
            Array[] t = new Array[in.length];
            boolean any = false;
            for (int i = 0; i < in.length; i++) any |= (t[i] = tangent.get(in[i])) != null;
            if (!any) continue;
            if (node.primitive() instanceof Bundle bundle) {
                bundles.put(node, pushed(bundle, node, in, t, results.get(node)));
            } else {
                Array result = pushed(node, in, t);
                if (result != null) tangent.put(node, result);
            }
        }
        return Arrays.stream(outputs).map(tangent::get).toArray(Array[]::new);
    }

    private static Array pushed(Array node, Array[] in, Array[] t) {
        if (CreationSites.isOn()) return CreationSites.within(node, () -> node.primitive().jvp(in, t, node));
        return node.primitive().jvp(in, t, node);
    }

    private static Array[] pushed(Bundle bundle, Array node, Array[] in, Array[] t, Array[] results) {
        if (CreationSites.isOn()) return CreationSites.within(node, () -> bundle.jvpAll(in, t, results));
        return bundle.jvpAll(in, t, results);
    }

    /** The nodes that stand for a bundle's results; null where nobody reads one. */
    private static NodeMap<Array[]> outputsOf(java.util.List<Array> order) {
        NodeMap<Array[]> r = new NodeMap<>();
        for (Array node : order) {
            if (node.primitive() instanceof Output(int index, var shape, var dtype)) {
                Array[] old = r.get(node.inputs()[0], new Array[0]);
                Array[] now = old.length > index ? old : Arrays.copyOf(old, index + 1);
                now[index] = node;
                r.put(node.inputs()[0], now);
            }
        }
        return r;
    }

    /** Runs {@code body} inside the trace: what it traces is traced within this. */
    <T> T within(java.util.function.Supplier<T> body) {
        return trace.run(body);
    }

    /** Ends the trace. */
    void close() { trace.close(); }
}

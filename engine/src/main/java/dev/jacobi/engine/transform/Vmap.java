package dev.jacobi.engine.transform;

import static dev.jacobi.engine.array.Ops.moveaxis;

import dev.jacobi.engine.array.Array;
import dev.jacobi.engine.array.NodeMap;
import dev.jacobi.engine.array.Bundle;
import dev.jacobi.engine.array.Output;
import dev.jacobi.engine.array.Trace;
import java.util.OptionalInt;

/** Traces a function of one example, then rebuilds its graph for a batch by the primitives' batching rules. */
final class Vmap {

    /** What comes out: with the batch at axis 0 where {@code batched}. */
    record Result(Array[] outputs, boolean[] batched) {}

    /**
     * Maps {@code f} over {@code axes} of {@code in} (empty: not mapped).
     *
     * @param names what each input is called in errors
     * @param size how many examples there are
     */
    static Result run(ArrayFunction f, Array[] in, OptionalInt[] axes, String[] names, int size) {
        Trace trace = Trace.open("vmap", false);
        try {
            NodeMap<Array> batch = new NodeMap<>();
            Array[] arguments = new Array[in.length];
            for (int i = 0; i < in.length; i++) {
                if (axes[i].isPresent()) {
                    Array front = moveaxis(in[i], axes[i].getAsInt(), 0);
                    arguments[i] = Array.placeholder(trace, names[i], front.shape().without(0), front.dtype());
                    batch.put(arguments[i], front);
                } else {
                    arguments[i] = in[i];
                }
            }
            Array[] outputs = trace.run(() -> f.apply(arguments));
            rebuild(trace, outputs, batch, size);
            boolean[] batched = new boolean[outputs.length];
            Array[] results = new Array[outputs.length];
            for (int i = 0; i < outputs.length; i++) {
                Array b = batch.get(outputs[i]);
                batched[i] = b != null;
                results[i] = b == null ? outputs[i] : b;
                if (!Trace.isInside()) results[i].handOut();
            }
            return new Result(results, batched);
        } finally {
            trace.close();
        }
    }

    /** Fills {@code batch} with the batched form of every node that depends on a batched one. */
    private static void rebuild(Trace trace, Array[] outputs, NodeMap<Array> batch, int size) {
        NodeMap<Array[]> bundles = new NodeMap<>();
        for (Array node : Walk.order(trace, outputs)) {
            if (batch.containsKey(node)) continue;
            Array[] in = node.inputs();
            if (node.primitive() instanceof Output(int index, var shape, var dtype)) {
                if (bundles.containsKey(in[0])) batch.put(node, bundles.get(in[0])[index]);
                continue;
            }
            Array[] operands = new Array[in.length];
            boolean[] batched = new boolean[in.length];
            boolean any = false;
            for (int i = 0; i < in.length; i++) {
                Array b = batch.get(in[i]);
                batched[i] = b != null;
                operands[i] = b == null ? in[i] : b;
                any |= batched[i];
            }
            if (!any) continue;
            if (node.primitive() instanceof Bundle bundle) bundles.put(node, bundle.vmapAll(operands, batched, size));
            else
                batch.put(node, node.primitive().vmap(operands, batched, size));
        }
    }

    private Vmap() {}
}

package dev.jacobi.engine.transform;

import static dev.jacobi.engine.array.Ops.add;
import static dev.jacobi.engine.array.Ops.zerosLike;

import dev.jacobi.engine.array.Array;
import dev.jacobi.engine.array.NodeMap;
import dev.jacobi.engine.array.Bundle;
import dev.jacobi.engine.array.CreationSites;
import dev.jacobi.engine.array.Linear;
import dev.jacobi.engine.array.Output;
import dev.jacobi.engine.array.Trace;
import java.util.List;
import java.util.function.Function;

/**
 * Reverse mode: linearise (forward mode along unknown tangents), then transpose the linear graph (A. Radul et al., "You Only Linearize Once", POPL
 * 2023). One derivative rule a primitive serves both modes.
 */
final class Vjp {

    /** What a function gives, and the cotangents that one call of {@code pull} asks for. */
    record Result(Array[] outputs, Array[] cotangents) {}

    /**
     * Calls {@code f} on {@code primals} and pulls cotangents of its outputs (null where zero) back to the primals.
     *
     * @param seed gives the outputs' cotangents once they are known
     */
    static Result run(String transform, ArrayFunction f, Array[] primals, Function<Array[], Array[]> seed) {
        Jvp forward = Jvp.trace(transform, f, primals);
        try {
            Result result = forward.within(() -> {
                Array[] cotangents = seed.apply(forward.outputs());
                return new Result(forward.outputs(), pull(transform, forward, primals, cotangents));
            });
            if (!Trace.isInside()) {
                for (Array x : result.outputs) x.handOut();
                for (Array x : result.cotangents) x.handOut();
            }
            return result;
        } finally {
            forward.close();
        }
    }

    private static Array[] pull(String transform, Jvp forward, Array[] primals, Array[] cotangents) {
        Trace linear = Trace.openLinear(transform);
        try {
            Array[] unknown = new Array[primals.length];
            for (int i = 0; i < unknown.length; i++) {
                boolean differentiable = primals[i].dtype().isInexact();
                unknown[i] = differentiable ? Array.placeholder(linear, "tangent " + i, primals[i].shape(), primals[i].dtype()) : null;
            }
            Array[] tangents = linear.run(() -> forward.push(unknown));
            return transpose(linear, unknown, tangents, cotangents, primals);
        } finally {
            linear.close();
        }
    }

    private static Array[] transpose(Trace linear, Array[] unknown, Array[] tangents, Array[] cotangents, Array[] primals) {
        List<Array> order = Walk.order(linear, tangents);
        NodeMap<Boolean> isLinear = new NodeMap<>();
        for (Array u : unknown) if (u != null) isLinear.put(u, true);
        for (Array node : order) {
            for (Array in : node.inputs()) {
                if (isLinear.containsKey(in)) {
                    isLinear.put(node, true);
                    break;
                }
            }
        }
        NodeMap<Array> cotangent = new NodeMap<>();
        NodeMap<Array[]> bundles = new NodeMap<>();
        for (int i = 0; i < tangents.length; i++) {
            if (tangents[i] != null && cotangents[i] != null) accumulate(cotangent, tangents[i], cotangents[i]);
        }
        for (Array node : order.reversed()) {
            if (!isLinear.containsKey(node)) continue;
            Array[] in = node.inputs();
            if (node.primitive() instanceof Bundle bundle) {
                Array[] all = bundles.get(node);
                if (all == null) continue;
                boolean[] wanted = new boolean[in.length];
                for (int i = 0; i < in.length; i++) wanted[i] = isLinear.containsKey(in[i]);
                Array[] back = transposed(bundle, node, all, wanted, in);
                for (int i = 0; i < in.length; i++) if (wanted[i] && back[i] != null) accumulate(cotangent, in[i], back[i]);
                continue;
            }
            Array c = cotangent.get(node);
            if (c == null) continue;
            if (node.primitive() instanceof Output(int index, var shape, var dtype)) {
                Array[] all = bundles.get(in[0], new Array[0]);
                if (all.length <= index) all = java.util.Arrays.copyOf(all, index + 1);
                all[index] = c;
                bundles.put(in[0], all);
            } else if (node.primitive() instanceof Linear rule) {
                for (int i = 0; i < in.length; i++) {
                    if (!isLinear.containsKey(in[i])) continue;
                    Array back = transposed(rule, node, i, c, in);
                    if (back != null) accumulate(cotangent, in[i], back);
                }
            } else if (in.length > 0) {
                throw new AssertionError(node.primitive().title() + " was applied to a tangent by a jvp rule, and is not linear");
            }
        }
        Array[] result = new Array[primals.length];
        for (int i = 0; i < result.length; i++) {
            Array c = unknown[i] == null ? null : cotangent.get(unknown[i]);
            result[i] = c == null ? zerosLike(primals[i]) : c;
        }
        return result;
    }

    private static Array transposed(Linear rule, Array node, int operand, Array cotangent, Array[] in) {
        if (CreationSites.isOn()) return CreationSites.within(node, () -> rule.transpose(operand, cotangent, in));
        return rule.transpose(operand, cotangent, in);
    }

    private static Array[] transposed(Bundle bundle, Array node, Array[] cotangents, boolean[] wanted, Array[] in) {
        if (CreationSites.isOn()) return CreationSites.within(node, () -> bundle.transposeAll(cotangents, wanted, in));
        return bundle.transposeAll(cotangents, wanted, in);
    }

    private static void accumulate(NodeMap<Array> cotangent, Array node, Array c) {
        Array before = cotangent.get(node);
        cotangent.put(node, before == null ? c : add(before, c));
    }

    private Vjp() {}
}

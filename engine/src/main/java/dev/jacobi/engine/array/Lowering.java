package dev.jacobi.engine.array;

import dev.jacobi.engine.ir.Data;
import dev.jacobi.engine.ir.Lowered;
import dev.jacobi.engine.ir.Lowered.Step;
import dev.jacobi.engine.ir.Program;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A traced graph as a program. Its first steps are given: the inputs, then the arrays that the function captured. Scalars become constants: arrays are
 * immutable. What an outer transform is tracing is captured. What was made from scalars alone and costs no more than a loop (zeros, ranges) is computed by the program; any other array from outside is
 * captured, and computed once.
 *
 * @param captured what is given after the inputs
 */
public record Lowering(Program program, Array[] captured) {
    private static final Lowered GIVEN = new Lowered.Given();
    private static final int[] NONE = {};

    /** The graph of {@code outputs} over {@code inputs}, which {@code trace} has traced. */
    public static Lowering of(Trace trace, Array[] inputs, Array[] outputs) {
        Builder builder = new Builder(trace, inputs);
        List<Array> order = builder.order(outputs);
        for (Array node : order) builder.place(node);
        int given = inputs.length + builder.captured.size();
        List<Step> all = new ArrayList<>(builder.given);
        for (Step s : builder.steps) {
            int[] in = Arrays.stream(s.operands()).map(k -> k < 0 ? ~k : k + given).toArray();
            all.add(new Step(s.what(), in, s.shape(), s.dtype()));
        }
        int[] wanted = Arrays.stream(outputs).mapToInt(o -> builder.slot.get(o)).map(k -> k < 0 ? ~k : k + given).toArray();
        return new Lowering(new Program(List.copyOf(all), wanted), builder.captured.toArray(Array[]::new));
    }

    private static final class Builder {
        private final Trace trace;
        private final List<Step> given = new ArrayList<>(), steps = new ArrayList<>();
        private final List<Array> captured = new ArrayList<>();
        /** The place of a node among the steps, or the complement of its place among the given ones. */
        private final NodeMap<Integer> slot = new NodeMap<>();
        private final NodeMap<Array[]> bodies = new NodeMap<>();
        private final NodeMap<Boolean> cheap = new NodeMap<>();

        Builder(Trace trace, Array[] inputs) {
            this.trace = trace;
            for (Array in : inputs) give(in);
        }

        private void give(Array x) {
            slot.put(x, ~given.size());
            given.add(new Step(GIVEN, NONE, x.shape(), x.dtype()));
        }

        /** All nodes that have to be placed, inputs first; behind a captured one nothing is. */
        List<Array> order(Array[] outputs) {
            List<Array> order = new ArrayList<>();
            NodeMap<Boolean> done = new NodeMap<>();
            ArrayDeque<Array> stack = new ArrayDeque<>(Arrays.asList(outputs));
            while (!stack.isEmpty()) {
                Array top = stack.peek();
                Boolean state = done.get(top);
                if (state != null || slot.containsKey(top)) {
                    stack.pop();
                    if (Boolean.FALSE.equals(state)) {
                        done.put(top, true);
                        order.add(top);
                    }
                    continue;
                }
                done.put(top, false);
                if (top.isCoveredBy(trace) || isCheap(top))
                    for (Array in : Evaluation.operands(top, bodies)) if (done.get(in) == null) stack.push(in);
            }
            return order;
        }

        void place(Array node) {
            Data data = node.dataOrNull();
            if (data instanceof Data.Scalar(long bits) && (node.isCoveredBy(trace) || !node.isBeingTraced())) {
                add(node, new Step(new Lowered.Constant(bits), NONE, node.shape(), node.dtype()));
            } else if (data == null && (node.isCoveredBy(trace) || isCheap(node)) && !(node.primitive() instanceof Leaf)) {
                Array[] in = Evaluation.operands(node, bodies);
                int[] operands = new int[in.length];
                for (int i = 0; i < in.length; i++) operands[i] = slot.get(in[i]);
                add(node, new Step(node.primitive().lower(), operands, node.shape(), node.dtype()));
            } else {
                captured.add(node);
                give(node);
            }
        }

        private void add(Array node, Step step) {
            slot.put(node, steps.size());
            steps.add(step);
        }

        /** Whether a node that the trace does not cover is made from scalars by loops that read no memory. Deep graphs are not. */
        private boolean isCheap(Array x) {
            return isCheap(x, 16);
        }

        private boolean isCheap(Array x, int depth) {
            Boolean known = cheap.get(x);
            if (known != null) return known;
            boolean is = x.dataOrNull() instanceof Data.Scalar && !x.isBeingTraced();
            if (!is && depth > 0 && x.dataOrNull() == null && !x.isBeingTraced() && !(x.primitive() instanceof Leaf)
                    && !(x.primitive() instanceof Bundle)
                    && !(x.primitive() instanceof Output)) {
                Lowered what = x.primitive().lower();
                is = what instanceof Lowered.Map || what instanceof Lowered.Cast || what instanceof Lowered.View
                        || what instanceof Lowered.Iota;
                for (Array in : x.inputs()) is = is && isCheap(in, depth - 1);
            }
            cheap.put(x, is);
            return is;
        }
    }
}

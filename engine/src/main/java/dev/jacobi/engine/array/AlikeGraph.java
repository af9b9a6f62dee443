package dev.jacobi.engine.array;

import dev.jacobi.engine.ir.Data;
import dev.jacobi.engine.ir.Lowered;
import dev.jacobi.engine.ir.Lowered.Step;
import dev.jacobi.engine.ir.Program;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The structure of a small element-wise graph over data, and what compares other graphs with it. */
final class AlikeGraph {
    /** What is larger than this, in elements, fills the threads alone. */
    private static final int LARGEST = 1024;
    private static final int MOST_STEPS = 24;
    private static final Lowered GIVEN = new Lowered.Given();
    private static final int[] NO_OPERANDS = {};

    private final Step[] steps = new Step[MOST_STEPS];
    private final Array[] nodes = new Array[MOST_STEPS];
    private final Primitive[] primitives = new Primitive[MOST_STEPS];
    private final int[][] operands = new int[MOST_STEPS][];
    private final Data[] layouts = new Data[MOST_STEPS];
    private final int[] leaf = new int[MOST_STEPS];
    /** How often each step is read by others. */
    private final int[] reads = new int[MOST_STEPS];
    private int count;
    private int leaves;

    private AlikeGraph() {}

    /**
     * The structure of what {@code root} is computed from, if all of it is element-wise. Where everything is one value there is nothing to gain.
     */
    static Optional<AlikeGraph> of(Array root) {
        if (root.size() > LARGEST || root.size() == 0 || root.isEvaluated() || root.inputs().length == 0) return Optional.empty();
        AlikeGraph graph = new AlikeGraph();
        if (graph.learn(root) < 0) return Optional.empty();
        boolean spread = Arrays.stream(graph.layouts).anyMatch(Data.Strided.class::isInstance);
        return spread ? Optional.of(graph) : Optional.empty();
    }

    /** The number of {@code node}'s step, or less than 0 if it can't take part. */
    private int learn(Array node) {
        for (int k = 0; k < count; k++) if (nodes[k] == node) return k;
        // Complex numbers have kernels of their own.
        if (node.dtype().isComplex()) return -1;
        Array[] in = node.inputs();
        Data data = node.dataOrNull();
        Lowered what = GIVEN;
        int[] from = NO_OPERANDS;
        if (data == null) {
            if (in.length == 0 || node.primitive() instanceof Bundle || node.primitive() instanceof Output) return -1;
            what = node.primitive().lower();
            if (!(what instanceof Lowered.Map || what instanceof Lowered.Cast)) return -1;
            from = new int[in.length];
            for (int i = 0; i < in.length; i++) if ((from[i] = learn(in[i])) < 0) return -1;
        }
        if (count == MOST_STEPS) return -1;
        for (int operand : from) reads[operand]++;
        int k = count++;
        nodes[k] = node;
        steps[k] = new Step(what, from, node.shape(), node.dtype());
        primitives[k] = node.primitive();
        operands[k] = from;
        layouts[k] = data;
        if (data != null) leaf[k] = leaves++;
        return k;
    }

    /** How many given values it has. */
    int leaves() { return leaves; }

    /** Whether there are nodes between the root and the data. */
    boolean hasInside() { return count - leaves > 1; }

    /** What computes such a graph. */
    Program program() {
        return new Program(List.of(Arrays.copyOf(steps, count)), new int[]{count - 1});
    }

    /** Compares graphs with this one. For one thread. */
    final class Matcher {
        private final Array[] seen = new Array[count];
        /** Whether a step is read twice, so that what was seen in its place has to be known. */
        private final boolean shares = Arrays.stream(reads).anyMatch(r -> r > 1);
        private boolean readElsewhere;

        /**
         * Whether {@code root}'s graph has this structure; its data are then in {@code given} from {@code at} on. Thousands of graphs that were made a moment
         * ago are asked this, so it goes down the steps (operands come before what reads them) without calls.
         */
        boolean matches(Array root, Data[] given, int at) {
            int last = count - 1;
            if (!root.shape().equals(steps[last].shape())) return false;
            if (shares) Arrays.fill(seen, null);
            seen[last] = root;
            for (int k = last; k >= 0; k--) {
                Array node = seen[k];
                if (node.dtype() != steps[k].dtype()) return false;
                int[] from = operands[k];
                if (from.length == 0) {
                    Data data = node.dataOrNull();
                    if (data == null || !isLike(data, layouts[k])) return false;
                    given[at + leaf[k]] = data;
                    node.forgetInputs();
                    continue;
                }
                Array[] in = node.inputs();
                // Asked after the inputs: a node that another thread computes meanwhile has none any more.
                if (node.isEvaluated() || in.length != from.length || !primitives[k].equals(node.primitive())) return false;
                for (int i = 0; i < in.length; i++) {
                    if (shares && seen[from[i]] != null && seen[from[i]] != in[i]) return false;
                    seen[from[i]] = in[i];
                }
                if (node.readers() != reads[k]) readElsewhere = true;
            }
            return true;
        }

        /**
         * Whether a node of a graph that was compared may be read by another graph too: nodes have been applied to it that its own graph does not have.
         */
        boolean mayBeReadElsewhere() { return readElsewhere; }

        /** Enters the nodes between root and data of the graph that matched last into {@code all}; false if one of them was there. */
        boolean enterInside(NodeMap<Boolean> all) {
            for (int k = 0; k < count - 1; k++) {
                if (operands[k].length == 0) continue;
                if (all.containsKey(seen[k])) return false;
                all.put(seen[k], true);
            }
            return true;
        }

        private static boolean isLike(Data data, Data pattern) {
            if (data instanceof Data.Strided a) return pattern instanceof Data.Strided b && a.strides().equals(b.strides());
            return pattern instanceof Data.Scalar;
        }
    }
}

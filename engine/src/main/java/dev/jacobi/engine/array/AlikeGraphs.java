package dev.jacobi.engine.array;

import dev.jacobi.engine.ir.Backend;
import dev.jacobi.engine.ir.Data;
import dev.jacobi.engine.ir.Lowered;
import dev.jacobi.engine.ir.Lowered.Step;
import dev.jacobi.engine.ir.Program;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Many small graphs of the same structure, such as a loop over rows makes: they are recognised without ordering or numbering their nodes, and run as one
 * program on many sets of operands. Only trees of element-wise operations over data take part, and only those of whose nodes no other reads one: what is
 * computed is computed once.
 */
final class AlikeGraphs {
    /** So many of a kind are worth it. */
    static final int FEWEST = 16;
    /** What is larger than this, in elements, fills the threads alone. */
    private static final int LARGEST = 1024;
    private static final int MOST_STEPS = 24, MOST_KINDS = 8;
    private static final Lowered GIVEN = new Lowered.Given();
    private static final int[] NO_OPERANDS = {};

    private final List<Kind> kinds = new ArrayList<>();
    private final NodeMap<Boolean> inside = new NodeMap<>();
    private boolean shared;

    /** Computes those of {@code roots} that are alike; gives what is left, in order. */
    static List<Array> run(Backend backend, List<Array> roots) {
        return new AlikeGraphs().runAll(backend, roots);
    }

    private List<Array> runAll(Backend backend, List<Array> roots) {
        boolean all = true;
        List<Array> left = new ArrayList<>();
        for (Array root : roots) {
            if (!sorted(root)) left.add(root);
            if (left.size() > roots.size() - FEWEST) return roots;
        }
        for (Kind kind : kinds) all &= kind.size() >= FEWEST;
        all &= left.isEmpty();
        for (Kind kind : kinds) {
            boolean once = !kind.hasInside() || all && !isShared(roots);
            if (kind.size() >= FEWEST && once) kind.run(backend);
            else
                left.addAll(kind.roots);
        }
        return left;
    }

    /** Whether a node inside of a graph is read from another one, or asked for itself. */
    private boolean isShared(List<Array> roots) {
        if (!shared) for (Array root : roots) shared |= inside.containsKey(root);
        return shared;
    }

    private boolean sorted(Array root) {
        if (root.size() > LARGEST || root.size() == 0) return false;
        for (int k = kinds.size() - 1; k >= 0; k--) {
            if (kinds.get(k).add(root)) {
                if (kinds.get(k).hasInside()) enterInside(kinds.get(k));
                return true;
            }
        }
        if (kinds.size() == MOST_KINDS) return false;
        Kind kind = new Kind();
        if (!kind.learn(root) || !kind.add(root)) return false;
        if (kind.hasInside()) enterInside(kind);
        kinds.add(kind);
        return true;
    }

    private void enterInside(Kind kind) {
        for (int k = 0; k < kind.count - 1; k++) {
            if (kind.operands[k].length == 0) continue;
            shared |= inside.containsKey(kind.nodes[k]);
            inside.put(kind.nodes[k], true);
        }
    }

    /** Graphs of one structure: the steps of the first, and the data of all. */
    private static final class Kind {
        private final Step[] steps = new Step[MOST_STEPS];
        private final Primitive[] primitives = new Primitive[MOST_STEPS];
        private final int[][] operands = new int[MOST_STEPS][];
        private final Data[] layouts = new Data[MOST_STEPS];
        /** The nodes of the graph that was looked at last. */
        private final Array[] nodes = new Array[MOST_STEPS];
        private final int[] leaf = new int[MOST_STEPS];
        private final List<Array> roots = new ArrayList<>();
        private int count;
        private int leaves;
        private Data[] given = new Data[64];

        int size() { return roots.size(); }

        /** Whether there are nodes between the root and the data. */
        boolean hasInside() { return count - leaves > 1; }

        /** Takes {@code root} as the pattern. */
        boolean learn(Array root) {
            return root.inputs().length > 0 && step(root) >= 0;
        }

        private int step(Array node) {
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
                for (int i = 0; i < in.length; i++) if ((from[i] = step(in[i])) < 0) return -1;
            }
            if (count == MOST_STEPS || node.dtype().isComplex()) return -1; // complex numbers have loops of their own
            int k = count++;
            nodes[k] = node;
            steps[k] = new Step(what, from, node.shape(), node.dtype());
            primitives[k] = node.primitive();
            operands[k] = from;
            layouts[k] = data;
            if (data != null) leaf[k] = leaves++;
            return k;
        }

        /** Takes {@code root} in, if it is like the pattern. */
        boolean add(Array root) {
            if (!root.shape().equals(steps[count - 1].shape())) return false;
            int at = roots.size() * leaves;
            if (at + leaves > given.length) given = Arrays.copyOf(given, 2 * given.length);
            Arrays.fill(nodes, 0, count, null);
            if (!matches(count - 1, root, at)) return false;
            roots.add(root);
            return true;
        }

        private boolean matches(int k, Array node, int at) {
            if (nodes[k] != null) return nodes[k] == node;
            nodes[k] = node;
            if (node.dtype() != steps[k].dtype()) return false;
            int[] from = operands[k];
            if (from.length == 0) {
                Data data = node.dataOrNull();
                if (data == null || !isLike(data, layouts[k])) return false;
                given[at + leaf[k]] = data;
                node.forgetInputs();
                return true;
            }
            Array[] in = node.inputs();
            // Asked after the inputs: a node that another thread computes meanwhile has none any more.
            if (node.isEvaluated() || in.length != from.length || !primitives[k].equals(node.primitive())) return false;
            for (int i = 0; i < in.length; i++) if (!matches(from[i], in[i], at)) return false;
            return true;
        }

        private static boolean isLike(Data data, Data pattern) {
            if (data instanceof Data.Strided a) return pattern instanceof Data.Strided b && a.strides().equals(b.strides());
            return pattern instanceof Data.Scalar;
        }

        void run(Backend backend) {
            Program program = new Program(List.of(Arrays.copyOf(steps, count)), new int[]{count - 1});
            backend.runEach(program, roots.size(), given, (i, value) -> roots.get(i).evaluated(value));
        }
    }
}

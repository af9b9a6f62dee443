package dev.jacobi.engine.array;

import dev.jacobi.engine.cpu.CpuBackend;
import dev.jacobi.engine.ir.Backend;
import dev.jacobi.engine.ir.Data;
import dev.jacobi.engine.ir.Lowered;
import dev.jacobi.engine.ir.Lowered.Step;
import dev.jacobi.engine.ir.Program;
import dev.jacobi.engine.ir.Scalars;
import dev.jacobi.engine.type.TraceException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Computes nodes: orders the graph behind them, computes at once what is the same everywhere (scalars), and hands the rest to a backend as one
 * program.
 *
 * <p>What is kept: the roots, and of what else the backend had to store all that a person may hold. Of the nodes that a transform made (inside of the functions
 * it called, and by its rules) nobody but the graph knows, so where all that was applied to one is part of this evaluation its memory is given back after the
 * last reader, and its inputs stay. Asked for again after all it is computed once more, and then kept: nothing is computed three times. So the value of
 * {@code valueAndGrad} alone keeps what the gradient, not yet asked for, will read; both together keep nothing. Element-wise nodes with one reader are never
 * stored; asked for later, they are computed from what they read, which costs one more loop.
 */
public final class Evaluation {
    private static final Backend BACKEND = new CpuBackend();
    /** A graph of so many operations is worth a warning, once: a loop has probably forgotten to evaluate. */
    private static final int MANY = 100_000;
    private static final AtomicBoolean warned = new AtomicBoolean();
    /** Asked for its logger only when there is something to say: loggers take 15 ms to load. */
    private static final String LOG = "dev.jacobi.eval";

    /** Computes the elements of {@code roots}; {@code op} is what a person called. */
    public static void run(String op, Array... roots) {
        if (NanCheck.isOn()) NanCheck.run(op, roots);
        else
            compute(op, roots);
    }

    /** As {@link #run}, whatever the result is. */
    static void compute(String op, Array... roots) {
        List<Array> pending = new ArrayList<>();
        for (Array root : roots.length < AlikeGraphs.FEWEST ? roots : AlikeGraphs.run(BACKEND, roots)) {
            if (root.dataOrNull() != null || computedAtOnce(root)) continue;
            if (Call.of(root) != null) runCalls(op, root);
            else
                pending.add(root);
        }
        if (!pending.isEmpty()) runAll(op, pending);
    }

    /** The elements of {@code x}, computed if need be. */
    static Data value(String op, Array x) {
        Data data = x.dataOrNull();
        if (data == null) {
            run(op, x);
            data = x.dataOrNull();
        }
        return data;
    }

    /** What programs are made ready by. */
    public static Backend backend() { return BACKEND; }

    /** Runs the call whose result {@code root} is, after the calls that its operands are results of. */
    private static void runCalls(String op, Array root) {
        ArrayDeque<Array> stack = new ArrayDeque<>(List.of(root));
        while (!stack.isEmpty()) {
            Array top = stack.peek();
            Array[] node = top.inputs();
            if (top.isEvaluated() || node.length == 0) {
                stack.pop();
                continue;
            }
            List<Array> pending = new ArrayList<>();
            boolean after = false;
            for (Array in : node[0].inputs()) {
                if (isKnown(in)) continue;
                if (Call.of(in) != null) {
                    stack.push(in);
                    after = true;
                } else {
                    pending.add(in);
                }
            }
            if (after) continue;
            if (!pending.isEmpty()) runAll(op, pending);
            ((Call) node[0].primitive()).run(node[0].inputs());
        }
    }

    private static boolean isKnown(Array x) { return x.isEvaluated() || computedAtOnce(x); }

    /** Runs the call whose result {@code x} is if its operands are known; otherwise the caller takes its body. */
    private static boolean ranAsCall(Array x) {
        Call call = Call.of(x);
        if (call == null) return false;
        Array[] node = x.inputs();
        if (node.length == 0) return true;
        for (Array in : node[0].inputs()) if (!isKnown(in)) return false;
        call.run(node[0].inputs());
        return true;
    }

    private static void warn(String op, Array root, int size) {
        if (warned.compareAndSet(false, true))
            System.getLogger(LOG).log(System.Logger.Level.WARNING, "[" + op + "] " + size
                    + " operations are computed at once for an array of " + root.dtype()
                    + " " + root.shape()
                    + ". A loop that builds on its own results holds all of them until one is asked for: call mx.eval(...) on the loop's arrays now and then");
    }

    private static void runAll(String op, List<Array> roots) {
        NodeMap<Integer> slot = new NodeMap<>();
        List<Array> nodes = new ArrayList<>();
        List<Step> steps = new ArrayList<>();
        NodeMap<Array[]> bodies = new NodeMap<>();
        NodeMap<Boolean> bundles = new NodeMap<>();
        List<Integer> byBundles = new ArrayList<>();
        List<Array> order = order(op, roots, bodies);
        if (order.size() >= MANY) warn(op, roots.getFirst(), order.size());
        for (Array node : order) {
            if (computedAtOnce(node)) continue;
            countBundle(node, bundles, slot, byBundles);
            Array[] inputs = operands(node, bodies);
            if (node.isEvaluated()) continue; // by another thread, which has then cleared the inputs
            int[] operands = new int[inputs.length];
            for (int i = 0; i < inputs.length; i++) {
                Array in = inputs[i];
                Integer known = slot.get(in);
                if (known == null) {
                    slot.put(in, known = steps.size());
                    nodes.add(in);
                    steps.add(new Step(GIVEN, NO_OPERANDS, in.shape(), in.dtype()));
                }
                operands[i] = known;
            }
            slot.put(node, steps.size());
            nodes.add(node);
            steps.add(new Step(node.primitive().lower(), operands, node.shape(), node.dtype()));
        }
        if (steps.isEmpty()) return;
        Data[] values = new Data[steps.size()];
        for (int i = 0; i < values.length; i++) if (steps.get(i).what() == GIVEN) values[i] = nodes.get(i).dataOrNull();
        int[] outputs = new int[roots.size()];
        int n = 0;
        for (Array root : roots) {
            Integer at = slot.get(root);
            if (at != null) outputs[n++] = at;
        }
        Program program = new Program(steps, java.util.Arrays.copyOf(outputs, n), new BitSet());
        int[] reads = program.readers();
        for (int at : byBundles) reads[at]++;
        for (int i = 0; i < values.length; i++) program.kept().set(i, !nodes.get(i).isTemporary(reads[i]));
        BACKEND.run(program, values);
        for (int i = 0; i < values.length; i++) {
            if (steps.get(i).what() == GIVEN) continue;
            if (values[i] != null) nodes.get(i).evaluated(values[i]);
            else
                nodes.get(i).dropped();
        }
    }

    /** A bundle whose body is computed has read its operands. */
    private static void countBundle(Array output, NodeMap<Boolean> counted, NodeMap<Integer> slot, List<Integer> to) {
        if (!(output.primitive() instanceof Output)) return;
        Array[] bundle = output.inputs();
        if (bundle.length == 0 || counted.containsKey(bundle[0])) return;
        counted.put(bundle[0], true);
        for (Array in : bundle[0].inputs()) {
            Integer at = slot.get(in);
            if (at != null) to.add(at);
        }
    }

    private static final Lowered GIVEN = new Lowered.Given();
    private static final int[] NO_OPERANDS = {};

    /**
     * What a node reads: a bundle's result is its body's. One evaluation asks a bundle for its body once and keeps it in {@code bodies}: each answer may be
     * a new graph.
     */
    static Array[] operands(Array node, NodeMap<Array[]> bodies) {
        Array[] in = node.inputs();
        if (in.length == 0 || !(node.primitive() instanceof Output(int index, var size, var type))) return in;
        Array[] body = bodies.get(in[0]);
        if (body == null) bodies.put(in[0], body = ((Bundle) in[0].primitive()).body(in[0].inputs()));
        return new Array[]{body[index]};
    }

    /** What has to be computed for {@code roots}, inputs first. */
    private static List<Array> order(String op, List<Array> roots, NodeMap<Array[]> bodies) {
        List<Array> order = new ArrayList<>();
        NodeMap<Boolean> done = new NodeMap<>();
        ArrayDeque<Array> stack = new ArrayDeque<>();
        for (Array root : roots) stack.add(root);
        while (!stack.isEmpty()) {
            Array top = stack.peek();
            Boolean state = done.get(top);
            if (Boolean.TRUE.equals(state)) {
                stack.pop();
            } else if (state != null) {
                stack.pop();
                done.put(top, true);
                order.add(top);
            } else if (top.dataOrNull() != null) {
                stack.pop();
                done.put(top, true);
                top.forgetInputs();
            } else if (!ranAsCall(top)) {
                if (top.primitive() instanceof Leaf.Placeholder p) throw unknown(op, roots, p, top);
                done.put(top, false);
                for (Array in : operands(top, bodies)) if (done.get(in) == null) stack.push(in);
            }
        }
        return order;
    }

    /** Where each operand is one value everywhere, so is the result of an element-wise operation or a view: no backend is needed. */
    private static boolean computedAtOnce(Array node) {
        Lowered what = node.primitive() instanceof Bundle || node.primitive() instanceof Output ? GIVEN : node.primitive().lower();
        Array[] in = node.inputs();
        if (in.length == 0) return node.isEvaluated();
        if (!(in[0].dataOrNull() instanceof Data.Scalar(long a))) return false;
        long result;
        if (what instanceof Lowered.Cast) {
            result = Scalars.cast(in[0].dtype(), node.dtype(), a);
        } else if (what instanceof Lowered.View) {
            result = a;
        } else if (!(what instanceof Lowered.Map(var op))) {
            return false;
        } else if (op.arity() == 1) {
            result = Scalars.apply(op, in[0].dtype(), node.dtype(), a);
        } else {
            if (!(in[1].dataOrNull() instanceof Data.Scalar(long b))) return false;
            if (op.arity() == 2) {
                result = Scalars.apply(op, in[0].dtype(), node.dtype(), a, b);
            } else {
                if (!(in[2].dataOrNull() instanceof Data.Scalar(long c))) return false;
                result = a != 0 ? b : c;
            }
        }
        node.evaluated(new Data.Scalar(result));
        return true;
    }

    private static TraceException unknown(String op, List<Array> roots, Leaf.Placeholder p, Array leaf) {
        Array root = roots.getFirst();
        String what = root == leaf ? "it" : "the result of " + root.primitive().title();
        if (!p.trace().isOpen()) {
            return CreationSites.because(
                    new TraceException(op, what + " depends on " + p.name() + " of a function that " + p.trace().transform()
                            + " has traced, and has no value: it was kept beyond the call. Return it from the function instead"
                            + (CreationSites.isOn() ? "" : "; mx.debugCreationSites() makes this error say where it was made")),
                    CreationSites.madeInTrace(root));
        }
        return CreationSites.because(new TraceException(op,
                what + " has no value yet: " + p.trace().transform() + " is tracing " + p.name() + " (" + leaf.dtype() + " "
                        + leaf.shape() + ") once for all examples. Use where(...) instead of if, and take values out after the call"),
                root);
    }

    private Evaluation() {}
}

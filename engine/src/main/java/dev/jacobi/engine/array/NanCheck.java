package dev.jacobi.engine.array;

import dev.jacobi.engine.ir.Data;
import dev.jacobi.engine.ir.Lowered;
import dev.jacobi.engine.type.DType;
import dev.jacobi.engine.type.NanException;
import dev.jacobi.engine.type.Shape;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.StringJoiner;

/**
 * Finds the operation that made a NaN. A result is looked at when it has been computed; if there is a NaN in it, the graph behind it is computed once more,
 * operation by operation, and followed from the result to one that made NaN of numbers. What a mask leaves out never shows in a result, and is no error.
 */
final class NanCheck {
    private static final String OP = "debugNans";
    private static final DebugSwitch SWITCH = new DebugSwitch();

    /** The nodes behind the roots, inputs first, and what they were made from: an evaluation lets go of it. */
    private final List<Array> order = new ArrayList<>();
    private final NodeMap<Array[]> operands = new NodeMap<>();
    private final NodeMap<Array> values = new NodeMap<>();
    private final Array[] roots;

    private NanCheck(Array[] roots) {
        this.roots = roots;
        NodeMap<Array[]> bodies = new NodeMap<>();
        ArrayDeque<Array> stack = new ArrayDeque<>(Arrays.asList(roots));
        while (!stack.isEmpty()) {
            Array top = stack.peek();
            if (operands.containsKey(top)) {
                stack.pop();
                if (values.containsKey(top)) continue;
                values.put(top, top);
                order.add(top);
            } else {
                // What is known is not asked where it comes from: it may have been let go of already.
                Array[] in = top.isEvaluated() ? new Array[0] : Evaluation.operands(top, bodies);
                operands.put(top, in);
                for (Array x : in) if (!operands.containsKey(x)) stack.push(x);
            }
        }
    }

    /** Looks at results until what this gives is closed. */
    static Debugging open() { return SWITCH.open(CreationSites.open()::close); }

    static boolean isOn() { return SWITCH.isOn(); }

    /**
     * Computes {@code roots}, and looks at them.
     *
     * @throws NanException naming the operation that made a NaN
     */
    static void run(String op, Array... roots) {
        NanCheck check = new NanCheck(roots);
        Evaluation.compute(op, roots);
        for (Array root : roots) if (hasNan(root)) throw check.explained(root);
    }

    private static boolean hasNan(Array x) { return x.dtype().isInexact() && isTrue(Ops.any(Ops.isnan(value(x)))); }

    private static boolean isTrue(Array scalar) {
        Evaluation.compute(OP, scalar);
        return HostData.element(scalar, scalar.dataOrNull()) != 0;
    }

    /** {@code x} without its graph. */
    private static Array value(Array x) { return Array.of(x.dataOrNull(), x.shape(), x.dtype()); }

    private NanException explained(Array root) {
        for (Array node : order) values.put(node, recomputed(node));
        Array node = root;
        int[] at = place(values.get(root));
        String result = root.primitive().title() + ", " + root.dtype() + " " + root.shape();
        while (true) {
            Array[] in = operands.get(node);
            Array next = null;
            int[] there = at;
            for (int i = 0; next == null && i < in.length; i++) {
                if (isElementwise(node)) {
                    if (isChosen(node, i, in, at) && isNan(values.get(in[i]), at)) next = in[i];
                } else if (hasNan(values.get(in[i]))) {
                    next = in[i];
                    there = place(values.get(next));
                }
            }
            if (next == null) return CreationSites.because(new NanException(OP, made(node, in, at, result, node == root)), node);
            node = next;
            at = there;
        }
    }

    private static boolean isElementwise(Array node) {
        return !(node.primitive() instanceof Bundle) && !(node.primitive() instanceof Output)
                && (node.primitive().lower() instanceof Lowered.Map || node.primitive().lower() instanceof Lowered.Cast);
    }

    /** Of a choice between two operands only the one that was taken counts. */
    private boolean isChosen(Array node, int operand, Array[] in, int[] at) {
        if (!(node.primitive() instanceof Select) || operand == 0) return true;
        return HostData.element(values.get(in[0]), values.get(in[0]).dataOrNull(), at) != 0 == (operand == 1);
    }

    private String made(Array node, Array[] in, int[] at, String result, boolean isResult) {
        StringBuilder text = new StringBuilder();
        if (in.length == 0) {
            text.append("a NaN was there already: in an array of ").append(node.dtype()).append(' ').append(node.shape());
        } else {
            text.append(node.primitive().title()).append(" made NaN: in its result of ").append(node.dtype()).append(' ')
                    .append(node.shape());
        }
        if (node.ndim() > 0) text.append(" at index ").append(index(at));
        if (in.length > 0 && isElementwise(node)) {
            StringJoiner given = new StringJoiner(", ", ", of ", "");
            for (Array x : in) given.add(text(values.get(x), at));
            text.append(given);
        }
        if (!isResult) text.append(". It came as far as the result of ").append(result);
        return text.toString();
    }

    private static String index(int[] at) {
        StringJoiner text = new StringJoiner(", ", "(", at.length == 1 ? ",)" : ")");
        for (int i : at) text.add(Integer.toString(i));
        return text.toString();
    }

    private static String text(Array x, int[] at) {
        return ArrayText.value(Array.of(new Data.Scalar(HostData.element(x, x.dataOrNull(), at)), Shape.SCALAR, x.dtype()),
                PrintOptions.current());
    }

    private static boolean isNan(Array x, int[] at) {
        if (!x.dtype().isInexact()) return false;
        return hasNan(Array.of(new Data.Scalar(HostData.element(x, x.dataOrNull(), at)), Shape.SCALAR, x.dtype()));
    }

    /** The first place of a NaN in row-major order. */
    private static int[] place(Array x) {
        int[] at = new int[x.ndim()];
        if (x.ndim() == 0) return at;
        Array first = Ops.argmax(Ops.isnan(x).astype(DType.INT32));
        Evaluation.compute(OP, first);
        long position = HostData.element(first, first.dataOrNull());
        for (int k = at.length - 1; k >= 0; k--) {
            at[k] = (int) (position % x.dim(k));
            position /= x.dim(k);
        }
        return at;
    }

    private Array recomputed(Array node) {
        Array[] in = operands.get(node);
        if (node.isEvaluated()) return value(node);
        Array[] known = new Array[in.length];
        for (int i = 0; i < in.length; i++) known[i] = values.get(in[i]);
        if (node.primitive() instanceof Output) return known[0];
        Array again = node.withInputs(known);
        Evaluation.compute(OP, again);
        return value(again);
    }
}

package dev.jacobi.engine.ir.optimise;

import dev.jacobi.engine.ir.Lowered;
import dev.jacobi.engine.ir.Lowered.Step;
import dev.jacobi.engine.ir.Op;
import dev.jacobi.engine.ir.Program;
import dev.jacobi.engine.type.DType;
import dev.jacobi.engine.type.Ints;
import dev.jacobi.engine.type.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/**
 * Builds a program step by step: each new step first passes the rules, which may find a value that is the same, then is looked up among the steps that are
 * there. Operands come before what reads them, so one sweep sees every operand in its final form.
 */
final class Rewriter {
    /** The name in reports of finding an equal step. */
    static final String COMMON = "common subexpression";
    private static final int[] NONE = {};

    private final List<Rule> rules;
    private final boolean share;
    private final List<Step> steps = new ArrayList<>();
    private final Map<Key, Integer> known = new HashMap<>();
    private final Map<String, Integer> counts;

    private record Key(Lowered what, Ints operands, Shape shape, DType dtype) {}

    /**
     * @param share whether equal steps become one
     * @param counts how often each rule has found something, by title
     */
    Rewriter(List<Rule> rules, boolean share, Map<String, Integer> counts) {
        this.rules = rules;
        this.share = share;
        this.counts = counts;
    }

    /** {@code program}, rewritten. */
    Program rewrite(Program program) {
        int[] now = new int[program.steps().size()];
        for (int i = 0; i < now.length; i++) {
            Step s = program.steps().get(i);
            int[] in = new int[s.operands().length];
            for (int k = 0; k < in.length; k++) in[k] = now[s.operands()[k]];
            now[i] = add(new Step(s.what(), in, s.shape(), s.dtype()));
        }
        return new Program(List.copyOf(steps), Arrays.stream(program.outputs()).map(o -> now[o]).toArray());
    }

    /** The value of {@code step}, whose operands are of this program. */
    int add(Step step) {
        for (Rule rule : rules) {
            OptionalInt same = rule.apply(step, this);
            if (same.isPresent()) {
                counts.merge(rule.title(), 1, Integer::sum);
                return same.getAsInt();
            }
        }
        if (!share || step.what() instanceof Lowered.Given || step.what() instanceof Lowered.Depends) return append(step);
        Key key = new Key(step.what(), Ints.of(order(step)), step.shape(), step.dtype());
        Integer before = known.get(key);
        if (before != null) {
            if (!(step.what() instanceof Lowered.Constant)) counts.merge(COMMON, 1, Integer::sum);
            return before;
        }
        known.put(key, steps.size());
        return append(step);
    }

    private int append(Step step) {
        steps.add(step);
        return steps.size() - 1;
    }

    /** Operands in a fixed order where the order makes no difference. */
    private static int[] order(Step step) {
        if (!(step.what() instanceof Lowered.Map(Op op)) || !isCommutative(op) || step.dtype().isComplex()) return step.operands();
        // not by Arrays.sort: its classes and method handles take a millisecond to load, of a function's first result
        int a = step.operands()[0], b = step.operands()[1];
        return a <= b ? step.operands() : new int[]{b, a};
    }

    private static boolean isCommutative(Op op) {
        return switch (op) {
            case ADD, MULTIPLY, SCALE, MAXIMUM, MINIMUM, AND, OR, XOR, EQUAL, NOT_EQUAL -> true;
            default -> false;
        };
    }

    /** A value of one element operation with the shape of {@code like}. */
    int map(Op op, DType dtype, Shape shape, int... operands) {
        return add(new Step(op.map(), operands, shape, dtype));
    }

    /** {@code bits} everywhere. */
    int constant(long bits, Shape shape, DType dtype) {
        return add(new Step(new Lowered.Constant(bits), NONE, shape, dtype));
    }

    /** The step at {@code i}. */
    Step at(int i) { return steps.get(i); }
}

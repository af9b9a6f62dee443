package dev.jacobi.engine.ir;

import dev.jacobi.engine.ir.Lowered.Step;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.StringJoiner;

/**
 * Steps in an order in which they can run, and which of them are wanted at the end. A program says nothing of values: it can be kept and run again
 * with other given data.
 *
 * @param outputs the steps whose values are wanted
 * @param kept the steps whose values, if they have to be stored anyway, are not given back: somebody may ask for them later. A step in neither is temporary
 */
public record Program(List<Step> steps, int[] outputs, BitSet kept) {
    /** A program of which only the outputs stay. */
    public Program(List<Step> steps, int[] outputs) { this(steps, outputs, new BitSet()); }

    /** For each step, how often others read it. */
    public int[] readers() {
        int[] readers = new int[steps.size()];
        for (Step step : steps) for (int in : step.operands()) readers[in]++;
        return readers;
    }

    /** How many steps compute something: not what is given, and no constants. */
    public int operations() {
        return (int) steps.stream().filter(s -> !(s.what() instanceof Lowered.Given || s.what() instanceof Lowered.Constant)).count();
    }

    /** One line a step: {@code c = multiply a b float32 (2, 3)}. */
    @Override
    public String toString() {
        StringJoiner lines = new StringJoiner("\n");
        for (int i = 0; i < steps.size(); i++) {
            Step step = steps.get(i);
            StringBuilder line = new StringBuilder(name(i)).append(" = ").append(title(step));
            for (int in : step.operands()) line.append(' ').append(name(in));
            lines.add(line.append(' ').append(step.dtype()).append(' ').append(step.shape()).toString());
        }
        StringJoiner wanted = new StringJoiner(" ", "return ", "");
        for (int out : outputs) wanted.add(name(out));
        return lines.add(wanted.toString()).toString();
    }

    /** What a step does, in a word, with the constants in it. */
    public static String title(Step step) {
        return switch (step.what()) {
            case Lowered.Map(Op op) -> op.name().toLowerCase(Locale.ROOT);
            case Lowered.Reduce(var reduction, var axes) -> reduction.name().toLowerCase(Locale.ROOT) + axes;
            case Lowered.Constant(long bits) -> "constant "
                    + (step.dtype().isFloating() ? Double.toString(Double.longBitsToDouble(bits)) : Long.toString(bits));
            case Lowered.Permute(var axes) -> "permute" + axes;
            case Lowered.Slice(var starts, var steps) -> "slice" + starts + steps;
            default -> step.what().getClass().getSimpleName().toLowerCase(Locale.ROOT);
        };
    }

    private static String name(int i) { return (i < 26 ? "" : name(i / 26 - 1)) + (char) ('a' + i % 26); }
}

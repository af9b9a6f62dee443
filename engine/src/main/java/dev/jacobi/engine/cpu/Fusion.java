package dev.jacobi.engine.cpu;

import dev.jacobi.engine.ir.Data;
import dev.jacobi.engine.ir.Lowered;
import dev.jacobi.engine.ir.Lowered.Step;
import dev.jacobi.engine.ir.Program;
import dev.jacobi.engine.ir.Reduction;
import java.util.Arrays;

/**
 * Which steps of a program are computed inside of the step that reads them: element-wise ones that nobody else reads and nobody asked for. Everything else
 * is stored, so nothing is computed twice.
 */
final class Fusion {
    /** More operations than this are cut into several loops: their tiles would no longer stay in the first-level cache. */
    private static final int LARGEST = 64;
    /** Rows that are shorter are better reduced side by side. */
    private static final int SHORTEST_ROW = 64;

    private final Program program;
    private final boolean[] inlined;

    Fusion(Program program) {
        this.program = program;
        int n = program.steps().size();
        int[] readers = new int[n], reader = new int[n], size = new int[n];
        for (int i = 0; i < n; i++) {
            for (int in : program.steps().get(i).operands()) {
                readers[in]++;
                reader[in] = i;
            }
        }
        boolean[] wanted = new boolean[n];
        for (int out : program.outputs()) wanted[out] = true;
        inlined = new boolean[n];
        for (int i = 0; i < n; i++) {
            Step step = program.steps().get(i);
            size[i] = 1;
            for (int in : step.operands()) if (inlined[in]) size[i] += size[in];
            if (!isElementwise(step) || wanted[i] || readers[i] != 1 || isComplex(program, step)) continue;
            Step by = program.steps().get(reader[i]);
            inlined[i] = size[i] < LARGEST && !isComplex(program, by) && (isElementwise(by) || reducesTrailingAxes(by, step));
        }
    }

    /** Whether it reads or makes complex numbers, which have loops of their own. */
    static boolean isComplex(Program program, Step step) {
        if (step.dtype().isComplex()) return true;
        for (int in : step.operands()) if (program.steps().get(in).dtype().isComplex()) return true;
        return false;
    }

    static boolean isElementwise(Step step) { return step.what() instanceof Lowered.Map || step.what() instanceof Lowered.Cast; }

    /** Whether {@code by} reduces the last axes of {@code step}'s result, so that a result's elements are neighbours. */
    private static boolean reducesTrailingAxes(Step by, Step step) {
        if (!(by.what() instanceof Lowered.Reduce(var reduction, var axes)) || reduction == Reduction.PROD) return false;
        int rank = step.shape().rank(), first = rank - axes.length();
        for (int k = 0; k < axes.length(); k++) if (axes.at(k) != first + k) return false;
        return true;
    }

    /** Whether step {@code i} reduces the last axes of what can be read, or computed, in row-major order. */
    boolean isStreamed(int i) {
        Step by = program.steps().get(i), operand = program.steps().get(by.operands()[0]);
        if (inlined[by.operands()[0]]) return true;
        if (operand.dtype().isComplex()) return false;
        return reducesTrailingAxes(by, operand) && by.shape().size() > 0 && operand.shape().size() / by.shape().size() >= SHORTEST_ROW;
    }

    /** Whether step {@code i} is computed by its reader. */
    boolean isInlined(int i) { return inlined[i]; }

    /** Step {@code i} with all that is computed inside of it. */
    Group group(int i, Data[] values) {
        Group group = new Group();
        emit(i, values, group);
        return group;
    }

    private int emit(int i, Data[] values, Group group) {
        Integer known = group.known(i);
        if (known != null) return known;
        Step step = program.steps().get(i);
        if (values[i] != null) return group.put(i, group.leaf(new Operand(values[i], step.shape(), step.dtype()), false));
        int[] in = Arrays.stream(step.operands()).map(k -> emit(k, values, group)).toArray();
        return group.put(i, switch (step.what()) {
            case Lowered.Map(var op) -> group.apply(op, in, step.dtype());
            case Lowered.Cast c -> group.convert(in[0], step.dtype());
            case Lowered.Reduce(var reduction, var axes) -> group.reduce(reduction, in[0], step.dtype());
            default -> throw new AssertionError("only element-wise steps are computed inside of others");
        });
    }
}

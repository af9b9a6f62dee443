package dev.jacobi.engine.ir.optimise;

import dev.jacobi.engine.ir.Lowered;
import dev.jacobi.engine.ir.Lowered.Step;
import dev.jacobi.engine.type.Ints;
import dev.jacobi.engine.type.Shape;
import java.util.OptionalInt;

/** Views that change nothing, and views of views that are one. */
final class ViewChains implements Rule {
    private static final Lowered RESHAPE = new Lowered.Reshape(), BROADCAST = new Lowered.Broadcast();

    @Override
    public String title() { return "view"; }

    @Override
    public OptionalInt apply(Step step, Rewriter program) {
        if (!(step.what() instanceof Lowered.View view)) return OptionalInt.empty();
        int in = step.operands()[0];
        Step operand = program.at(in);
        return switch (view) {
            case Lowered.Alias a -> OptionalInt.of(in);
            case Lowered.Depends d -> OptionalInt.empty();
            case Lowered.Broadcast b -> {
                if (step.shape().equals(operand.shape())) yield OptionalInt.of(in);
                if (operand.what() instanceof Lowered.Broadcast) yield of(program, BROADCAST, operand.operands()[0], step);
                // Only new axes of one element.
                if (step.shape().size() == operand.shape().size() && step.shape().size() > 0) yield of(program, RESHAPE, in, step);
                yield OptionalInt.empty();
            }
            case Lowered.Reshape r -> {
                if (step.shape().equals(operand.shape())) yield OptionalInt.of(in);
                if (operand.what() instanceof Lowered.Reshape) yield of(program, RESHAPE, operand.operands()[0], step);
                yield OptionalInt.empty();
            }
            case Lowered.Permute(Ints axes) -> {
                if (axes.equals(Ints.range(axes.length()))) yield OptionalInt.of(in);
                if (operand.what() instanceof Lowered.Permute(Ints first)) {
                    int[] both = new int[axes.length()];
                    for (int k = 0; k < both.length; k++) both[k] = first.at(axes.at(k));
                    yield of(program, new Lowered.Permute(Ints.of(both)), operand.operands()[0], step);
                }
                if (movesOnlyUnitAxes(axes, operand.shape())) yield of(program, RESHAPE, in, step);
                yield OptionalInt.empty();
            }
            case Lowered.Slice(Ints starts, Ints steps) -> {
                if (step.shape().equals(operand.shape()) && starts.equals(Ints.filled(starts.length(), 0))
                        && steps.equals(Ints.filled(steps.length(), 1)))
                    yield OptionalInt.of(in);
                if (operand.what() instanceof Lowered.Slice(Ints first, Ints firstSteps)) {
                    int[] start = new int[starts.length()], by = new int[starts.length()];
                    for (int k = 0; k < start.length; k++) {
                        start[k] = first.at(k) + firstSteps.at(k) * starts.at(k);
                        by[k] = firstSteps.at(k) * steps.at(k);
                    }
                    yield of(program, new Lowered.Slice(Ints.of(start), Ints.of(by)), operand.operands()[0], step);
                }
                yield OptionalInt.empty();
            }
        };
    }

    private static OptionalInt of(Rewriter program, Lowered view, int source, Step step) {
        return OptionalInt.of(program.add(new Step(view, new int[]{source}, step.shape(), step.dtype())));
    }

    private static boolean movesOnlyUnitAxes(Ints axes, Shape from) {
        int last = -1;
        for (int k = 0; k < axes.length(); k++) {
            if (from.dim(axes.at(k)) == 1) continue;
            if (axes.at(k) < last) return false;
            last = axes.at(k);
        }
        return true;
    }
}

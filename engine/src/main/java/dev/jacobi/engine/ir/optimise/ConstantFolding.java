package dev.jacobi.engine.ir.optimise;

import dev.jacobi.engine.ir.Lowered;
import dev.jacobi.engine.ir.Lowered.Step;
import dev.jacobi.engine.ir.Op;
import dev.jacobi.engine.ir.Reduction;
import dev.jacobi.engine.ir.Scalars;
import java.util.OptionalInt;

/** What is made of constants alone is one: computed as a scalar would be without compiling. */
final class ConstantFolding implements Rule {
    @Override
    public String title() { return "folded constant"; }

    @Override
    public OptionalInt apply(Step step, Rewriter program) {
        int[] in = step.operands();
        if (in.length == 0) return OptionalInt.empty();
        long[] values = new long[in.length];
        for (int k = 0; k < in.length; k++) {
            if (!(program.at(in[k]).what() instanceof Lowered.Constant(long bits))) return OptionalInt.empty();
            values[k] = bits;
        }
        Step first = program.at(in[0]);
        return switch (step.what()) {
            case Lowered.Map(Op op) -> constant(step, program, switch (op.arity()) {
                case 1 -> Scalars.apply(op, first.dtype(), step.dtype(), values[0]);
                case 2 -> Scalars.apply(op, first.dtype(), step.dtype(), values[0], values[1]);
                default -> values[0] != 0 ? values[1] : values[2];
            });
            case Lowered.Cast c -> constant(step, program, Scalars.cast(first.dtype(), step.dtype(), values[0]));
            case Lowered.Depends d -> OptionalInt.empty();
            case Lowered.View v -> constant(step, program, values[0]);
            case Lowered.Reduce(var reduction, var axes) when (reduction == Reduction.MAX || reduction == Reduction.MIN)
                    && first.shape().size() > 0 ->
                constant(step, program, values[0]);
            default -> OptionalInt.empty();
        };
    }

    private static OptionalInt constant(Step step, Rewriter program, long bits) {
        return OptionalInt.of(program.constant(bits, step.shape(), step.dtype()));
    }
}

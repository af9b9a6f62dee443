package dev.jacobi.engine.ir.optimise;

import dev.jacobi.engine.ir.Lowered;
import dev.jacobi.engine.ir.Lowered.Step;
import dev.jacobi.engine.type.DType;
import java.util.OptionalInt;

/** A cast to the dtype that is there, or of a cast that lost nothing. */
final class CastChains implements Rule {
    @Override
    public String title() { return "cast"; }

    @Override
    public OptionalInt apply(Step step, Rewriter program) {
        if (!(step.what() instanceof Lowered.Cast)) return OptionalInt.empty();
        int in = step.operands()[0];
        Step operand = program.at(in);
        if (operand.dtype() == step.dtype()) return OptionalInt.of(in);
        if (!(operand.what() instanceof Lowered.Cast)) return OptionalInt.empty();
        int source = operand.operands()[0];
        if (!holdsAll(operand.dtype(), program.at(source).dtype())) return OptionalInt.empty();
        return OptionalInt.of(program.add(new Step(step.what(), new int[]{source}, step.shape(), step.dtype())));
    }

    /** Whether {@code wide} can hold every value of {@code narrow}. */
    static boolean holdsAll(DType wide, DType narrow) {
        if (wide == narrow || narrow == DType.BOOL) return true;
        if (wide == DType.BOOL || narrow.isComplex()) return false;
        if (wide.isComplex()) return holdsAll(DType.FLOAT32, narrow);
        if (narrow.isFloating()) return wide.isFloating() && wide.bytes() > narrow.bytes();
        int bits = 8 * narrow.bytes() - (narrow.isUnsigned() ? 0 : 1);
        if (wide.isFloating()) return bits <= switch (wide) {
            case FLOAT64 -> 53;
            case FLOAT32 -> 24;
            case FLOAT16 -> 11;
            default -> 8;
        };
        if (wide.isUnsigned()) return narrow.isUnsigned() && wide.bytes() > narrow.bytes();
        return wide.bytes() > narrow.bytes();
    }
}

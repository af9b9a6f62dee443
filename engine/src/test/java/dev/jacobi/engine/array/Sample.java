package dev.jacobi.engine.array;

import java.util.Random;
import java.util.function.Function;

/**
 * One application of a primitive on random operands: float64 where it can be differentiated.
 *
 * @param primitive what is applied
 * @param note what is particular about the operands
 * @param operands makes operands, different ones for different states of the generator, of the same shapes and dtypes
 * @param smooth whether it is differentiable twice at the operands
 */
record Sample(Primitive primitive, String note, Function<Random, Array[]> operands, boolean smooth) {

    /** The primitive on {@code in}. */
    Array apply(Array... in) { return Array.apply(primitive, in); }

    /** The operands that {@code seed} gives. */
    Array[] operands(long seed) {
        return operands.apply(new Random(seed));
    }

    @Override
    public String toString() { return primitive + " " + note; }
}

package dev.jacobi.engine.cpu.math;

import static dev.jacobi.engine.cpu.math.FloatMath.SPECIES;
import static jdk.incubator.vector.FloatVector.broadcast;
import static jdk.incubator.vector.VectorOperators.UGE;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;

/**
 * Quotients by one divisor d for many dividends, with the bits of a division, which takes a processor five times as long. 1 / d is known as the sum of
 * two floats; x times it is one of the two floats around the quotient; and what that lacks, exact in one fused multiplication, times 1 / d rounds it
 * correctly (Markstein, Computation of elementary functions on the IBM RISC System/6000 processor, theorem 7.2; Brisebarre, Muller and Raina, Accelerating
 * correctly rounded floating-point division when the divisor is known in advance, 2004). That holds while nothing overflows or is lost below the least
 * normal number: for the others {@link #isOutside} is there to ask.
 */
public final class FloatQuotients {
    /** Bits of the least magnitude of a dividend, 2^-80, and how many there are from there to 2^80; likewise of divisors. Constants to javac, since code that has this copied into it sees no private field. */
    private static final int DIVIDENDS = 127 - 80 << 23, DIVIDEND_COUNT = 160 << 23;
    private static final int DIVISORS = 127 - 40 << 23, DIVISOR_COUNT = 80 << 23;
    private static final int MAGNITUDE = Integer.MAX_VALUE;

    private FloatQuotients() {}

    /** 1 / d. */
    public static FloatVector high(FloatVector d) { return broadcast(SPECIES, 1f).div(d); }

    /** What {@code high} lacks. */
    public static FloatVector low(FloatVector d, FloatVector high) {
        return d.neg().fma(high, broadcast(SPECIES, 1f)).mul(high);
    }

    /** For {@link #isOutside}: how many dividends there are for such a divisor. */
    public static IntVector count(FloatVector d) {
        IntVector all = IntVector.broadcast(VectorWidth.INTS, DIVIDEND_COUNT);
        return all.blend(0, d.reinterpretAsInts().and(MAGNITUDE).sub(DIVISORS).compare(UGE, DIVISOR_COUNT));
    }

    /** Which of {@code x} have to be divided. */
    public static VectorMask<Integer> isOutside(FloatVector x, IntVector count) {
        return x.reinterpretAsInts().and(MAGNITUDE).sub(DIVIDENDS).compare(UGE, count);
    }

    /** {@code x / d}. */
    public static FloatVector quotient(FloatVector x, FloatVector minusD, FloatVector high, FloatVector low) {
        FloatVector q = x.fma(high, x.mul(low));
        return q.fma(minusD, x).fma(high, q);
    }
}

package dev.jacobi.engine.cpu.math;

import static dev.jacobi.engine.cpu.math.DoubleMath.SPECIES;
import static jdk.incubator.vector.DoubleVector.broadcast;
import static jdk.incubator.vector.VectorOperators.UGE;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorMask;

/**
 * Quotients by one divisor d for many dividends, with the bits of a division, which takes a processor five times as long. 1 / d is known as the sum of
 * two doubles; x times it is one of the two doubles around the quotient; and what that lacks, exact in one fused multiplication, times 1 / d rounds it
 * correctly (Markstein, Computation of elementary functions on the IBM RISC System/6000 processor, theorem 7.2; Brisebarre, Muller and Raina, Accelerating
 * correctly rounded floating-point division when the divisor is known in advance, 2004). That holds while nothing overflows or is lost below the least
 * normal number: for the others {@link #isOutside} is there to ask.
 */
public final class DoubleQuotients {
    /** Bits of the least magnitude of a dividend, 2^-600, and how many there are from there to 2^600; likewise of divisors. Constants to javac, since code that has this copied into it sees no private field. */
    private static final long DIVIDENDS = 1023L - 600 << 52, DIVIDEND_COUNT = 1200L << 52;
    private static final long DIVISORS = 1023L - 300 << 52, DIVISOR_COUNT = 600L << 52;
    private static final long MAGNITUDE = Long.MAX_VALUE;

    private DoubleQuotients() {}

    /** 1 / d. */
    public static DoubleVector high(DoubleVector d) { return broadcast(SPECIES, 1d).div(d); }

    /** What {@code high} lacks. */
    public static DoubleVector low(DoubleVector d, DoubleVector high) {
        return d.neg().fma(high, broadcast(SPECIES, 1d)).mul(high);
    }

    /** For {@link #isOutside}: how many dividends there are for such a divisor. */
    public static LongVector count(DoubleVector d) {
        LongVector all = LongVector.broadcast(VectorWidth.LONGS, DIVIDEND_COUNT);
        return all.blend(0, d.reinterpretAsLongs().and(MAGNITUDE).sub(DIVISORS).compare(UGE, DIVISOR_COUNT));
    }

    /** Which of {@code x} have to be divided. */
    public static VectorMask<Long> isOutside(DoubleVector x, LongVector count) {
        return x.reinterpretAsLongs().and(MAGNITUDE).sub(DIVIDENDS).compare(UGE, count);
    }

    /** {@code x / d}. */
    public static DoubleVector quotient(DoubleVector x, DoubleVector minusD, DoubleVector high, DoubleVector low) {
        DoubleVector q = x.fma(high, x.mul(low));
        return q.fma(minusD, x).fma(high, q);
    }
}

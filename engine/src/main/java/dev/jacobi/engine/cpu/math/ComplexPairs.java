package dev.jacobi.engine.cpu.math;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/**
 * Complex numbers between the form in which they lie in memory, real and imaginary part side by side in 64 bits, and the form in which they are computed:
 * all real parts, and all imaginary parts.
 */
public final class ComplexPairs {
    private static final VectorSpecies<Float> FLOATS = VectorWidth.FLOATS;
    private static final VectorSpecies<Long> LONGS = VectorWidth.LONGS;
    private static final int LANES = FLOATS.length(), HALF = LANES / 2;
    private static final VectorMask<Float> UPPER = VectorMask.fromLong(FLOATS, -1L << HALF),
            ODD = VectorMask.fromLong(FLOATS, 0xAAAAAAAAAAAAAAAAL);
    private static final VectorShuffle<Float> EVENS = VectorShuffle.fromOp(FLOATS, i -> i * 2 % LANES);
    private static final VectorShuffle<Float> ODDS = VectorShuffle.fromOp(FLOATS, i -> i * 2 % LANES + 1);
    private static final VectorShuffle<Float> LOW_TWICE = VectorShuffle.fromOp(FLOATS, i -> i / 2);
    private static final VectorShuffle<Float> HIGH_TWICE = VectorShuffle.fromOp(FLOATS, i -> HALF + i / 2);

    /** The real parts of the pairs in {@code a} and then {@code b}. */
    public static FloatVector re(FloatVector a, FloatVector b) {
        return a.rearrange(EVENS).blend(b.rearrange(EVENS), UPPER);
    }

    /** The imaginary parts of the pairs in {@code a} and then {@code b}. */
    public static FloatVector im(FloatVector a, FloatVector b) {
        return a.rearrange(ODDS).blend(b.rearrange(ODDS), UPPER);
    }

    /** The first half of the numbers with these parts, as pairs. */
    public static FloatVector low(FloatVector re, FloatVector im) {
        return re.rearrange(LOW_TWICE).blend(im.rearrange(LOW_TWICE), ODD);
    }

    /** The second half of the numbers with these parts, as pairs. */
    public static FloatVector high(FloatVector re, FloatVector im) {
        return re.rearrange(HIGH_TWICE).blend(im.rearrange(HIGH_TWICE), ODD);
    }

    /** Takes {@code n} pairs apart. */
    public static void split(long[] pairs, float[] re, float[] im, int n) {
        int i = 0;
        for (; i <= n - LANES; i += LANES) {
            FloatVector a = LongVector.fromArray(LONGS, pairs, i).reinterpretAsFloats();
            FloatVector b = LongVector.fromArray(LONGS, pairs, i + HALF).reinterpretAsFloats();
            re(a, b).intoArray(re, i);
            im(a, b).intoArray(im, i);
        }
        for (; i < n; i++) {
            re[i] = Float.intBitsToFloat((int) pairs[i]);
            im[i] = Float.intBitsToFloat((int) (pairs[i] >>> 32));
        }
    }

    /** Puts {@code n} pairs together. */
    public static void merge(float[] re, float[] im, long[] pairs, int n) {
        int i = 0;
        for (; i <= n - LANES; i += LANES) {
            FloatVector r = FloatVector.fromArray(FLOATS, re, i), m = FloatVector.fromArray(FLOATS, im, i);
            low(r, m).reinterpretAsLongs().intoArray(pairs, i);
            high(r, m).reinterpretAsLongs().intoArray(pairs, i + HALF);
        }
        for (; i < n; i++) pairs[i] = Float.floatToRawIntBits(re[i]) & 0xffffffffL | (long) Float.floatToRawIntBits(im[i]) << 32;
    }

    private ComplexPairs() {}
}

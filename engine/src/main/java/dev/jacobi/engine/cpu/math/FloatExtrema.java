package dev.jacobi.engine.cpu.math;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;

/**
 * Largest and smallest floats by their bits, exactly as {@link Math#max(float, float)} has them, -0 below 0 and NaN above all. Bits as signed numbers are in
 * the floats' order where one is not negative, as unsigned ones in the opposite order where both are. So three extrema of the bits tell the floats', each in one
 * instruction that waits for nothing; a vector's own max takes five in a row and more.
 */
public final class FloatExtrema {
    /** The bits of the infinities: NaNs have larger magnitudes. */
    private static final int INFINITE = 0x7f800000, NEGATIVE_INFINITE = 0xff800000;

    /** NaNs of one sign: what overflows by so much passes to the other end, where the NaNs of the other sign are. Three cycles a lane where Math.max takes ten. */
    private static final int NANS = 0x7fffff;

    /** The largest float from its bits' largest signed and unsigned value and smallest unsigned one. */
    public static FloatVector largest(IntVector signed, IntVector unsigned, IntVector least) {
        // the largest unsigned bits are those of a NaN with a sign, if there is one
        return least.blend(signed, signed.compare(VectorOperators.GE, 0))
                .blend(unsigned, unsigned.compare(VectorOperators.UGT, NEGATIVE_INFINITE)).reinterpretAsFloats();
    }

    /** The smallest float from the same. */
    public static FloatVector smallest(IntVector signed, IntVector unsigned, IntVector least) {
        return least.blend(unsigned, unsigned.compare(VectorOperators.LT, 0)).blend(signed, signed.compare(VectorOperators.GT, INFINITE))
                .reinterpretAsFloats();
    }

    /** The largest lane, exactly. */
    public static float largestLane(FloatVector v) {
        int high = inOrder(v.reinterpretAsInts()).sub(NANS).reduceLanes(VectorOperators.MAX);
        return Float.intBitsToFloat(inOrder(high + NANS));
    }

    /** The smallest lane, exactly. */
    public static float smallestLane(FloatVector v) {
        int low = inOrder(v.reinterpretAsInts()).add(NANS).reduceLanes(VectorOperators.MIN);
        return Float.intBitsToFloat(inOrder(low - NANS));
    }

    /** The largest of some floats. */
    public static float largest(float[] of, int n) {
        int high = Integer.MIN_VALUE;
        for (int i = 0; i < n; i++) high = Math.max(high, inOrder(Float.floatToRawIntBits(of[i])) - NANS);
        return Float.intBitsToFloat(inOrder(high + NANS));
    }

    /** The smallest of some floats. */
    public static float smallest(float[] of, int n) {
        int low = Integer.MAX_VALUE;
        for (int i = 0; i < n; i++) low = Math.min(low, inOrder(Float.floatToRawIntBits(of[i])) + NANS);
        return Float.intBitsToFloat(inOrder(low - NANS));
    }

    private static IntVector inOrder(IntVector bits) {
        return bits.lanewise(VectorOperators.XOR, bits.lanewise(VectorOperators.ASHR, 31).lanewise(VectorOperators.AND, Integer.MAX_VALUE));
    }

    /** A float's bits as an integer in the order of floats, -0 before 0, and back. NaNs with a sign stand below all, the others above. */
    private static int inOrder(int bits) {
        return bits ^ bits >> 31 & Integer.MAX_VALUE;
    }

    private FloatExtrema() {}
}

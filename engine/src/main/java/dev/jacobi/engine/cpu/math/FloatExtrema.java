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

    private FloatExtrema() {}
}

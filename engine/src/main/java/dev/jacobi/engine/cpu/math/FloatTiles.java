package dev.jacobi.engine.cpu.math;

import static dev.jacobi.engine.cpu.math.FloatMath.SPECIES;
import static jdk.incubator.vector.FloatVector.fromArray;
import static jdk.incubator.vector.VectorOperators.GE;
import static jdk.incubator.vector.VectorOperators.GT;

import jdk.incubator.vector.FloatVector;

/** What the loops of {@link TileMath} over float tiles leave out: arguments past the range of their code. */
final class FloatTiles {
    private FloatTiles() {
    }

    /** sin, cos or tan by its loop; elements past the range of the vector code are computed one by one. */
    static void trigonometric(MathFunction f, TileMath.FloatLoop loop, float[] in, float[] out, int n) {
        boolean far = anyFar(in, n);
        float[] x = far && in == out ? in.clone() : in;
        TileMath.Dispatch.run(loop, x, x, out, n);
        if (far) {
            for (int i = 0; i < n; i++) {
                if (Math.abs(x[i]) > FloatMath.TRIGONOMETRIC_RANGE) {
                    out[i] = (float) f.of(x[i]);
                }
            }
        }
    }

    /** Whether an argument is past the range; lanes past n may say so for nothing. */
    private static boolean anyFar(float[] in, int n) {
        FloatVector largest = FloatVector.zero(SPECIES);
        for (int i = 0; i < n; i += SPECIES.length()) {
            FloatVector a = fromArray(SPECIES, in, i).abs();
            largest = largest.blend(a, a.compare(GT, largest));
        }
        return largest.compare(GT, FloatMath.TRIGONOMETRIC_RANGE).anyTrue();
    }

    /** The remainder by its loop, or all one by one if a quotient is too long. */
    static void remainder(TileMath.FloatLoop loop, float[] a, float[] b, float[] out, int n) {
        if (!anyLongQuotient(a, b, n)) {
            TileMath.Dispatch.run(loop, a, b, out, n);
            return;
        }
        for (int i = 0; i < n; i++) {
            out[i] = ScalarMath.remainder(a[i], b[i]);
        }
    }

    /** Whether a quotient is too long for {@link FloatMath#remainder}; lanes past n may say so for nothing. */
    private static boolean anyLongQuotient(float[] a, float[] b, int n) {
        FloatVector largest = FloatVector.zero(SPECIES);
        for (int i = 0; i < n; i += SPECIES.length()) {
            FloatVector q = fromArray(SPECIES, a, i).div(fromArray(SPECIES, b, i)).abs();
            largest = largest.blend(q, q.compare(GE, largest));
        }
        return largest.compare(GE, FloatMath.QUOTIENT_RANGE).anyTrue();
    }
}

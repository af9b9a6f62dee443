package dev.jacobi.engine.cpu.math;

import static dev.jacobi.engine.cpu.math.DoubleMath.SPECIES;
import static jdk.incubator.vector.DoubleVector.fromArray;
import static jdk.incubator.vector.VectorOperators.GE;
import static jdk.incubator.vector.VectorOperators.GT;

import jdk.incubator.vector.DoubleVector;

/** What the loops of {@link TileMath} over double tiles leave out: arguments past the range of their code. */
final class DoubleTiles {
    private DoubleTiles() {
    }

    /** sin, cos or tan by its loop; elements past the range of the vector code are computed one by one. */
    static void trigonometric(MathFunction f, TileMath.DoubleLoop loop, double[] in, double[] out, int n) {
        boolean far = anyFar(in, n);
        double[] x = far && in == out ? in.clone() : in;
        TileMath.Dispatch.run(loop, x, x, out, n);
        if (far) {
            for (int i = 0; i < n; i++) {
                if (Math.abs(x[i]) > DoubleMath.TRIGONOMETRIC_RANGE) {
                    out[i] = f.of(x[i]);
                }
            }
        }
    }

    /** Whether an argument is past the range; lanes past n may say so for nothing. */
    private static boolean anyFar(double[] in, int n) {
        DoubleVector largest = DoubleVector.zero(SPECIES);
        for (int i = 0; i < n; i += SPECIES.length()) {
            DoubleVector a = fromArray(SPECIES, in, i).abs();
            largest = largest.blend(a, a.compare(GT, largest));
        }
        return largest.compare(GT, DoubleMath.TRIGONOMETRIC_RANGE).anyTrue();
    }

    /** The remainder by its loop, or all one by one if a quotient is too long. */
    static void remainder(TileMath.DoubleLoop loop, double[] a, double[] b, double[] out, int n) {
        if (!anyLongQuotient(a, b, n)) {
            TileMath.Dispatch.run(loop, a, b, out, n);
            return;
        }
        for (int i = 0; i < n; i++) {
            out[i] = ScalarMath.remainder(a[i], b[i]);
        }
    }

    /** Whether a quotient is too long for {@link DoubleMath#remainder}; lanes past n may say so for nothing. */
    private static boolean anyLongQuotient(double[] a, double[] b, int n) {
        DoubleVector largest = DoubleVector.zero(SPECIES);
        for (int i = 0; i < n; i += SPECIES.length()) {
            DoubleVector q = fromArray(SPECIES, a, i).div(fromArray(SPECIES, b, i)).abs();
            largest = largest.blend(q, q.compare(GE, largest));
        }
        return largest.compare(GE, DoubleMath.QUOTIENT_RANGE).anyTrue();
    }
}

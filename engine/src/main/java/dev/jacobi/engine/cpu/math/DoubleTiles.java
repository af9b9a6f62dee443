package dev.jacobi.engine.cpu.math;

import static dev.jacobi.engine.cpu.math.DoubleMath.SPECIES;
import static jdk.incubator.vector.DoubleVector.fromArray;
import static jdk.incubator.vector.VectorOperators.GE;

import jdk.incubator.vector.DoubleVector;

/** The loops of {@link TileMath} over double tiles, in the form of {@link FloatTiles}. */
final class DoubleTiles {
    private DoubleTiles() {
    }

    private static double[] scratch(int n) {
        return new double[SPECIES.loopBound(n + SPECIES.length() - 1)];
    }

    static void exp(double[] in, double[] out, int n) {
        for (int i = 0; i < n; i += SPECIES.length()) {
            DoubleMath.exp(fromArray(SPECIES, in, i)).intoArray(out, i);
        }
    }

    static void exp2(double[] in, double[] out, int n) {
        for (int i = 0; i < n; i += SPECIES.length()) {
            DoubleMath.exp2(fromArray(SPECIES, in, i)).intoArray(out, i);
        }
    }

    static void expm1(double[] in, double[] out, int n) {
        for (int i = 0; i < n; i += SPECIES.length()) {
            DoubleMath.expm1(fromArray(SPECIES, in, i)).intoArray(out, i);
        }
    }

    static void log(double[] in, double[] out, int n) {
        for (int i = 0; i < n; i += SPECIES.length()) {
            DoubleMath.log(fromArray(SPECIES, in, i)).intoArray(out, i);
        }
    }

    static void log1p(double[] in, double[] out, int n) {
        for (int i = 0; i < n; i += SPECIES.length()) {
            DoubleMath.log1p(fromArray(SPECIES, in, i)).intoArray(out, i);
        }
    }

    static void log2(double[] in, double[] out, int n) {
        for (int i = 0; i < n; i += SPECIES.length()) {
            DoubleMath.log2(fromArray(SPECIES, in, i)).intoArray(out, i);
        }
    }

    static void log10(double[] in, double[] out, int n) {
        for (int i = 0; i < n; i += SPECIES.length()) {
            DoubleMath.log10(fromArray(SPECIES, in, i)).intoArray(out, i);
        }
    }

    static void sin(double[] in, double[] out, int n) {
        for (int i = 0; i < n; i += SPECIES.length()) {
            DoubleMath.sin(fromArray(SPECIES, in, i)).intoArray(out, i);
        }
    }

    static void cos(double[] in, double[] out, int n) {
        for (int i = 0; i < n; i += SPECIES.length()) {
            DoubleMath.cos(fromArray(SPECIES, in, i)).intoArray(out, i);
        }
    }

    static void tan(double[] in, double[] out, int n) {
        for (int i = 0; i < n; i += SPECIES.length()) {
            DoubleMath.tan(fromArray(SPECIES, in, i)).intoArray(out, i);
        }
    }

    static void asin(double[] in, double[] out, int n) {
        for (int i = 0; i < n; i += SPECIES.length()) {
            DoubleMath.asin(fromArray(SPECIES, in, i)).intoArray(out, i);
        }
    }

    static void acos(double[] in, double[] out, int n) {
        for (int i = 0; i < n; i += SPECIES.length()) {
            DoubleMath.acos(fromArray(SPECIES, in, i)).intoArray(out, i);
        }
    }

    static void atan(double[] in, double[] out, int n) {
        for (int i = 0; i < n; i += SPECIES.length()) {
            DoubleMath.atan(fromArray(SPECIES, in, i)).intoArray(out, i);
        }
    }

    static void sinh(double[] in, double[] out, int n) {
        for (int i = 0; i < n; i += SPECIES.length()) {
            DoubleMath.sinh(fromArray(SPECIES, in, i)).intoArray(out, i);
        }
    }

    static void cosh(double[] in, double[] out, int n) {
        for (int i = 0; i < n; i += SPECIES.length()) {
            DoubleMath.cosh(fromArray(SPECIES, in, i)).intoArray(out, i);
        }
    }

    static void tanh(double[] in, double[] out, int n) {
        for (int i = 0; i < n; i += SPECIES.length()) {
            DoubleMath.tanh(fromArray(SPECIES, in, i)).intoArray(out, i);
        }
    }

    static void asinh(double[] in, double[] out, int n) {
        for (int i = 0; i < n; i += SPECIES.length()) {
            DoubleMath.asinh(fromArray(SPECIES, in, i)).intoArray(out, i);
        }
    }

    static void acosh(double[] in, double[] out, int n) {
        for (int i = 0; i < n; i += SPECIES.length()) {
            DoubleMath.acosh(fromArray(SPECIES, in, i)).intoArray(out, i);
        }
    }

    static void atanh(double[] in, double[] out, int n) {
        for (int i = 0; i < n; i += SPECIES.length()) {
            DoubleMath.atanh(fromArray(SPECIES, in, i)).intoArray(out, i);
        }
    }

    static void erf(double[] in, double[] out, int n) {
        for (int i = 0; i < n; i += SPECIES.length()) {
            DoubleMath.erf(fromArray(SPECIES, in, i)).intoArray(out, i);
        }
    }

    static void sigmoid(double[] in, double[] out, int n) {
        for (int i = 0; i < n; i += SPECIES.length()) {
            DoubleMath.sigmoid(fromArray(SPECIES, in, i)).intoArray(out, i);
        }
    }

    static void sqrt(double[] in, double[] out, int n) {
        for (int i = 0; i < n; i += SPECIES.length()) {
            DoubleMath.sqrt(fromArray(SPECIES, in, i)).intoArray(out, i);
        }
    }

    static void rsqrt(double[] in, double[] out, int n) {
        for (int i = 0; i < n; i += SPECIES.length()) {
            DoubleMath.rsqrt(fromArray(SPECIES, in, i)).intoArray(out, i);
        }
    }

    static void floor(double[] in, double[] out, int n) {
        for (int i = 0; i < n; i += SPECIES.length()) {
            DoubleMath.floor(fromArray(SPECIES, in, i)).intoArray(out, i);
        }
    }

    static void ceil(double[] in, double[] out, int n) {
        for (int i = 0; i < n; i += SPECIES.length()) {
            DoubleMath.ceil(fromArray(SPECIES, in, i)).intoArray(out, i);
        }
    }

    static void rint(double[] in, double[] out, int n) {
        for (int i = 0; i < n; i += SPECIES.length()) {
            DoubleMath.rint(fromArray(SPECIES, in, i)).intoArray(out, i);
        }
    }

    static void trunc(double[] in, double[] out, int n) {
        for (int i = 0; i < n; i += SPECIES.length()) {
            DoubleMath.trunc(fromArray(SPECIES, in, i)).intoArray(out, i);
        }
    }

    static void sign(double[] in, double[] out, int n) {
        for (int i = 0; i < n; i += SPECIES.length()) {
            DoubleMath.sign(fromArray(SPECIES, in, i)).intoArray(out, i);
        }
    }

    static void erfinv(double[] in, double[] out, int n) {
        double[] log = scratch(n);
        double[] tail = scratch(n);
        double[] far = scratch(n);
        erfinvLog(in, log, n);
        erfinvTail(in, log, tail, n);
        erfinvFar(in, log, far, n);
        erfinvJoined(in, log, tail, far, out, n);
    }

    private static void erfinvLog(double[] in, double[] out, int n) {
        for (int i = 0; i < n; i += SPECIES.length()) {
            DoubleErrorFunction.erfinvLog(fromArray(SPECIES, in, i)).intoArray(out, i);
        }
    }

    private static void erfinvTail(double[] in, double[] log, double[] out, int n) {
        for (int i = 0; i < n; i += SPECIES.length()) {
            DoubleErrorFunction.erfinvTail(fromArray(SPECIES, in, i), fromArray(SPECIES, log, i)).intoArray(out, i);
        }
    }

    private static void erfinvFar(double[] in, double[] log, double[] out, int n) {
        for (int i = 0; i < n; i += SPECIES.length()) {
            DoubleErrorFunction.erfinvFar(fromArray(SPECIES, in, i), fromArray(SPECIES, log, i)).intoArray(out, i);
        }
    }

    private static void erfinvJoined(double[] in, double[] log, double[] tail, double[] far, double[] out, int n) {
        for (int i = 0; i < n; i += SPECIES.length()) {
            DoubleErrorFunction
                    .erfinvJoined(fromArray(SPECIES, in, i), fromArray(SPECIES, log, i), fromArray(SPECIES, tail, i),
                            fromArray(SPECIES, far, i))
                    .intoArray(out, i);
        }
    }

    static void pow(double[] a, double[] b, double[] out, int n) {
        for (int i = 0; i < n; i += SPECIES.length()) {
            DoubleMath.pow(fromArray(SPECIES, a, i), fromArray(SPECIES, b, i)).intoArray(out, i);
        }
    }

    static void atan2(double[] a, double[] b, double[] out, int n) {
        for (int i = 0; i < n; i += SPECIES.length()) {
            DoubleMath.atan2(fromArray(SPECIES, a, i), fromArray(SPECIES, b, i)).intoArray(out, i);
        }
    }

    static void logaddexp(double[] a, double[] b, double[] out, int n) {
        for (int i = 0; i < n; i += SPECIES.length()) {
            DoubleMath.logaddexp(fromArray(SPECIES, a, i), fromArray(SPECIES, b, i)).intoArray(out, i);
        }
    }

    static void remainder(double[] a, double[] b, double[] out, int n) {
        if (!anyLongQuotient(a, b, n)) {
            nearRemainder(a, b, out, n);
            return;
        }
        for (int i = 0; i < n; i++) {
            out[i] = ScalarMath.remainder(a[i], b[i]);
        }
    }

    private static void nearRemainder(double[] a, double[] b, double[] out, int n) {
        for (int i = 0; i < n; i += SPECIES.length()) {
            DoubleMath.remainder(fromArray(SPECIES, a, i), fromArray(SPECIES, b, i)).intoArray(out, i);
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

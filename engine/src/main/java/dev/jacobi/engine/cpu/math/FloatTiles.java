package dev.jacobi.engine.cpu.math;

import static dev.jacobi.engine.cpu.math.FloatMath.SPECIES;
import static jdk.incubator.vector.FloatVector.fromArray;
import static jdk.incubator.vector.VectorOperators.GE;
import static jdk.incubator.vector.VectorOperators.GT;

import jdk.incubator.vector.FloatVector;

/**
 * The loops of {@link TileMath} over float tiles: one small method each, so that C2 compiles each by itself and inlines all of
 * its function. A function too long for that (C2 stops inlining at 18,000 nodes and would box every vector) runs in stages, each
 * a loop over the tile, which stays in the L1 cache.
 */
final class FloatTiles {
    private FloatTiles() {
    }

    private static float[] scratch(int n) {
        return new float[SPECIES.loopBound(n + SPECIES.length() - 1)];
    }

    static void exp(float[] in, float[] out, int n) {
        for (int i = 0; i < n; i += SPECIES.length()) {
            FloatMath.exp(fromArray(SPECIES, in, i)).intoArray(out, i);
        }
    }

    static void exp2(float[] in, float[] out, int n) {
        for (int i = 0; i < n; i += SPECIES.length()) {
            FloatMath.exp2(fromArray(SPECIES, in, i)).intoArray(out, i);
        }
    }

    static void expm1(float[] in, float[] out, int n) {
        for (int i = 0; i < n; i += SPECIES.length()) {
            FloatMath.expm1(fromArray(SPECIES, in, i)).intoArray(out, i);
        }
    }

    static void log(float[] in, float[] out, int n) {
        for (int i = 0; i < n; i += SPECIES.length()) {
            FloatMath.log(fromArray(SPECIES, in, i)).intoArray(out, i);
        }
    }

    static void log1p(float[] in, float[] out, int n) {
        for (int i = 0; i < n; i += SPECIES.length()) {
            FloatMath.log1p(fromArray(SPECIES, in, i)).intoArray(out, i);
        }
    }

    static void log2(float[] in, float[] out, int n) {
        for (int i = 0; i < n; i += SPECIES.length()) {
            FloatMath.log2(fromArray(SPECIES, in, i)).intoArray(out, i);
        }
    }

    static void log10(float[] in, float[] out, int n) {
        for (int i = 0; i < n; i += SPECIES.length()) {
            FloatMath.log10(fromArray(SPECIES, in, i)).intoArray(out, i);
        }
    }

    static void sqrt(float[] in, float[] out, int n) {
        for (int i = 0; i < n; i += SPECIES.length()) {
            FloatMath.sqrt(fromArray(SPECIES, in, i)).intoArray(out, i);
        }
    }

    /** sin, cos or tan; elements past the range of the vector code are computed one by one. */
    static void trigonometric(MathFunction f, float[] in, float[] out, int n) {
        boolean far = anyFar(in, n);
        float[] x = far && in == out ? in.clone() : in;
        switch (f) {
            case SIN -> sin(x, out, n);
            case COS -> cos(x, out, n);
            case TAN -> tan(x, out, n);
            default -> throw new IllegalArgumentException("[trigonometric] " + f + " is not sin, cos or tan");
        }
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

    private static void sin(float[] in, float[] out, int n) {
        for (int i = 0; i < n; i += SPECIES.length()) {
            FloatMath.sin(fromArray(SPECIES, in, i)).intoArray(out, i);
        }
    }

    private static void cos(float[] in, float[] out, int n) {
        for (int i = 0; i < n; i += SPECIES.length()) {
            FloatMath.cos(fromArray(SPECIES, in, i)).intoArray(out, i);
        }
    }

    private static void tan(float[] in, float[] out, int n) {
        for (int i = 0; i < n; i += SPECIES.length()) {
            FloatMath.tan(fromArray(SPECIES, in, i)).intoArray(out, i);
        }
    }

    static void asin(float[] in, float[] out, int n) {
        for (int i = 0; i < n; i += SPECIES.length()) {
            FloatMath.asin(fromArray(SPECIES, in, i)).intoArray(out, i);
        }
    }

    static void acos(float[] in, float[] out, int n) {
        for (int i = 0; i < n; i += SPECIES.length()) {
            FloatMath.acos(fromArray(SPECIES, in, i)).intoArray(out, i);
        }
    }

    static void atan(float[] in, float[] out, int n) {
        for (int i = 0; i < n; i += SPECIES.length()) {
            FloatMath.atan(fromArray(SPECIES, in, i)).intoArray(out, i);
        }
    }

    static void sinh(float[] in, float[] out, int n) {
        for (int i = 0; i < n; i += SPECIES.length()) {
            FloatMath.sinh(fromArray(SPECIES, in, i)).intoArray(out, i);
        }
    }

    static void cosh(float[] in, float[] out, int n) {
        for (int i = 0; i < n; i += SPECIES.length()) {
            FloatMath.cosh(fromArray(SPECIES, in, i)).intoArray(out, i);
        }
    }

    static void tanh(float[] in, float[] out, int n) {
        for (int i = 0; i < n; i += SPECIES.length()) {
            FloatMath.tanh(fromArray(SPECIES, in, i)).intoArray(out, i);
        }
    }

    static void erf(float[] in, float[] out, int n) {
        for (int i = 0; i < n; i += SPECIES.length()) {
            FloatMath.erf(fromArray(SPECIES, in, i)).intoArray(out, i);
        }
    }

    static void sigmoid(float[] in, float[] out, int n) {
        for (int i = 0; i < n; i += SPECIES.length()) {
            FloatMath.sigmoid(fromArray(SPECIES, in, i)).intoArray(out, i);
        }
    }

    static void rsqrt(float[] in, float[] out, int n) {
        for (int i = 0; i < n; i += SPECIES.length()) {
            FloatMath.rsqrt(fromArray(SPECIES, in, i)).intoArray(out, i);
        }
    }

    static void floor(float[] in, float[] out, int n) {
        for (int i = 0; i < n; i += SPECIES.length()) {
            FloatMath.floor(fromArray(SPECIES, in, i)).intoArray(out, i);
        }
    }

    static void ceil(float[] in, float[] out, int n) {
        for (int i = 0; i < n; i += SPECIES.length()) {
            FloatMath.ceil(fromArray(SPECIES, in, i)).intoArray(out, i);
        }
    }

    static void rint(float[] in, float[] out, int n) {
        for (int i = 0; i < n; i += SPECIES.length()) {
            FloatMath.rint(fromArray(SPECIES, in, i)).intoArray(out, i);
        }
    }

    static void trunc(float[] in, float[] out, int n) {
        for (int i = 0; i < n; i += SPECIES.length()) {
            FloatMath.trunc(fromArray(SPECIES, in, i)).intoArray(out, i);
        }
    }

    static void sign(float[] in, float[] out, int n) {
        for (int i = 0; i < n; i += SPECIES.length()) {
            FloatMath.sign(fromArray(SPECIES, in, i)).intoArray(out, i);
        }
    }

    static void asinh(float[] in, float[] out, int n) {
        float[] x = in == out ? in.clone() : in;
        asinhArgument(x, out, n);
        log1p(out, out, n);
        asinhFromLog1p(x, out, n);
    }

    private static void asinhArgument(float[] in, float[] out, int n) {
        for (int i = 0; i < n; i += SPECIES.length()) {
            FloatLogarithms.asinhArgument(fromArray(SPECIES, in, i)).intoArray(out, i);
        }
    }

    private static void asinhFromLog1p(float[] in, float[] logInOut, int n) {
        for (int i = 0; i < n; i += SPECIES.length()) {
            FloatLogarithms.asinhFromLog1p(fromArray(SPECIES, in, i), fromArray(SPECIES, logInOut, i)).intoArray(logInOut, i);
        }
    }

    static void acosh(float[] in, float[] out, int n) {
        float[] x = in == out ? in.clone() : in;
        acoshArgument(x, out, n);
        log1p(out, out, n);
        acoshFromLog1p(x, out, n);
    }

    private static void acoshArgument(float[] in, float[] out, int n) {
        for (int i = 0; i < n; i += SPECIES.length()) {
            FloatLogarithms.acoshArgument(fromArray(SPECIES, in, i)).intoArray(out, i);
        }
    }

    private static void acoshFromLog1p(float[] in, float[] logInOut, int n) {
        for (int i = 0; i < n; i += SPECIES.length()) {
            FloatLogarithms.acoshFromLog1p(fromArray(SPECIES, in, i), fromArray(SPECIES, logInOut, i)).intoArray(logInOut, i);
        }
    }

    static void atanh(float[] in, float[] out, int n) {
        float[] x = in == out ? in.clone() : in;
        atanhArgument(x, out, n);
        log1p(out, out, n);
        atanhFromLog1p(x, out, n);
    }

    private static void atanhArgument(float[] in, float[] out, int n) {
        for (int i = 0; i < n; i += SPECIES.length()) {
            FloatLogarithms.atanhArgument(fromArray(SPECIES, in, i)).intoArray(out, i);
        }
    }

    private static void atanhFromLog1p(float[] in, float[] logInOut, int n) {
        for (int i = 0; i < n; i += SPECIES.length()) {
            FloatLogarithms.atanhFromLog1p(fromArray(SPECIES, in, i), fromArray(SPECIES, logInOut, i)).intoArray(logInOut, i);
        }
    }

    static void erfinv(float[] in, float[] out, int n) {
        float[] x = in == out ? in.clone() : in;
        float[] tail = scratch(n);
        erfinvArgument(x, out, n);
        log(out, out, n);
        erfinvTail(x, out, tail, n);
        erfinvFromTail(x, out, tail, n);
    }

    private static void erfinvArgument(float[] in, float[] out, int n) {
        for (int i = 0; i < n; i += SPECIES.length()) {
            FloatErrorFunction.erfinvArgument(fromArray(SPECIES, in, i)).intoArray(out, i);
        }
    }

    private static void erfinvTail(float[] in, float[] log, float[] out, int n) {
        for (int i = 0; i < n; i += SPECIES.length()) {
            FloatErrorFunction.erfinvTail(fromArray(SPECIES, in, i), fromArray(SPECIES, log, i)).intoArray(out, i);
        }
    }

    private static void erfinvFromTail(float[] in, float[] logInOut, float[] tail, int n) {
        for (int i = 0; i < n; i += SPECIES.length()) {
            FloatErrorFunction.erfinvFromTail(fromArray(SPECIES, in, i), fromArray(SPECIES, logInOut, i), fromArray(SPECIES, tail, i))
                    .intoArray(logInOut, i);
        }
    }

    static void atan2(float[] a, float[] b, float[] out, int n) {
        for (int i = 0; i < n; i += SPECIES.length()) {
            FloatMath.atan2(fromArray(SPECIES, a, i), fromArray(SPECIES, b, i)).intoArray(out, i);
        }
    }

    static void remainder(float[] a, float[] b, float[] out, int n) {
        if (!anyLongQuotient(a, b, n)) {
            nearRemainder(a, b, out, n);
            return;
        }
        for (int i = 0; i < n; i++) {
            out[i] = ScalarMath.remainder(a[i], b[i]);
        }
    }

    private static void nearRemainder(float[] a, float[] b, float[] out, int n) {
        for (int i = 0; i < n; i += SPECIES.length()) {
            FloatMath.remainder(fromArray(SPECIES, a, i), fromArray(SPECIES, b, i)).intoArray(out, i);
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

    static void logaddexp(float[] a, float[] b, float[] out, int n) {
        for (int i = 0; i < n; i += SPECIES.length()) {
            FloatMath.logaddexp(fromArray(SPECIES, a, i), fromArray(SPECIES, b, i)).intoArray(out, i);
        }
    }

    static void pow(float[] a, float[] b, float[] out, int n) {
        float[] high = scratch(n);
        float[] low = scratch(n);
        log2High(a, high, n);
        log2Low(a, low, n);
        powOfMagnitude(b, high, low, n);
        powSigned(a, b, high, out, n);
    }

    private static void log2High(float[] in, float[] out, int n) {
        for (int i = 0; i < n; i += SPECIES.length()) {
            FloatPowers.log2High(fromArray(SPECIES, in, i)).intoArray(out, i);
        }
    }

    private static void log2Low(float[] in, float[] out, int n) {
        for (int i = 0; i < n; i += SPECIES.length()) {
            FloatPowers.log2Low(fromArray(SPECIES, in, i)).intoArray(out, i);
        }
    }

    private static void powOfMagnitude(float[] b, float[] highInOut, float[] low, int n) {
        for (int i = 0; i < n; i += SPECIES.length()) {
            FloatPowers.powOfMagnitude(fromArray(SPECIES, b, i), fromArray(SPECIES, highInOut, i), fromArray(SPECIES, low, i))
                    .intoArray(highInOut, i);
        }
    }

    private static void powSigned(float[] a, float[] b, float[] power, float[] out, int n) {
        for (int i = 0; i < n; i += SPECIES.length()) {
            FloatPowers.powSigned(fromArray(SPECIES, a, i), fromArray(SPECIES, b, i), fromArray(SPECIES, power, i)).intoArray(out, i);
        }
    }
}

package dev.jacobi.engine.cpu.math;

import static dev.jacobi.engine.cpu.math.DoubleMath.SPECIES;
import static jdk.incubator.vector.DoubleVector.fromArray;
import static jdk.incubator.vector.VectorOperators.GE;
import static jdk.incubator.vector.VectorOperators.GT;

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

    /** sin, cos or tan; elements past the range of the vector code are computed one by one. */
    static void trigonometric(MathFunction f, double[] in, double[] out, int n) {
        boolean far = anyFar(in, n);
        double[] x = far && in == out ? in.clone() : in;
        switch (f) {
            case SIN -> sin(x, out, n);
            case COS -> cos(x, out, n);
            case TAN -> tan(x, out, n);
            default -> throw new IllegalArgumentException("[trigonometric] " + f + " is not sin, cos or tan");
        }
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

    private static void sin(double[] in, double[] out, int n) {
        for (int i = 0; i < n; i += SPECIES.length()) {
            DoubleMath.sin(fromArray(SPECIES, in, i)).intoArray(out, i);
        }
    }

    private static void cos(double[] in, double[] out, int n) {
        for (int i = 0; i < n; i += SPECIES.length()) {
            DoubleMath.cos(fromArray(SPECIES, in, i)).intoArray(out, i);
        }
    }

    private static void tan(double[] in, double[] out, int n) {
        double[] sine = scratch(n), sineLow = scratch(n), cosine = scratch(n), cosineLow = scratch(n);
        sineOfRest(in, sine, sineLow, n);
        cosineOfRest(in, cosine, cosineLow, n);
        tan(in, sine, sineLow, cosine, cosineLow, out, n);
    }

    private static void sineOfRest(double[] in, double[] high, double[] low, int n) {
        for (int i = 0; i < n; i += SPECIES.length()) {
            DoubleVector x = fromArray(SPECIES, in, i), rest = DoubleTrigonometry.rest(x), tail = DoubleTrigonometry.sineTail(x);
            DoubleVector sine = rest.add(tail);
            sine.intoArray(high, i);
            rest.sub(sine).add(tail).intoArray(low, i);
        }
    }

    private static void cosineOfRest(double[] in, double[] high, double[] low, int n) {
        for (int i = 0; i < n; i += SPECIES.length()) {
            DoubleVector x = fromArray(SPECIES, in, i), head = DoubleTrigonometry.cosineHead(DoubleTrigonometry.rest(x));
            DoubleVector tail = DoubleTrigonometry.cosineTail(x), cosine = head.add(tail);
            cosine.intoArray(high, i);
            head.sub(cosine).add(tail).intoArray(low, i);
        }
    }

    private static void tan(double[] in, double[] sine, double[] sineLow, double[] cosine, double[] cosineLow, double[] out, int n) {
        for (int i = 0; i < n; i += SPECIES.length()) {
            DoubleTrigonometry.tan(fromArray(SPECIES, in, i), fromArray(SPECIES, sine, i), fromArray(SPECIES, sineLow, i),
                    fromArray(SPECIES, cosine, i), fromArray(SPECIES, cosineLow, i)).intoArray(out, i);
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

    private static void power(double[] in, double[] high, double[] low, int n) {
        for (int i = 0; i < n; i += SPECIES.length()) {
            DoubleVector x = fromArray(SPECIES, in, i), rest = DoubleHyperbolics.rest(x), tail = DoubleHyperbolics.tail(x);
            DoubleVector power = DoubleHyperbolics.power(rest, tail);
            power.intoArray(high, i);
            DoubleHyperbolics.powerLow(rest, tail, power).intoArray(low, i);
        }
    }

    static void sinh(double[] in, double[] out, int n) {
        double[] power = scratch(n), low = scratch(n);
        power(in, power, low, n);
        sinh(in, power, low, out, n);
    }

    private static void sinh(double[] in, double[] power, double[] low, double[] out, int n) {
        for (int i = 0; i < n; i += SPECIES.length()) {
            DoubleHyperbolics.sinh(fromArray(SPECIES, in, i), fromArray(SPECIES, power, i), fromArray(SPECIES, low, i)).intoArray(out, i);
        }
    }

    static void cosh(double[] in, double[] out, int n) {
        double[] power = scratch(n), low = scratch(n);
        power(in, power, low, n);
        cosh(in, power, low, out, n);
    }

    private static void cosh(double[] in, double[] power, double[] low, double[] out, int n) {
        for (int i = 0; i < n; i += SPECIES.length()) {
            DoubleHyperbolics.cosh(fromArray(SPECIES, in, i), fromArray(SPECIES, power, i), fromArray(SPECIES, low, i)).intoArray(out, i);
        }
    }

    static void tanh(double[] in, double[] out, int n) {
        double[] power = scratch(n), low = scratch(n);
        power(in, power, low, n);
        tanh(in, power, low, out, n);
    }

    private static void tanh(double[] in, double[] power, double[] low, double[] out, int n) {
        for (int i = 0; i < n; i += SPECIES.length()) {
            DoubleHyperbolics.tanh(fromArray(SPECIES, in, i), fromArray(SPECIES, power, i), fromArray(SPECIES, low, i)).intoArray(out, i);
        }
    }

    static void asinh(double[] in, double[] out, int n) {
        double[] x = in == out ? in.clone() : in;
        asinhArgument(x, out, n);
        log1p(out, out, n);
        asinhFromLog1p(x, out, n);
    }

    private static void asinhArgument(double[] in, double[] out, int n) {
        for (int i = 0; i < n; i += SPECIES.length()) {
            DoubleLogarithms.asinhArgument(fromArray(SPECIES, in, i)).intoArray(out, i);
        }
    }

    private static void asinhFromLog1p(double[] in, double[] logInOut, int n) {
        for (int i = 0; i < n; i += SPECIES.length()) {
            DoubleLogarithms.asinhFromLog1p(fromArray(SPECIES, in, i), fromArray(SPECIES, logInOut, i)).intoArray(logInOut, i);
        }
    }

    static void acosh(double[] in, double[] out, int n) {
        double[] x = in == out ? in.clone() : in;
        acoshArgument(x, out, n);
        log1p(out, out, n);
        acoshFromLog1p(x, out, n);
    }

    private static void acoshArgument(double[] in, double[] out, int n) {
        for (int i = 0; i < n; i += SPECIES.length()) {
            DoubleLogarithms.acoshArgument(fromArray(SPECIES, in, i)).intoArray(out, i);
        }
    }

    private static void acoshFromLog1p(double[] in, double[] logInOut, int n) {
        for (int i = 0; i < n; i += SPECIES.length()) {
            DoubleLogarithms.acoshFromLog1p(fromArray(SPECIES, in, i), fromArray(SPECIES, logInOut, i)).intoArray(logInOut, i);
        }
    }

    static void atanh(double[] in, double[] out, int n) {
        double[] x = in == out ? in.clone() : in;
        atanhArgument(x, out, n);
        log1p(out, out, n);
        atanhFromLog1p(x, out, n);
    }

    private static void atanhArgument(double[] in, double[] out, int n) {
        for (int i = 0; i < n; i += SPECIES.length()) {
            DoubleLogarithms.atanhArgument(fromArray(SPECIES, in, i)).intoArray(out, i);
        }
    }

    private static void atanhFromLog1p(double[] in, double[] logInOut, int n) {
        for (int i = 0; i < n; i += SPECIES.length()) {
            DoubleLogarithms.atanhFromLog1p(fromArray(SPECIES, in, i), fromArray(SPECIES, logInOut, i)).intoArray(logInOut, i);
        }
    }

    static void erf(double[] in, double[] out, int n) {
        double[] x = in == out ? in.clone() : in;
        erfExponent(x, out, n);
        exp(out, out, n);
        erfFromPower(x, out, n);
    }

    private static void erfExponent(double[] in, double[] out, int n) {
        for (int i = 0; i < n; i += SPECIES.length()) {
            DoubleErrorFunction.erfExponent(fromArray(SPECIES, in, i)).intoArray(out, i);
        }
    }

    private static void erfFromPower(double[] in, double[] powerInOut, int n) {
        for (int i = 0; i < n; i += SPECIES.length()) {
            DoubleErrorFunction.erfFromPower(fromArray(SPECIES, in, i), fromArray(SPECIES, powerInOut, i)).intoArray(powerInOut, i);
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
        erfinvArgument(in, log, n);
        log(log, log, n);
        erfinvTail(in, log, tail, n);
        erfinvFar(in, log, far, n);
        erfinvJoined(in, log, tail, far, out, n);
    }

    private static void erfinvArgument(double[] in, double[] out, int n) {
        for (int i = 0; i < n; i += SPECIES.length()) {
            DoubleErrorFunction.erfinvArgument(fromArray(SPECIES, in, i)).intoArray(out, i);
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
        double[] high = scratch(n);
        double[] low = scratch(n);
        logOfPower(a, high, n);
        logOfPowerLow(a, high, low, n);
        powOfMagnitude(b, high, low, n);
        powSigned(a, b, high, out, n);
    }

    private static void logOfPower(double[] in, double[] out, int n) {
        for (int i = 0; i < n; i += SPECIES.length()) {
            DoublePowers.log(fromArray(SPECIES, in, i)).intoArray(out, i);
        }
    }

    private static void logOfPowerLow(double[] in, double[] log, double[] out, int n) {
        for (int i = 0; i < n; i += SPECIES.length()) {
            DoublePowers.logLow(fromArray(SPECIES, in, i), fromArray(SPECIES, log, i)).intoArray(out, i);
        }
    }

    private static void powOfMagnitude(double[] b, double[] highInOut, double[] low, int n) {
        for (int i = 0; i < n; i += SPECIES.length()) {
            DoublePowers.powOfMagnitude(fromArray(SPECIES, b, i), fromArray(SPECIES, highInOut, i), fromArray(SPECIES, low, i))
                    .intoArray(highInOut, i);
        }
    }

    private static void powSigned(double[] a, double[] b, double[] power, double[] out, int n) {
        for (int i = 0; i < n; i += SPECIES.length()) {
            DoublePowers.powSigned(fromArray(SPECIES, a, i), fromArray(SPECIES, b, i), fromArray(SPECIES, power, i)).intoArray(out, i);
        }
    }

    static void atan2(double[] a, double[] b, double[] out, int n) {
        double[] angle = scratch(n);
        octant(a, b, angle, n);
        atan2(a, b, angle, out, n);
    }

    private static void octant(double[] a, double[] b, double[] out, int n) {
        for (int i = 0; i < n; i += SPECIES.length()) {
            DoubleInverseTrigonometry.octant(fromArray(SPECIES, a, i), fromArray(SPECIES, b, i)).intoArray(out, i);
        }
    }

    private static void atan2(double[] a, double[] b, double[] angle, double[] out, int n) {
        for (int i = 0; i < n; i += SPECIES.length()) {
            DoubleInverseTrigonometry.atan2FromOctant(fromArray(SPECIES, a, i), fromArray(SPECIES, b, i), fromArray(SPECIES, angle, i))
                    .intoArray(out, i);
        }
    }

    static void logaddexp(double[] a, double[] b, double[] out, int n) {
        double[] gap = scratch(n);
        gap(a, b, gap, n);
        exp(gap, gap, n);
        log1p(gap, gap, n);
        addLarger(a, b, gap, out, n);
    }

    private static void gap(double[] a, double[] b, double[] out, int n) {
        for (int i = 0; i < n; i += SPECIES.length()) {
            DoubleExponentials.gap(fromArray(SPECIES, a, i), fromArray(SPECIES, b, i)).intoArray(out, i);
        }
    }

    private static void addLarger(double[] a, double[] b, double[] log, double[] out, int n) {
        for (int i = 0; i < n; i += SPECIES.length()) {
            fromArray(SPECIES, log, i).add(DoubleExponentials.larger(fromArray(SPECIES, a, i), fromArray(SPECIES, b, i))).intoArray(out, i);
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

package dev.jacobi.engine.cpu.math;

import static jdk.incubator.vector.VectorOperators.EQ;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * Elementary functions of vectors of doubles, in the form of {@link FloatMath}. Where the JDK has a vector operator it is used: on
 * x86-64 it calls Intel's SVML, on Linux for ARM and RISC-V SLEEF, and elsewhere (macOS) it calls {@link Math} lane by lane, which
 * is right but slow. The bounds hold for SVML.
 */
public final class DoubleMath {
    public static final VectorSpecies<Double> SPECIES = VectorWidth.DOUBLES;
    /** remainder is for |x / y| below this; {@link TileMath} computes the rest one by one. */
    public static final double QUOTIENT_RANGE = 0x1p52;

    private DoubleMath() {
    }

    /** e to the power x; <= 1 ulp. */
    public static DoubleVector exp(DoubleVector x) {
        return x.lanewise(VectorOperators.EXP);
    }

    /** 2 to the power x; <= 1 ulp. */
    public static DoubleVector exp2(DoubleVector x) {
        return DoubleExponentials.exp2(x);
    }

    /** e to the power x, less 1, without cancellation near 0; <= 1 ulp. */
    public static DoubleVector expm1(DoubleVector x) {
        return x.lanewise(VectorOperators.EXPM1);
    }

    /** The natural logarithm; <= 1 ulp. */
    public static DoubleVector log(DoubleVector x) {
        return x.lanewise(VectorOperators.LOG);
    }

    /** The natural logarithm of 1 + x, without cancellation near 0; <= 1 ulp. */
    public static DoubleVector log1p(DoubleVector x) {
        return x.lanewise(VectorOperators.LOG1P);
    }

    /** The logarithm to base 2; <= 1.5 ulp. */
    public static DoubleVector log2(DoubleVector x) {
        return DoubleLogarithms.log2(x);
    }

    /** The logarithm to base 10; <= 1 ulp. */
    public static DoubleVector log10(DoubleVector x) {
        return x.lanewise(VectorOperators.LOG10);
    }

    /** The sine; <= 1 ulp. */
    public static DoubleVector sin(DoubleVector x) {
        return x.lanewise(VectorOperators.SIN);
    }

    /** The cosine; <= 1 ulp. */
    public static DoubleVector cos(DoubleVector x) {
        return x.lanewise(VectorOperators.COS);
    }

    /** The tangent; <= 1 ulp. */
    public static DoubleVector tan(DoubleVector x) {
        return x.lanewise(VectorOperators.TAN);
    }

    /** The inverse sine; <= 1 ulp. */
    public static DoubleVector asin(DoubleVector x) {
        return x.lanewise(VectorOperators.ASIN);
    }

    /** The inverse cosine; <= 1 ulp. */
    public static DoubleVector acos(DoubleVector x) {
        return x.lanewise(VectorOperators.ACOS);
    }

    /** The inverse tangent; <= 1 ulp. */
    public static DoubleVector atan(DoubleVector x) {
        return x.lanewise(VectorOperators.ATAN);
    }

    /** The hyperbolic sine; <= 1.5 ulp. */
    public static DoubleVector sinh(DoubleVector x) {
        return x.lanewise(VectorOperators.SINH);
    }

    /** The hyperbolic cosine; <= 1.5 ulp. */
    public static DoubleVector cosh(DoubleVector x) {
        return x.lanewise(VectorOperators.COSH);
    }

    /** The hyperbolic tangent; <= 1 ulp. */
    public static DoubleVector tanh(DoubleVector x) {
        return x.lanewise(VectorOperators.TANH);
    }

    /** The inverse hyperbolic sine; <= 2 ulp. */
    public static DoubleVector asinh(DoubleVector x) {
        return DoubleLogarithms.asinh(x);
    }

    /** The inverse hyperbolic cosine; <= 2 ulp. */
    public static DoubleVector acosh(DoubleVector x) {
        return DoubleLogarithms.acosh(x);
    }

    /** The inverse hyperbolic tangent; <= 2 ulp. */
    public static DoubleVector atanh(DoubleVector x) {
        return DoubleLogarithms.atanh(x);
    }

    /** The error function; <= 1.5 ulp. */
    public static DoubleVector erf(DoubleVector x) {
        return DoubleErrorFunction.erf(x);
    }

    /** The inverse of the error function; <= 2 ulp. */
    public static DoubleVector erfinv(DoubleVector x) {
        return DoubleErrorFunction.erfinv(x);
    }

    /** 1 / (1 + e^-x), denormal results included; <= 2 ulp. */
    public static DoubleVector sigmoid(DoubleVector x) {
        return DoubleExponentials.sigmoid(x);
    }

    /** The square root, correctly rounded. */
    public static DoubleVector sqrt(DoubleVector x) {
        return x.sqrt();
    }

    /** 1 / sqrt(x); <= 1.5 ulp. */
    public static DoubleVector rsqrt(DoubleVector x) {
        return DoubleVector.broadcast(SPECIES, 1.0).div(x.sqrt());
    }

    /** The largest integer not above x; exact, and keeps -0. */
    public static DoubleVector floor(DoubleVector x) {
        return DoubleRounding.floor(x);
    }

    /** The smallest integer not below x; exact, and keeps -0. */
    public static DoubleVector ceil(DoubleVector x) {
        return DoubleRounding.ceil(x);
    }

    /** The nearest integer, half to even; exact, and keeps -0. */
    public static DoubleVector rint(DoubleVector x) {
        return DoubleRounding.rint(x);
    }

    /** x without its fraction; exact, and keeps -0. */
    public static DoubleVector trunc(DoubleVector x) {
        return DoubleRounding.trunc(x);
    }

    /** -1 or 1; a zero or NaN is its own sign; exact. */
    public static DoubleVector sign(DoubleVector x) {
        return DoubleRounding.sign(x);
    }

    /** x to the power y, with the special cases of C99; tested only to agree with {@link Math} within 4 ulp. */
    public static DoubleVector pow(DoubleVector x, DoubleVector y) {
        // Java's pow differs from C99's where the base is 1 or -1
        VectorMask<Double> one = x.compare(EQ, 1.0).or(x.compare(EQ, -1.0).and(y.abs().compare(EQ, Double.POSITIVE_INFINITY)));
        return x.lanewise(VectorOperators.POW, y).blend(1.0, one);
    }

    /** The angle of the point (x, y), from -pi to pi; tested only to agree with {@link Math} within 4 ulp. */
    public static DoubleVector atan2(DoubleVector y, DoubleVector x) {
        return y.lanewise(VectorOperators.ATAN2, x);
    }

    /** x modulo y with the sign of y, as in Python and NumPy; exact while |x / y| < {@link #QUOTIENT_RANGE}. */
    public static DoubleVector remainder(DoubleVector x, DoubleVector y) {
        return DoubleRounding.remainder(x, y);
    }

    /** log(e^a + e^b); within 4 ulp of the largest of |a|, |b|, the result and log1p(e^-|a - b|), which may cancel where the sum nears 1. */
    public static DoubleVector logaddexp(DoubleVector a, DoubleVector b) {
        return DoubleExponentials.logaddexp(a, b);
    }
}

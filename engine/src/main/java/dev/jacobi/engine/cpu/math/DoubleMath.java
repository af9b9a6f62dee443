package dev.jacobi.engine.cpu.math;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Elementary functions of vectors of doubles, in the form of {@link FloatMath}. None uses the JDK's own operators (VectorOperators.EXP and the like):
 * compiled code calls Intel's SVML or SLEEF for them, but code that is not compiled yet calls {@link Math}, whose last bits differ, so that a result
 * would depend on when the compiler came. What is used here (sums, products, fused ones, quotients, roots) has one result by IEEE 754.
 */
public final class DoubleMath {
    public static final VectorSpecies<Double> SPECIES = VectorWidth.DOUBLES;
    /** sin, cos and tan are for magnitudes up to here; {@link TileMath} computes larger arguments one by one. */
    public static final double TRIGONOMETRIC_RANGE = 0x1p30;
    /** remainder is for |x / y| below this; {@link TileMath} computes the rest one by one. */
    public static final double QUOTIENT_RANGE = 0x1p52;

    private DoubleMath() {
    }

    /** e to the power x; <= 1 ulp. */
    public static DoubleVector exp(DoubleVector x) {
        return DoubleExponentials.exp(x);
    }

    /** 2 to the power x; <= 1 ulp. */
    public static DoubleVector exp2(DoubleVector x) {
        return DoubleExponentials.exp2(x);
    }

    /** e to the power x, less 1, without cancellation near 0; <= 1 ulp. */
    public static DoubleVector expm1(DoubleVector x) {
        return DoubleExponentials.expm1(x);
    }

    /** The natural logarithm; <= 1 ulp. */
    public static DoubleVector log(DoubleVector x) {
        return DoubleLogarithms.log(x);
    }

    /** The natural logarithm of 1 + x, without cancellation near 0; <= 1 ulp. */
    public static DoubleVector log1p(DoubleVector x) {
        return DoubleLogarithms.log1p(x);
    }

    /** The logarithm to base 2; <= 1.5 ulp. */
    public static DoubleVector log2(DoubleVector x) {
        return DoubleLogarithms.log2(x);
    }

    /** The logarithm to base 10; <= 1 ulp. */
    public static DoubleVector log10(DoubleVector x) {
        return DoubleLogarithms.log10(x);
    }

    /** The sine; <= 1 ulp for |x| <= {@link #TRIGONOMETRIC_RANGE}. */
    public static DoubleVector sin(DoubleVector x) {
        return DoubleTrigonometry.sin(x);
    }

    /** The cosine; <= 1 ulp for |x| <= {@link #TRIGONOMETRIC_RANGE}. */
    public static DoubleVector cos(DoubleVector x) {
        return DoubleTrigonometry.cos(x);
    }

    /** The tangent; <= 1 ulp for |x| <= {@link #TRIGONOMETRIC_RANGE}. */
    public static DoubleVector tan(DoubleVector x) {
        return DoubleTrigonometry.tan(x);
    }

    /** The inverse sine; <= 1 ulp. */
    public static DoubleVector asin(DoubleVector x) {
        return DoubleInverseTrigonometry.asin(x);
    }

    /** The inverse cosine; <= 1 ulp. */
    public static DoubleVector acos(DoubleVector x) {
        return DoubleInverseTrigonometry.acos(x);
    }

    /** The inverse tangent; <= 1 ulp. */
    public static DoubleVector atan(DoubleVector x) {
        return DoubleInverseTrigonometry.atan(x);
    }

    /** The hyperbolic sine; <= 1.5 ulp. */
    public static DoubleVector sinh(DoubleVector x) {
        return DoubleHyperbolics.sinh(x);
    }

    /** The hyperbolic cosine; <= 1.5 ulp. */
    public static DoubleVector cosh(DoubleVector x) {
        return DoubleHyperbolics.cosh(x);
    }

    /** The hyperbolic tangent; <= 1 ulp. */
    public static DoubleVector tanh(DoubleVector x) {
        return DoubleHyperbolics.tanh(x);
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

    /** x to the power y, with the special cases of C99; <= 1 ulp. */
    public static DoubleVector pow(DoubleVector x, DoubleVector y) {
        return DoublePowers.pow(x, y);
    }

    /** The angle of the point (x, y), from -pi to pi; <= 1.5 ulp. */
    public static DoubleVector atan2(DoubleVector y, DoubleVector x) {
        return DoubleInverseTrigonometry.atan2(y, x);
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

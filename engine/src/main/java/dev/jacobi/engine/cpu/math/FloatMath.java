package dev.jacobi.engine.cpu.math;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Elementary functions of vectors of floats. Every method, down to the Vector API, is one basic block without branches, so a code
 * generator can copy its instructions into a loop. The bounds are against the exact value, in units of the last place of the
 * correctly rounded result, over all floats, denormal arguments and results included; infinities, NaN and signed zeros follow C99.
 */
public final class FloatMath {
    public static final VectorSpecies<Float> SPECIES = VectorWidth.FLOATS;
    /** sin, cos and tan are for magnitudes up to here; {@link TileMath} computes larger arguments one by one. */
    public static final float TRIGONOMETRIC_RANGE = 0x1p18f;
    /** remainder is for |x / y| below this; {@link TileMath} computes the rest one by one. */
    public static final float QUOTIENT_RANGE = 0x1p23f;

    /** Past this {@link #erfinvVariable} nothing but {@link #erfinv} gives the result. */
    public static final float ERFINV_TAIL = FloatErrorFunction.ERFINV_TAIL;

    private FloatMath() {
    }

    /** e to the power x; <= 1.1 ulp. */
    public static FloatVector exp(FloatVector x) {
        return FloatExponentials.exp(x);
    }

    /** {@link #exp} where x is known to be at most 0 or NaN: the same bits for five instructions fewer. */
    public static FloatVector expOfNonPositive(FloatVector x) {
        return FloatExponentials.expOfNonPositive(x);
    }

    /** 2 to the power x; <= 1.0 ulp. */
    public static FloatVector exp2(FloatVector x) {
        return FloatExponentials.exp2(x);
    }

    /** e to the power x, less 1, without cancellation near 0; <= 1.7 ulp. */
    public static FloatVector expm1(FloatVector x) {
        return FloatExponentials.expm1(x);
    }

    /** The natural logarithm; <= 0.9 ulp. */
    public static FloatVector log(FloatVector x) {
        return FloatLogarithms.log(x);
    }

    /** The natural logarithm of 1 + x, without cancellation near 0; <= 1.5 ulp. */
    public static FloatVector log1p(FloatVector x) {
        return FloatLogarithms.log1p(x);
    }

    /** The logarithm to base 2; <= 1.1 ulp. */
    public static FloatVector log2(FloatVector x) {
        return FloatLogarithms.log2(x);
    }

    /** The logarithm to base 10; <= 1.0 ulp. */
    public static FloatVector log10(FloatVector x) {
        return FloatLogarithms.log10(x);
    }

    /** The sine; <= 2 ulp for |x| <= {@link #TRIGONOMETRIC_RANGE}. */
    public static FloatVector sin(FloatVector x) {
        return FloatTrigonometry.sin(x);
    }

    /** The cosine; <= 2 ulp for |x| <= {@link #TRIGONOMETRIC_RANGE}. */
    public static FloatVector cos(FloatVector x) {
        return FloatTrigonometry.cos(x);
    }

    /** The tangent; <= 1.4 ulp for |x| <= {@link #TRIGONOMETRIC_RANGE}. */
    public static FloatVector tan(FloatVector x) {
        return FloatTrigonometry.tan(x);
    }

    /** The inverse sine; <= 1.4 ulp. */
    public static FloatVector asin(FloatVector x) {
        return FloatTrigonometry.asin(x);
    }

    /** The inverse cosine; <= 1.2 ulp. */
    public static FloatVector acos(FloatVector x) {
        return FloatTrigonometry.acos(x);
    }

    /** The inverse tangent; <= 1.5 ulp. */
    public static FloatVector atan(FloatVector x) {
        return FloatTrigonometry.atan(x);
    }

    /** The hyperbolic sine; <= 1.6 ulp. */
    public static FloatVector sinh(FloatVector x) {
        return FloatExponentials.sinh(x);
    }

    /** The hyperbolic cosine; <= 1.7 ulp. */
    public static FloatVector cosh(FloatVector x) {
        return FloatExponentials.cosh(x);
    }

    /** The hyperbolic tangent; <= 2 ulp. */
    public static FloatVector tanh(FloatVector x) {
        return FloatExponentials.tanh(x);
    }

    /** The inverse hyperbolic sine; <= 1.8 ulp. */
    public static FloatVector asinh(FloatVector x) {
        return FloatLogarithms.asinh(x);
    }

    /** The inverse hyperbolic cosine; <= 1.9 ulp. */
    public static FloatVector acosh(FloatVector x) {
        return FloatLogarithms.acosh(x);
    }

    /** The inverse hyperbolic tangent; <= 1.1 ulp. */
    public static FloatVector atanh(FloatVector x) {
        return FloatLogarithms.atanh(x);
    }

    /** The error function; <= 1.5 ulp. */
    public static FloatVector erf(FloatVector x) {
        return FloatErrorFunction.erf(x);
    }

    /** The inverse of the error function; <= 2 ulp. */
    public static FloatVector erfinv(FloatVector x) {
        return FloatErrorFunction.erfinv(x);
    }

    /** The v of which erfinv(x) is a function: 4 of 1000 evenly distributed x between -1 and 1 have one past {@link #ERFINV_TAIL}. */
    public static FloatVector erfinvVariable(FloatVector x) {
        return FloatErrorFunction.erfinvVariable(x);
    }

    /** What {@link #erfinv} gives where no v is past {@link #ERFINV_TAIL} and no x is 0, in less time. */
    public static FloatVector erfinvOfSmall(FloatVector x, FloatVector v) {
        return FloatErrorFunction.erfinvOfSmall(x, v);
    }

    /** 1 / (1 + e^-x), denormal results included; <= 1.9 ulp. */
    public static FloatVector sigmoid(FloatVector x) {
        return FloatExponentials.sigmoid(x);
    }

    /** The square root, correctly rounded. */
    public static FloatVector sqrt(FloatVector x) {
        return x.sqrt();
    }

    /** 1 / sqrt(x); <= 1.5 ulp. */
    public static FloatVector rsqrt(FloatVector x) {
        return FloatPowers.rsqrt(x);
    }

    /** The largest integer not above x; exact, and keeps -0. */
    public static FloatVector floor(FloatVector x) {
        return FloatRounding.floor(x);
    }

    /** The smallest integer not below x; exact, and keeps -0. */
    public static FloatVector ceil(FloatVector x) {
        return FloatRounding.ceil(x);
    }

    /** The nearest integer, half to even; exact, and keeps -0. */
    public static FloatVector rint(FloatVector x) {
        return FloatRounding.rint(x);
    }

    /** x without its fraction; exact, and keeps -0. */
    public static FloatVector trunc(FloatVector x) {
        return FloatRounding.trunc(x);
    }

    /** -1 or 1; a zero or NaN is its own sign; exact. */
    public static FloatVector sign(FloatVector x) {
        return FloatRounding.sign(x);
    }

    /** x to the power y, with the special cases of C99; <= 1.3 ulp. */
    public static FloatVector pow(FloatVector x, FloatVector y) {
        return FloatPowers.pow(x, y);
    }

    /** The angle of the point (x, y), from -pi to pi; <= 1.6 ulp. */
    public static FloatVector atan2(FloatVector y, FloatVector x) {
        return FloatTrigonometry.atan2(y, x);
    }

    /** x modulo y with the sign of y, as in Python and NumPy; exact while |x / y| < {@link #QUOTIENT_RANGE}. */
    public static FloatVector remainder(FloatVector x, FloatVector y) {
        return FloatRounding.remainder(x, y);
    }

    /** log(e^a + e^b); within 2.5 ulp of the largest of |a|, |b|, the result and log1p(e^-|a - b|), which may cancel where the sum nears 1. */
    public static FloatVector logaddexp(FloatVector a, FloatVector b) {
        return FloatLogarithms.logaddexp(a, b);
    }
}

package dev.jacobi.engine.cpu.math;

import java.util.function.DoubleUnaryOperator;

/** The elementary functions of one variable, each with its scalar reference. */
public enum MathFunction {
    /** e to the power x. */
    EXP(Math::exp),
    /** 2 to the power x. */
    EXP2(ScalarMath::exp2),
    /** e to the power x, less 1, without cancellation near 0. */
    EXPM1(Math::expm1),
    /** The natural logarithm. */
    LOG(Math::log),
    /** The natural logarithm of 1 + x, without cancellation near 0. */
    LOG1P(Math::log1p),
    /** The logarithm to base 2. */
    LOG2(ScalarMath::log2),
    /** The logarithm to base 10. */
    LOG10(Math::log10),
    /** The sine. */
    SIN(Math::sin),
    /** The cosine. */
    COS(Math::cos),
    /** The tangent. */
    TAN(Math::tan),
    /** The inverse sine. */
    ASIN(Math::asin),
    /** The inverse cosine. */
    ACOS(Math::acos),
    /** The inverse tangent. */
    ATAN(Math::atan),
    /** The hyperbolic sine. */
    SINH(Math::sinh),
    /** The hyperbolic cosine. */
    COSH(Math::cosh),
    /** The hyperbolic tangent. */
    TANH(Math::tanh),
    /** The inverse hyperbolic sine. */
    ASINH(ScalarMath::asinh),
    /** The inverse hyperbolic cosine. */
    ACOSH(ScalarMath::acosh),
    /** The inverse hyperbolic tangent. */
    ATANH(ScalarMath::atanh),
    /** The error function. */
    ERF(ScalarMath::erf),
    /** The inverse of the error function. */
    ERFINV(ScalarMath::erfinv),
    /** 1 / (1 + e^-x), denormal results included. */
    SIGMOID(ScalarMath::sigmoid),
    /** The square root. */
    SQRT(Math::sqrt),
    /** 1 / sqrt(x). */
    RSQRT(ScalarMath::rsqrt),
    /** The largest integer not above x. */
    FLOOR(Math::floor),
    /** The smallest integer not below x. */
    CEIL(Math::ceil),
    /** The nearest integer, half to even. */
    RINT(Math::rint),
    /** x without its fraction. */
    TRUNC(ScalarMath::trunc),
    /** -1 or 1; a zero or NaN is its own sign. */
    SIGN(ScalarMath::sign);

    private final DoubleUnaryOperator scalar;

    MathFunction(DoubleUnaryOperator scalar) {
        this.scalar = scalar;
    }

    /** The function of one number, by {@link Math} or {@link ScalarMath}. */
    public double of(double x) {
        return scalar.applyAsDouble(x);
    }
}

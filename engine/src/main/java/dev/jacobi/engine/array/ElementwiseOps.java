package dev.jacobi.engine.array;

import dev.jacobi.engine.type.DType;
import dev.jacobi.engine.type.DTypeException;

/** What is done at each element. Operands are promoted to one dtype and broadcast to one shape; integers become float32 where a result is fractional. */
public abstract class ElementwiseOps {

    ElementwiseOps() {}

    // one operand

    /** -x. */
    public static Array negative(Array x) {
        requireNumber("negative", x);
        return Array.apply(LinearUnary.NEGATIVE, x);
    }

    /** The absolute value; of complex64 it is float32. */
    public static Array abs(Array x) { return Array.apply(Unary.ABS, x); }

    /** x * x. */
    public static Array square(Array x) { return Array.apply(Unary.SQUARE, x); }

    /** The square root; NaN below 0. */
    public static Array sqrt(Array x) { return Array.apply(Unary.SQRT, floating(x)); }

    /** 1 / sqrt(x). */
    public static Array rsqrt(Array x) { return Array.apply(Unary.RSQRT, floating(x)); }

    /** 1 / x. */
    public static Array reciprocal(Array x) { return Array.apply(Unary.RECIPROCAL, floating(x)); }

    /** e to the power x. */
    public static Array exp(Array x) { return Array.apply(Unary.EXP, floating(x)); }

    /** exp(x) - 1, exact near 0. */
    public static Array expm1(Array x) { return Array.apply(Unary.EXPM1, floating(x)); }

    /** The natural logarithm. */
    public static Array log(Array x) { return Array.apply(Unary.LOG, floating(x)); }

    /** log(1 + x), exact near 0. */
    public static Array log1p(Array x) { return Array.apply(Unary.LOG1P, floating(x)); }

    /** The base-2 logarithm. */
    public static Array log2(Array x) { return Array.apply(Unary.LOG2, floating(x)); }

    /** The base-10 logarithm. */
    public static Array log10(Array x) { return Array.apply(Unary.LOG10, floating(x)); }

    /** The sine of x in radians. */
    public static Array sin(Array x) { return Array.apply(Unary.SIN, floating(x)); }

    /** The cosine of x in radians. */
    public static Array cos(Array x) { return Array.apply(Unary.COS, floating(x)); }

    /** The tangent of x in radians. */
    public static Array tan(Array x) { return Array.apply(Unary.TAN, floating(x)); }

    /** The angle in radians whose sine is x. */
    public static Array arcsin(Array x) { return Array.apply(Unary.ARCSIN, floating(x)); }

    /** The angle in radians whose cosine is x. */
    public static Array arccos(Array x) { return Array.apply(Unary.ARCCOS, floating(x)); }

    /** The angle in radians whose tangent is x. */
    public static Array arctan(Array x) { return Array.apply(Unary.ARCTAN, floating(x)); }

    /** The hyperbolic sine. */
    public static Array sinh(Array x) { return Array.apply(Unary.SINH, floating(x)); }

    /** The hyperbolic cosine. */
    public static Array cosh(Array x) { return Array.apply(Unary.COSH, floating(x)); }

    /** The hyperbolic tangent. */
    public static Array tanh(Array x) { return Array.apply(Unary.TANH, floating(x)); }

    /** The inverse of sinh. */
    public static Array arcsinh(Array x) { return Array.apply(Unary.ARCSINH, floating(x)); }

    /** The inverse of cosh, for x >= 1. */
    public static Array arccosh(Array x) { return Array.apply(Unary.ARCCOSH, floating(x)); }

    /** The inverse of tanh, for |x| <= 1. */
    public static Array arctanh(Array x) { return Array.apply(Unary.ARCTANH, floating(x)); }

    /** The error function. */
    public static Array erf(Array x) { return Array.apply(Unary.ERF, floating(x)); }

    /** The inverse of erf, for |x| <= 1. */
    public static Array erfinv(Array x) { return Array.apply(Unary.ERFINV, floating(x)); }

    /** 1 / (1 + exp(-x)). */
    public static Array sigmoid(Array x) { return Array.apply(Unary.SIGMOID, floating(x)); }

    /** The largest integer that is not larger. */
    public static Array floor(Array x) { return Array.apply(Unary.FLOOR, x); }

    /** The smallest integer that is not smaller. */
    public static Array ceil(Array x) { return Array.apply(Unary.CEIL, x); }

    /** The nearest integer, halves to even. */
    public static Array round(Array x) { return Array.apply(Unary.ROUND, x); }

    /** The integer part. */
    public static Array trunc(Array x) { return Array.apply(Unary.TRUNC, x); }

    /** -1, 0 or 1; of complex numbers x / |x|, or 0. */
    public static Array sign(Array x) {
        return x.dtype().isComplex() ? scale(x, reciprocal(abs(x))) : Array.apply(Unary.SIGN, x);
    }

    /** Whether it is not a number (bool). */
    public static Array isnan(Array x) { return Array.apply(Unary.ISNAN, x); }

    /** Whether it is infinite (bool). */
    public static Array isinf(Array x) { return Array.apply(Unary.ISINF, x); }

    /** Whether it is neither infinite nor NaN (bool). */
    public static Array isfinite(Array x) {
        return logicalNot(logicalOr(isnan(x), isinf(x)));
    }

    /** Whether it is 0 (bool). */
    public static Array logicalNot(Array x) { return Array.apply(Unary.LOGICAL_NOT, x); }

    /** Every bit turned over; a bool is negated. */
    public static Array bitwiseInvert(Array x) {
        requireBits("bitwise_invert", x);
        return Array.apply(Unary.BITWISE_INVERT, x);
    }

    /** The real part: float32 of complex64, of other dtypes x itself. */
    public static Array real(Array x) {
        return x.dtype().isComplex() ? Array.apply(LinearUnary.REAL, x) : x;
    }

    /** The imaginary part: float32 of complex64, of other dtypes 0. */
    public static Array imag(Array x) {
        return x.dtype().isComplex() ? Array.apply(LinearUnary.IMAG, x) : Ops.zerosLike(x);
    }

    /** The complex number with the imaginary part's sign turned over; of other dtypes x itself. */
    public static Array conjugate(Array x) {
        return x.dtype().isComplex() ? Array.apply(LinearUnary.CONJUGATE, x) : x;
    }

    /** As {@link #conjugate}. */
    public static Array conj(Array x) { return conjugate(x); }

    /** The angle in radians of a complex number as seen from 0, between -pi and pi. */
    public static Array angle(Array x) {
        Array y = floating(x);
        return arctan2(imag(y), real(y));
    }

    /** x in radians as degrees. */
    public static Array degrees(Array x) { return floating(x).multiply(180 / Math.PI); }

    /** x in degrees as radians. */
    public static Array radians(Array x) { return floating(x).multiply(Math.PI / 180); }

    /** x, through which no derivative goes. */
    public static Array stopGradient(Array x) { return Array.apply(new StopGradient(), x); }

    // two operands

    /**
     * The complex numbers (complex64) with these real and imaginary parts.
     *
     * @throws DTypeException if one of them is complex
     */
    public static Array complex(Array re, Array im) {
        refuseComplex("complex", re.dtype());
        refuseComplex("complex", im.dtype());
        return binary(Arithmetic.COMPLEX, astype(re, DType.FLOAT32), astype(im, DType.FLOAT32));
    }

    /** x - y. */
    public static Array subtract(Array x, Array y) {
        if (x.dtype() == DType.BOOL && y.dtype() == DType.BOOL) {
            throw new DTypeException("subtract",
                    "both operands are bool: there is no difference of truths; use logicalXor, or astype(INT32) first");
        }
        return binary(Arithmetic.SUBTRACT, x, y);
    }

    /** x + y; bools are or-ed. */
    public static Array add(Array x, Array y) { return binary(Arithmetic.ADD, x, y); }

    /** x * y. */
    public static Array multiply(Array x, Array y) { return binary(Arithmetic.MULTIPLY, x, y); }

    /** The largest integer that is not larger than x / y; an integer divided by 0 gives 0. */
    public static Array floorDivide(Array x, Array y) {
        return binary(Binary.FLOOR_DIVIDE, x, y);
    }

    /** x - floorDivide(x, y) * y, with the sign of y; an integer modulo 0 gives 0. */
    public static Array remainder(Array x, Array y) {
        return binary(Binary.REMAINDER, x, y);
    }

    /** x to the power y; an integer to a negative power gives the truncated quotient. */
    public static Array power(Array x, Array y) {
        return binary(Binary.POWER, x, y);
    }

    /** The larger one; NaN wins. A tie shares the derivative. */
    public static Array maximum(Array x, Array y) {
        return binary(Binary.MAXIMUM, x, y);
    }

    /** The smaller one; NaN wins. A tie shares the derivative. */
    public static Array minimum(Array x, Array y) {
        return binary(Binary.MINIMUM, x, y);
    }

    /** Whether x == y (bool); NaN equals nothing. */
    public static Array equal(Array x, Array y) { return binary(Binary.EQUAL, x, y); }

    /** Whether x != y (bool). */
    public static Array notEqual(Array x, Array y) { return binary(Binary.NOT_EQUAL, x, y); }

    /** Whether x < y (bool). */
    public static Array less(Array x, Array y) { return binary(Binary.LESS, x, y); }

    /** Whether x <= y (bool). */
    public static Array lessEqual(Array x, Array y) { return binary(Binary.LESS_EQUAL, x, y); }

    /** Whether x > y (bool). */
    public static Array greater(Array x, Array y) { return binary(Binary.GREATER, x, y); }

    /** Whether x >= y (bool). */
    public static Array greaterEqual(Array x, Array y) { return binary(Binary.GREATER_EQUAL, x, y); }

    /** x / y in floating point; integers become float32. */
    public static Array divide(Array x, Array y) {
        return binary(Binary.DIVIDE, floating(x), floating(y));
    }

    /** The angle in radians of the point (y, x), whose first argument is its ordinate. */
    public static Array arctan2(Array x, Array y) {
        return binary(Binary.ARCTAN2, floating(x), floating(y));
    }

    /** log(exp(x) + exp(y)) without overflow. */
    public static Array logaddexp(Array x, Array y) {
        return binary(Binary.LOGADDEXP, floating(x), floating(y));
    }

    /** The bits that both have; integers or bools. */
    public static Array bitwiseAnd(Array x, Array y) {
        return bits(Binary.BITWISE_AND, x, y);
    }

    /** The bits that either has; integers or bools. */
    public static Array bitwiseOr(Array x, Array y) {
        return bits(Binary.BITWISE_OR, x, y);
    }

    /** The bits that one of them has; integers or bools. */
    public static Array bitwiseXor(Array x, Array y) {
        return bits(Binary.BITWISE_XOR, x, y);
    }

    /** x shifted left by y bits; integers. */
    public static Array leftShift(Array x, Array y) { return bits(Binary.LEFT_SHIFT, x, y); }

    /** x shifted right by y bits, keeping the sign; integers. */
    public static Array rightShift(Array x, Array y) {
        return bits(Binary.RIGHT_SHIFT, x, y);
    }

    /** Whether both are not 0 (bool). */
    public static Array logicalAnd(Array x, Array y) { return bitwiseAnd(truth(x), truth(y)); }

    /** Whether one of them is not 0 (bool). */
    public static Array logicalOr(Array x, Array y) { return bitwiseOr(truth(x), truth(y)); }

    /** Whether just one of them is not 0 (bool). */
    public static Array logicalXor(Array x, Array y) {
        return bitwiseXor(truth(x), truth(y));
    }

    /** The product in which zero wins over infinity and NaN: weights that mask out a derivative. */
    static Array scale(Array x, Array y) {
        return binary(Arithmetic.SCALE, x, y);
    }

    // three operands

    /** x where {@code condition} is not 0, else y. Derivatives go only where the element came from. */
    public static Array where(Array condition, Array x, Array y) {
        DType dtype = x.dtype().promote(y.dtype());
        var shape = condition.shape().broadcast("where", x.shape()).broadcast("where", y.shape());
        return Array.apply(new Select(), Ops.broadcastTo(truth(condition), shape), Ops.broadcastTo(Ops.astype(x, dtype), shape),
                Ops.broadcastTo(Ops.astype(y, dtype), shape));
    }

    /** x, at least {@code low} and at most {@code high}. */
    public static Array clip(Array x, Array low, Array high) {
        return minimum(maximum(x, low), high);
    }

    /** {@code x} as another dtype. Floats to integers truncate towards zero; to bool, whether it is not 0. Of complex64 the
     * imaginary part is lost. */
    public static Array astype(Array x, DType dtype) {
        return x.dtype() == dtype ? x : Array.apply(new Cast(dtype), x);
    }

    // what they share

    private static Array binary(Primitive p, Array x, Array y) {
        DType dtype = x.dtype().promote(y.dtype());
        Array a = astype(x, dtype), b = astype(y, dtype);
        if (!a.shape().equals(b.shape())) {
            var shape = a.shape().broadcast(p.title(), b.shape());
            a = Ops.broadcastTo(a, shape);
            b = Ops.broadcastTo(b, shape);
        }
        return Array.apply(p, a, b);
    }

    private static Array bits(Binary p, Array x, Array y) {
        requireBits(p.title(), x);
        requireBits(p.title(), y);
        return binary(p, x, y);
    }

    /** {@code x}, as float32 if it is not floating. */
    static Array floating(Array x) { return astype(x, x.dtype().toFloating()); }

    /** Whether each element is not 0. */
    static Array truth(Array x) { return astype(x, DType.BOOL); }

    private static void requireBits(String op, Array x) {
        if (x.dtype().isInexact()) {
            throw new DTypeException(op, "an operand is " + x.dtype() + "; bits are those of integers or bools: use astype(INT32) first");
        }
    }

    /** Refuses complex numbers where the operation has no meaning for them: it needs an order, or isn't analytic. */
    static DType refuseComplex(String op, DType dtype) {
        if (dtype.isComplex()) {
            throw new DTypeException(op, "an operand is " + dtype + ", needed a real dtype: use real(x), imag(x) or abs(x)");
        }
        return dtype;
    }

    static void requireNumber(String op, Array x) {
        if (x.dtype() == DType.BOOL) throw new DTypeException(op, "the operand is bool: use logicalNot, or astype(INT32) first");
    }
}

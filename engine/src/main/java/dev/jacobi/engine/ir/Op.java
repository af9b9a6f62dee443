package dev.jacobi.engine.ir;

import dev.jacobi.engine.type.DType;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import java.util.function.LongBinaryOperator;
import java.util.function.LongUnaryOperator;

/**
 * What is done to single elements. Each constant carries its meaning as scalar functions: the reference that vector kernels are held against,
 * and what runs where an array has one element. Floats are computed in double and rounded to their dtype, integers in long and wrapped to
 * theirs. A predicate gives 1 or 0. Operations without a meaning for integers (or floats) have none here: callers promote.
 */
public enum Op {
    NEGATIVE(x -> -x, x -> -x), ABS(Math::abs, Math::abs), SIGN(Math::signum, Long::signum), SQUARE(x -> x * x, x -> x * x),

    FLOOR(Math::floor, x -> x), CEIL(Math::ceil, x -> x), ROUND(Math::rint, x -> x),
    TRUNC(x -> x < 0 ? Math.ceil(x) : Math.floor(x), x -> x),

    SQRT(Math::sqrt), RSQRT(x -> 1 / Math.sqrt(x)), RECIPROCAL(x -> 1 / x),

    EXP(Math::exp), EXPM1(Math::expm1), LOG(Math::log), LOG1P(Math::log1p), LOG2(ScalarMath::log2), LOG10(Math::log10),

    SIN(Math::sin), COS(Math::cos), TAN(Math::tan), ASIN(Math::asin), ACOS(Math::acos), ATAN(Math::atan),

    SINH(Math::sinh), COSH(Math::cosh), TANH(Math::tanh), ASINH(ScalarMath::asinh), ACOSH(ScalarMath::acosh), ATANH(ScalarMath::atanh),

    ERF(ScalarMath::erf), ERFINV(ScalarMath::erfinv), SIGMOID(x -> 1 / (1 + Math.exp(-x))),

    INVERT(null, x -> ~x), LOGICAL_NOT(x -> x == 0 ? 1 : 0, x -> x == 0 ? 1 : 0, true),

    ISNAN(x -> x != x ? 1 : 0, x -> 0, true), ISINF(x -> Double.isInfinite(x) ? 1 : 0, x -> 0, true),

    ADD((a, b) -> a + b, (a, b) -> a + b), SUBTRACT((a, b) -> a - b, (a, b) -> a - b), MULTIPLY((a, b) -> a * b, (a, b) -> a * b),

    /** Product in which zero wins over infinity and NaN: how derivatives that blow up are weighted. */
    SCALE((a, b) -> a == 0 || b == 0 ? 0 : a * b, (a, b) -> a * b),

    DIVIDE((a, b) -> a / b, null), FLOOR_DIVIDE((a, b) -> Math.floor(a / b), (a, b) -> b == 0 ? 0 : Math.floorDiv(a, b)),

    /** The sign of the result is the divisor's, as in Python. */
    REMAINDER(ScalarMath::remainder, (a, b) -> b == 0 ? 0 : Math.floorMod(a, b)),

    POWER(ScalarMath::pow, ScalarMath::power), MAXIMUM(Math::max, Math::max), MINIMUM(Math::min, Math::min), ATAN2(Math::atan2, null),

    LOGADDEXP(ScalarMath::logaddexp, null),

    AND(null, (a, b) -> a & b), OR(null, (a, b) -> a | b), XOR(null, (a, b) -> a ^ b), SHIFT_LEFT(null, ScalarMath::shiftLeft),

    SHIFT_RIGHT(null, ScalarMath::shiftRight),

    EQUAL((a, b) -> a == b ? 1 : 0, (a, b) -> a == b ? 1 : 0, true), NOT_EQUAL((a, b) -> a != b ? 1 : 0, (a, b) -> a != b ? 1 : 0, true),

    LESS((a, b) -> a < b ? 1 : 0, (a, b) -> a < b ? 1 : 0, true), LESS_EQUAL((a, b) -> a <= b ? 1 : 0, (a, b) -> a <= b ? 1 : 0, true),

    GREATER((a, b) -> a > b ? 1 : 0, (a, b) -> a > b ? 1 : 0, true),
    GREATER_EQUAL((a, b) -> a >= b ? 1 : 0, (a, b) -> a >= b ? 1 : 0, true),

    /** The parts of a complex number, and its mirror image at the real axis. */
    REAL(1), IMAG(1), CONJUGATE(1),

    /** The complex number of a real and an imaginary part, both float32. */
    COMPLEX(2),

    /** condition, then, else: the second operand where the first is not 0, the third elsewhere. */
    SELECT(3);

    private final Lowered.Map map = new Lowered.Map(this);
    private final int arity;
    private final boolean predicate;
    private final DoubleUnaryOperator double1;
    private final LongUnaryOperator long1;
    private final DoubleBinaryOperator double2;
    private final LongBinaryOperator long2;

    Op(int arity) { this(arity, false, null, null, null, null); }

    Op(DoubleUnaryOperator f) { this(f, null, false); }

    Op(DoubleUnaryOperator f, LongUnaryOperator g) { this(f, g, false); }

    Op(DoubleUnaryOperator f, LongUnaryOperator g, boolean predicate) { this(1, predicate, f, g, null, null); }

    Op(DoubleBinaryOperator f, LongBinaryOperator g) { this(f, g, false); }

    Op(DoubleBinaryOperator f, LongBinaryOperator g, boolean predicate) { this(2, predicate, null, null, f, g); }

    Op(int arity, boolean predicate, DoubleUnaryOperator double1, LongUnaryOperator long1, DoubleBinaryOperator double2,
            LongBinaryOperator long2) {
        this.arity = arity;
        this.predicate = predicate;
        this.double1 = double1;
        this.long1 = long1;
        this.double2 = double2;
        this.long2 = long2;
    }

    /** This at each element. */
    public Lowered.Map map() { return map; }

    /** How many operands: 1, 2 or 3. */
    public int arity() { return arity; }

    /** Whether the result is a bool. */
    public boolean isPredicate() { return predicate; }

    /** Whether it has a meaning on floating dtypes. */
    public boolean onFloats() {
        return double1 != null || double2 != null || arity == 3;
    }

    /** Whether it has a meaning on complex64, which {@link ComplexMath} gives: not for what needs an order. */
    public boolean onComplex() {
        return switch (this) {
            case NEGATIVE, ABS, SQUARE, ROUND, SQRT, RSQRT, RECIPROCAL, EXP, EXPM1, LOG, LOG1P, LOG2, LOG10, SIN, COS, TAN, ASIN, ACOS,
                    ATAN,
                    SINH, COSH, TANH, ASINH, ACOSH, ATANH, SIGMOID, LOGICAL_NOT, ISNAN, ISINF, ADD, SUBTRACT, MULTIPLY, SCALE, DIVIDE,
                    POWER,
                    EQUAL, NOT_EQUAL, REAL, IMAG, CONJUGATE, SELECT ->
                true;
            default -> false;
        };
    }

    /** Whether it has a meaning on integers and bools. */
    public boolean onIntegers() {
        return long1 != null || long2 != null || arity == 3;
    }

    /** Of one float operand. */
    public double apply(double x) { return double1.applyAsDouble(x); }

    /** Of two float operands. */
    public double apply(double a, double b) { return double2.applyAsDouble(a, b); }

    /** Of one integer operand of {@code dtype}, not yet wrapped. */
    public long apply(DType dtype, long x) {
        if (dtype == DType.BOOL && this == INVERT) return x == 0 ? 1 : 0;
        if (dtype == DType.UINT64 && (this == ABS || this == SIGN)) return this == ABS || x == 0 ? x : 1;
        return long1.applyAsLong(x);
    }

    /** Of two integer operands of {@code dtype}, not yet wrapped. */
    public long apply(DType dtype, long a, long b) {
        if (dtype == DType.UINT64) {
            switch (this) {
                case LESS, LESS_EQUAL, GREATER, GREATER_EQUAL, MAXIMUM, MINIMUM -> {
                    long r = long2.applyAsLong(a ^ Long.MIN_VALUE, b ^ Long.MIN_VALUE);
                    return predicate ? r : r ^ Long.MIN_VALUE;
                }
                case FLOOR_DIVIDE -> {
                    return b == 0 ? 0 : Long.divideUnsigned(a, b);
                }
                case REMAINDER -> {
                    return b == 0 ? 0 : Long.remainderUnsigned(a, b);
                }
                case SHIFT_RIGHT -> {
                    return b < 0 || b > 63 ? 0 : a >>> b;
                }
                default -> {
                }
            }
        }
        return long2.applyAsLong(a, b);
    }
}

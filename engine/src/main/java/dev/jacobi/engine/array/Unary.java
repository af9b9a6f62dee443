package dev.jacobi.engine.array;

import static dev.jacobi.engine.array.Ops.*;

import dev.jacobi.engine.ir.Lowered;
import dev.jacobi.engine.ir.Op;
import dev.jacobi.engine.type.DType;
import dev.jacobi.engine.type.Shape;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BinaryOperator;

/**
 * y = f(x) at each element: the table of derivatives dy/dx as functions of (x, y). {@code blowsUp} marks those that can be infinite, or can meet an
 * infinite cotangent where the mathematics has a value: there zero wins, so that {@code where(x > 0, sqrt(x), 0)} has gradient 0 at x <= 0. On complex
 * numbers all are holomorphic but for ABS, whose result is real.
 */
public enum Unary implements Primitive {
    /** |x|' = Re(conj(x) / |x| x') for complex x; 0 at 0. */
    ABS(Op.ABS, (x, y) -> x.dtype().isComplex() ? scale(conjugate(x), reciprocal(y)) : sign(x)),
    SQUARE(Op.SQUARE, (x, y) -> x.multiply(2), true),

    SQRT(Op.SQRT, (x, y) -> reciprocal(y.multiply(2)), true), RSQRT(Op.RSQRT, (x, y) -> y.divide(x).multiply(-0.5), true),

    RECIPROCAL(Op.RECIPROCAL, (x, y) -> negative(square(y)), true),

    EXP(Op.EXP, (x, y) -> y, true), EXPM1(Op.EXPM1, (x, y) -> y.add(1), true), LOG(Op.LOG, (x, y) -> reciprocal(x), true),

    LOG1P(Op.LOG1P, (x, y) -> reciprocal(x.add(1)), true), LOG2(Op.LOG2, (x, y) -> reciprocal(x.multiply(Math.log(2))), true),

    LOG10(Op.LOG10, (x, y) -> reciprocal(x.multiply(Math.log(10))), true),

    SIN(Op.SIN, (x, y) -> cos(x)), COS(Op.COS, (x, y) -> negative(sin(x))), TAN(Op.TAN, (x, y) -> square(y).add(1)),

    ARCSIN(Op.ASIN, (x, y) -> rsqrt(oneMinusSquare(x)), true), ARCCOS(Op.ACOS, (x, y) -> negative(rsqrt(oneMinusSquare(x))), true),

    ARCTAN(Op.ATAN, (x, y) -> reciprocal(square(x).add(1))),

    SINH(Op.SINH, (x, y) -> cosh(x), true), COSH(Op.COSH, (x, y) -> sinh(x), true), TANH(Op.TANH, (x, y) -> oneMinusSquare(y)),

    ARCSINH(Op.ASINH, (x, y) -> rsqrt(square(x).add(1))),

    ARCCOSH(Op.ACOSH, (x, y) -> multiply(rsqrt(x.subtract(1)), rsqrt(x.add(1))), true),

    ARCTANH(Op.ATANH, (x, y) -> reciprocal(oneMinusSquare(x)), true),

    ERF(Op.ERF, (x, y) -> exp(negative(square(x))).multiply(2 / Math.sqrt(Math.PI))),

    ERFINV(Op.ERFINV, (x, y) -> exp(square(y)).multiply(Math.sqrt(Math.PI) / 2), true),

    SIGMOID(Op.SIGMOID, (x, y) -> multiply(y, sigmoid(negative(x)))),

    FLOOR(Op.FLOOR), CEIL(Op.CEIL), ROUND(Op.ROUND), TRUNC(Op.TRUNC), SIGN(Op.SIGN), BITWISE_INVERT(Op.INVERT), LOGICAL_NOT(Op.LOGICAL_NOT),

    ISNAN(Op.ISNAN), ISINF(Op.ISINF);

    private final Op op;
    private final Optional<BinaryOperator<Array>> derivative;
    private final boolean blowsUp;

    Unary(Op op, BinaryOperator<Array> derivative, boolean blowsUp) {
        this.op = op;
        this.derivative = Optional.ofNullable(derivative);
        this.blowsUp = blowsUp;
    }

    Unary(Op op, BinaryOperator<Array> derivative) { this(op, derivative, false); }

    /** One whose derivative is zero wherever there is one. */
    Unary(Op op) { this(op, null, false); }

    private static Array oneMinusSquare(Array x) { return x.subtract(1).multiply(x.add(1)).negative(); }

    /** Whether its derivative is zero wherever there is one. */
    public boolean isFlat() { return derivative.isEmpty(); }

    @Override
    public String title() { return name().toLowerCase(Locale.ROOT); }

    @Override
    public Shape shape(Array[] in) { return in[0].shape(); }

    @Override
    public DType dtype(Array[] in) {
        DType dtype = in[0].dtype();
        if (!op.onComplex()) refuseComplex(title(), dtype);
        return op.isPredicate() ? DType.BOOL : this == ABS ? dtype.toReal() : dtype;
    }

    @Override
    public Array jvp(Array[] in, Array[] tangents, Array out) {
        if (derivative.isEmpty()) return null;
        Array slope = derivative.get().apply(in[0], out);
        Array result = blowsUp ? scale(tangents[0], slope) : multiply(tangents[0], slope);
        return out.dtype().isComplex() ? result : real(result);
    }

    @Override
    public Array vmap(Array[] in, boolean[] batched, int size) { return Array.apply(this, in); }

    @Override
    public Lowered lower() { return op.map(); }
}

package dev.jacobi.engine.array;

import dev.jacobi.engine.ir.Reduction;
import dev.jacobi.engine.type.DType;
import dev.jacobi.engine.type.DTypeException;
import dev.jacobi.engine.type.Shape;
import java.util.List;

/**
 * At each place the reduction of all elements up to it. Here over the elements in row-major order, as one axis; along an axis they are methods of {@link Array}.
 */
public abstract class CumulativeOps extends IndexOps {

    CumulativeOps() {}

    /** Cumulative sums; of bools as int32. Shape {@code (x.size(),)}. */
    public static Array cumsum(Array x) {
        return cumsum(flatten(x), 0, false, true);
    }

    /** Cumulative products; of bools as int32. Shape {@code (x.size(),)}. */
    public static Array cumprod(Array x) {
        return cumprod(flatten(x), 0, false, true);
    }

    /** The largest elements so far; NaN wins. Shape {@code (x.size(),)}. */
    public static Array cummax(Array x) {
        return cumExtremum(true, flatten(x), 0, false, true);
    }

    /** The smallest elements so far; NaN wins. Shape {@code (x.size(),)}. */
    public static Array cummin(Array x) {
        return cumExtremum(false, flatten(x), 0, false, true);
    }

    /** log(cumsum(exp(x))) without overflow. Shape {@code (x.size(),)}. */
    public static Array logcumsumexp(Array x) {
        return logcumsumexp(flatten(x), 0, false, true);
    }

    static Array cumsum(Array x, int axis, boolean reverse, boolean inclusive) {
        int a = x.shape().axis("cumsum", axis);
        // of complex numbers part by part: the scan is one of real numbers
        if (x.dtype().isComplex()) return complex(cumsum(real(x), axis, reverse, inclusive), cumsum(imag(x), axis, reverse, inclusive));
        Array y = countable(x);
        return inclusive(Array.apply(new CumSum(a, reverse), y), a, reverse, inclusive, 0);
    }

    static Array cumprod(Array x, int axis, boolean reverse, boolean inclusive) {
        int a = x.shape().axis("cumprod", axis);
        requireReal("cumprod", x);
        Array y = countable(x);
        return inclusive(Array.apply(new CumProd(a, reverse), y), a, reverse, inclusive, 1);
    }

    static Array cumExtremum(boolean largest, Array x, int axis, boolean reverse, boolean inclusive) {
        int a = x.shape().axis(largest ? "cummax" : "cummin", axis);
        requireReal(largest ? "cummax" : "cummin", x);
        Array y = Array.apply(new CumExtremum(largest, a, reverse), x);
        if (inclusive) return y;
        long lowest = (largest ? Reduction.MAX : Reduction.MIN).identity(x.dtype());
        return previous(y, a, reverse, Array.of(new dev.jacobi.engine.ir.Data.Scalar(lowest), Shape.SCALAR, x.dtype()));
    }

    static Array logcumsumexp(Array x, int axis, boolean reverse, boolean inclusive) {
        int a = x.shape().axis("logcumsumexp", axis);
        requireReal("logcumsumexp", x);
        return inclusive(Array.apply(new CumLogSumExp(a, reverse), floating(x)), a, reverse, inclusive, Double.NEGATIVE_INFINITY);
    }

    static void requireReal(String op, Array x) {
        if (x.dtype().isComplex())
            throw new DTypeException(op, "the array is complex64; real numbers are needed: take mx.real(x) or mx.abs(x)");
    }

    private static Array countable(Array x) { return x.dtype() == DType.BOOL ? astype(x, DType.INT32) : x; }

    private static Array inclusive(Array y, int axis, boolean reverse, boolean inclusive, double none) {
        return inclusive ? y : previous(y, axis, reverse, scalar(none, y.dtype()));
    }

    /** The element before each along {@code axis}, with {@code reverse} behind each; {@code first} where there is none. */
    static Array previous(Array x, int axis, boolean reverse, Array first) {
        int n = x.shape().dim(axis);
        if (n == 0) return x;
        Array edge = full(x.shape().with(axis, 1), first);
        return reverse ? concatenate(List.of(sliceAxis(x, axis, 1, n), edge), axis)
                : concatenate(List.of(edge, sliceAxis(x, axis, 0, n - 1)), axis);
    }
}

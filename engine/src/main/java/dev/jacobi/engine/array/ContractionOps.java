package dev.jacobi.engine.array;

import dev.jacobi.engine.type.DType;
import dev.jacobi.engine.type.Ints;
import dev.jacobi.engine.type.MxException;
import dev.jacobi.engine.type.Shape;
import dev.jacobi.engine.type.ShapeException;
import java.util.List;

/** Products of arrays over chosen axes, and comparisons up to rounding. */
public abstract class ContractionOps extends ArrangeOps {

    ContractionOps() {}

    /** The sum of products conj(x) y over the last axis; leading axes broadcast. */
    public static Array vecdot(Array x, Array y) {
        return multiply(conjugate(x), y).sum(-1);
    }

    /** c + x y, the matrix product. */
    public static Array addmm(Array c, Array x, Array y) { return add(c, matmul(x, y)); }

    /**
     * The sum of products over the last {@code axes} axes of x and the first of y.
     *
     * @throws ShapeException if these differ in size
     */
    public static Array tensordot(Array x, Array y, int axes) {
        if (axes < 0 || axes > x.ndim() || axes > y.ndim() || !x.shape().sub(x.ndim() - axes, x.ndim()).equals(y.shape().sub(0, axes))) {
            throw new ShapeException("tensordot",
                    "the last " + axes + " axes of shape " + x.shape() + " must be the first " + axes + " of shape " + y.shape());
        }
        Shape left = x.shape().sub(0, x.ndim() - axes), right = y.shape().sub(axes, y.ndim());
        int n = Math.toIntExact(y.shape().sub(0, axes).size());
        Array a = reshape(x, Shape.of(Math.toIntExact(left.size()), n)), b = reshape(y, Shape.of(n, Math.toIntExact(right.size())));
        return reshape(matmul(a, b), left.concat(right));
    }

    /** The Kronecker product: each element of x times all of y, side by side; axes are aligned at the last one. */
    public static Array kron(Array x, Array y) {
        Array a = x, b = y;
        while (a.ndim() < b.ndim()) a = expandDims(a, 0);
        while (b.ndim() < a.ndim()) b = expandDims(b, 0);
        int rank = a.ndim();
        int[] as = new int[2 * rank], bs = new int[2 * rank], to = new int[rank];
        for (int k = 0; k < rank; k++) {
            as[2 * k] = a.dim(k);
            as[2 * k + 1] = bs[2 * k] = 1;
            bs[2 * k + 1] = b.dim(k);
            to[k] = Math.multiplyExact(a.dim(k), b.dim(k));
        }
        return reshape(multiply(reshape(a, as), reshape(b, bs)), to);
    }

    /**
     * Einstein's sum: {@code einsum("ij,jk->ik", List.of(x, y))}. An index that is not in the result is summed over; without {@code ->} the result has the
     * indices that stand there once, in alphabetical order. Operands are taken from left to right, two at a time, by matrix products.
     *
     * @throws MxException if the text does not fit the arrays
     */
    public static Array einsum(String subscripts, List<Array> operands) { return new Einsum(subscripts, operands).result(); }

    /** Whether |x - y| <= 1e-8 + 1e-5 |y| (bool); infinities of one sign are close, NaN is close to nothing. */
    public static Array isclose(Array x, Array y) {
        DType dtype = floating(x).dtype().promote(floating(y).dtype());
        Array a = astype(x, dtype), b = astype(y, dtype);
        Array bound = abs(b).multiply(1e-5).add(1e-8);
        return logicalOr(equal(a, b), logicalAnd(lessEqual(abs(subtract(a, b)), bound), isfinite(b)));
    }

    /** Whether all elements are close (bool), as {@link #isclose} says. */
    public static Array allclose(Array x, Array y) {
        return all(isclose(x, y));
    }

    /** Whether x and y have one shape and equal elements (bool). */
    public static Array arrayEqual(Array x, Array y) {
        return x.shape().equals(y.shape()) ? all(equal(x, y)) : array(false);
    }

    /** NaN replaced by 0, infinities by the largest and smallest finite numbers of the dtype. */
    public static Array nanToNum(Array x) {
        if (!x.dtype().isFloating()) return x;
        double largest = switch (x.dtype()) {
            case FLOAT16 -> 65504;
            case BFLOAT16 -> 0x1.fep127;
            case FLOAT64 -> Double.MAX_VALUE;
            default -> Float.MAX_VALUE;
        };
        Array number = where(isnan(x), scalar(0, x.dtype()), x);
        return where(isposinf(number), scalar(largest, x.dtype()), where(isneginf(number), scalar(-largest, x.dtype()), number));
    }

    /** Whether each element is infinite and positive (bool). */
    public static Array isposinf(Array x) {
        return logicalAnd(isinf(x), greater(x, scalar(0, x.dtype())));
    }

    /** Whether each element is infinite and negative (bool). */
    public static Array isneginf(Array x) {
        return logicalAnd(isinf(x), less(x, scalar(0, x.dtype())));
    }

    /** How many elements are not 0 (int32). */
    public static Array countNonzero(Array x) { return astype(truth(x), DType.INT32).sum(); }

    /** Quotient, rounded down, and remainder. */
    public static List<Array> divmod(Array x, Array y) {
        return List.of(floorDivide(x, y), remainder(x, y));
    }

    /** Permutes by a list of axes. */
    static Array ordered(Array x, List<Integer> axes) {
        return permute(x, Ints.of(axes.stream().mapToInt(k -> k).toArray()));
    }
}

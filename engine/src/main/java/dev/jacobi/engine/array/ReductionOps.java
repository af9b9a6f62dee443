package dev.jacobi.engine.array;

import dev.jacobi.engine.type.DType;
import dev.jacobi.engine.type.Ints;
import dev.jacobi.engine.type.Shape;
import dev.jacobi.engine.type.ShapeException;
import java.util.Arrays;

/** Many elements into one. Here over all of them; with axes and keepDims they are methods of {@link Array}. */
public abstract class ReductionOps extends ShapeOps {

    ReductionOps() {}

    /** The sum; integers narrower than 32 bits and bools are summed as int32. */
    public static Array sum(Array x) {
        return sum(x, Ints.range(x.ndim()));
    }

    /** The arithmetic mean; of no elements NaN. */
    public static Array mean(Array x) { return mean(x, Ints.range(x.ndim())); }

    /** The product; integers narrower than 32 bits and bools are multiplied as int32. */
    public static Array prod(Array x) {
        return prod(x, Ints.range(x.ndim()));
    }

    /** The largest element; NaN wins. */
    public static Array max(Array x) { return extremum(true, x, Ints.range(x.ndim())); }

    /** The smallest element; NaN wins. */
    public static Array min(Array x) { return extremum(false, x, Ints.range(x.ndim())); }

    /** Whether all elements are not 0 (bool). */
    public static Array all(Array x) {
        return extremumOfBools(false, x, Ints.range(x.ndim()));
    }

    /** Whether an element is not 0 (bool). */
    public static Array any(Array x) { return extremumOfBools(true, x, Ints.range(x.ndim())); }

    /** The variance: the mean of the squared distances from the mean; of complex64 it is float32. */
    public static Array var(Array x) {
        return var(x, Ints.range(x.ndim()), 0);
    }

    /** The standard deviation: the square root of the variance; its derivative is 0 where all elements are equal. */
    public static Array std(Array x) {
        return sqrt(var(x));
    }

    /** The index (uint32) of the first largest element of {@code x} flattened. */
    public static Array argmax(Array x) {
        return argReduce(true, flatten(x), 0);
    }

    /** The index (uint32) of the first smallest element of {@code x} flattened. */
    public static Array argmin(Array x) {
        return argReduce(false, flatten(x), 0);
    }

    /** log(sum(exp(x))) without overflow. */
    public static Array logsumexp(Array x) { return logsumexp(x, Ints.range(x.ndim())); }

    /** exp(x) / sum(exp(x)) over all elements, without overflow. */
    public static Array softmax(Array x) {
        return softmax(x, Ints.range(x.ndim()));
    }

    static Array sum(Array x, Ints axes) {
        Array y = summable(x);
        return axes.length() == 0 ? y : Array.apply(new Sum(axes), y);
    }

    static Array prod(Array x, Ints axes) {
        Array y = summable(x);
        return axes.length() == 0 ? y : Array.apply(new Prod(axes), y);
    }

    private static Array summable(Array x) {
        return x.dtype() == DType.BOOL || x.dtype().isInteger() && x.dtype().bytes() < 4 ? astype(x, DType.INT32) : x;
    }

    static Array extremum(boolean largest, Array x, Ints axes) {
        if (axes.length() == 0) return x;
        for (int k = 0; k < axes.length(); k++) {
            if (x.shape().dim(axes.at(k)) == 0) {
                throw new ShapeException(largest ? "max" : "min",
                        "axis " + axes.at(k) + " of shape " + x.shape() + " has no elements: nothing is the "
                                + (largest ? "largest" : "smallest") + " of none");
            }
        }
        return Array.apply(new Extremum(largest, axes), x);
    }

    /** any and all: the extremum of truths, where none gives false and true. */
    static Array extremumOfBools(boolean largest, Array x, Ints axes) {
        return axes.length() == 0 ? truth(x) : Array.apply(new Extremum(largest, axes), truth(x));
    }

    static Array mean(Array x, Ints axes) {
        Array y = floating(x);
        return sum(y, axes).divide(count(x.shape(), axes));
    }

    /** The variance with {@code ddof} degrees of freedom taken off. */
    static Array var(Array x, Ints axes, int ddof) {
        Array y = floating(x);
        Array centre = reshape(mean(y, axes), Sum.kept(x.shape(), axes));
        Array distance = subtract(y, centre);
        Array squared = y.dtype().isComplex() ? real(multiply(distance, conjugate(distance))) : square(distance);
        return sum(squared, axes).divide(Math.max(0, count(x.shape(), axes) - ddof));
    }

    private static double count(Shape shape, Ints axes) {
        double n = 1;
        for (int k = 0; k < axes.length(); k++) n *= shape.dim(axes.at(k));
        return n;
    }

    static Array argReduce(boolean largest, Array x, int axis) {
        String op = largest ? "argmax" : "argmin";
        int a = x.shape().axis(op, axis);
        if (x.shape().dim(a) == 0) throw new ShapeException(op, "axis " + axis + " of shape " + x.shape() + " has no elements");
        return Array.apply(new ArgReduce(largest, a), x);
    }

    static Array logsumexp(Array x, Ints axes) {
        refuseComplex("logsumexp", x.dtype());
        Array y = floating(x);
        Array high = highestFinite(y, axes);
        return add(log(sum(exp(subtract(y, high)), axes)), reshape(high, Sum.reduced(y.shape(), axes)));
    }

    static Array softmax(Array x, Ints axes) {
        refuseComplex("softmax", x.dtype());
        Array y = floating(x);
        // as infinity - infinity is NaN, a row that has infinity or nothing but -infinity is all NaN, which is what JAX gives
        Array e = exp(subtract(y, highest(y, axes)));
        // one division a row: a division takes nearly as long as an exponential
        return multiply(e, reciprocal(reshape(sum(e, axes), Sum.kept(y.shape(), axes))));
    }

    /** The largest element over {@code axes}, kept, as a constant: what keeps exp from overflowing. */
    private static Array highest(Array x, Ints axes) {
        return stopGradient(reshape(extremum(true, x, axes), Sum.kept(x.shape(), axes)));
    }

    /** The same with infinities as 0, so that they stay infinite. */
    private static Array highestFinite(Array x, Ints axes) {
        Array high = highest(x, axes);
        return where(isinf(high), zerosLike(high), high);
    }

    /** The axes that {@code axes} name, ascending; none means all. */
    static Ints axes(String op, Array x, int... axes) {
        if (axes.length == 0) return Ints.range(x.ndim());
        int[] a = new int[axes.length];
        for (int i = 0; i < a.length; i++) a[i] = x.shape().axis(op, axes[i]);
        Arrays.sort(a);
        for (int i = 1; i < a.length; i++) {
            if (a[i] == a[i - 1]) throw new ShapeException(op, "axes " + Ints.of(axes) + " name an axis of shape " + x.shape() + " twice");
        }
        return Ints.of(a);
    }
}

package dev.jacobi.engine.array;

import dev.jacobi.engine.type.Count;
import dev.jacobi.engine.type.DType;
import dev.jacobi.engine.type.Ints;
import dev.jacobi.engine.type.MxException;
import dev.jacobi.engine.type.Shape;
import dev.jacobi.engine.type.ShapeException;

/** Order. Here along the last axis; along another they are methods of {@link Array}. NaN comes after all numbers; equal elements keep their order. */
public abstract class SortOps extends CumulativeOps {

    SortOps() {}

    /** In ascending order along the last axis. */
    public static Array sort(Array x) { return sort(x, -1); }

    /** The indices (uint32) that sort {@code x} along the last axis. */
    public static Array argsort(Array x) { return argsort(x, -1); }

    /**
     * The elements along the last axis so that none before place {@code kth} is larger, and none behind it smaller, than the one there. All of them are in order
     * here, which is one such arrangement.
     */
    public static Array partition(Array x, int kth) { return x.partition(kth, -1); }

    /** The indices (uint32) that partition {@code x} along the last axis. */
    public static Array argpartition(Array x, int kth) {
        return x.argpartition(kth, -1);
    }

    /** The {@code k} largest elements along the last axis, in ascending order. */
    public static Array topk(Array x, int k) {
        return x.topk(k, -1);
    }

    /** The middle of the elements in order, or the mean of the two in the middle; NaN if there is one. Integers are taken as float32. */
    public static Array median(Array x) {
        return median(flatten(x), Ints.of(0));
    }

    /**
     * For each value the place (uint32) in the ascending vector {@code sorted} before which it can be put so that the vector stays in order: the first such, behind
     * all smaller elements.
     *
     * @throws ShapeException if {@code sorted} is no vector
     */
    public static Array searchsorted(Array sorted, Array values) { return sorted.searchsorted(values, false); }

    static Array sort(Array x, int axis) {
        requireReal("sort", x);
        return Array.apply(new Sort(x.shape().axis("sort", axis)), x);
    }

    static Array argsort(Array x, int axis) {
        requireReal("argsort", x);
        return Array.apply(new ArgSort(x.shape().axis("argsort", axis)), x);
    }

    /** Checks that an axis has a place {@code kth}, which may count from the end. */
    static void requirePlace(String op, Array x, int kth, int axis) {
        int n = x.dim(axis);
        if (kth < -n || kth >= n) {
            throw new ShapeException(op,
                    "there is no place " + kth + " along axis " + axis + " of shape " + x.shape() + ", which has "
                            + Count.of(n, "element"));
        }
    }

    static Array topk(Array x, int k, int axis) {
        int a = x.shape().axis("topk", axis), n = x.shape().dim(a);
        if (k < 0 || k > n) {
            throw new ShapeException("topk", k + " of the " + Count.of(n, "element") + " along axis " + axis + " of shape " + x.shape()
                    + " were asked for: give 0 to " + n);
        }
        return sliceAxis(sort(x, a), a, n - k, n);
    }

    static Array median(Array x, Ints axes) {
        Shape kept = Sum.reduced(x.shape(), axes);
        int[] order = new int[x.ndim()];
        int m = 0;
        long n = 1;
        for (int k = 0; k < order.length; k++) if (!axes.contains(k)) order[m++] = k;
        for (int k = 0; k < axes.length(); k++) {
            order[m++] = axes.at(k);
            n *= x.shape().dim(axes.at(k));
        }
        if (n == 0)
            throw new MxException("median",
                    "axes " + axes + " of shape " + x.shape() + " have no elements: nothing is in the middle of none");
        int count = Math.toIntExact(n);
        Array sorted = sort(reshape(permute(floating(x), Ints.of(order)), kept.insert(kept.rank(), count)), -1);
        Array low = reshape(sliceAxis(sorted, -1, (count - 1) / 2, (count - 1) / 2 + 1), kept);
        Array high = reshape(sliceAxis(sorted, -1, count / 2, count / 2 + 1), kept);
        Array last = reshape(sliceAxis(sorted, -1, count - 1, count), kept);
        Array middle = count % 2 == 1 ? low : add(low.multiply(0.5), high.multiply(0.5));
        return where(isnan(last), last, middle);
    }

    /** By halving the distance, for all values at once; {@code right}: behind equal elements too. */
    static Array searchsorted(Array sorted, Array values, boolean right) {
        if (sorted.ndim() != 1)
            throw new ShapeException("searchsorted", "the sorted array has shape " + sorted.shape() + "; it must have one axis");
        requireReal("searchsorted", sorted);
        requireReal("searchsorted", values);
        int n = sorted.dim(0);
        DType dtype = sorted.dtype().promote(values.dtype());
        Array a = astype(sorted, dtype), v = astype(values, dtype);
        Array place = zerosLike(v, DType.INT32);
        if (n == 0) return astype(place, DType.UINT32);
        for (int step = Integer.highestOneBit(n); step > 0; step /= 2) {
            Array next = place.add(step);
            Array element = take(a, minimum(next, scalar(n, DType.INT32)).subtract(1), 0);
            Array before = right ? logicalNot(inOrder(v, element)) : inOrder(element, v);
            place = where(logicalAnd(next.lessEqual(n), before), next, place);
        }
        return astype(place, DType.UINT32);
    }

    /** x < y where NaN is larger than all numbers. */
    private static Array inOrder(Array x, Array y) {
        Array less = less(x, y);
        return x.dtype().isFloating() ? logicalOr(less, logicalAnd(isnan(y), logicalNot(isnan(x)))) : less;
    }
}

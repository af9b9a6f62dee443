package dev.jacobi.engine.array;

import dev.jacobi.engine.type.Count;
import dev.jacobi.engine.type.DType;
import dev.jacobi.engine.type.Ints;
import dev.jacobi.engine.type.MxException;
import dev.jacobi.engine.type.Shape;
import dev.jacobi.engine.type.ShapeException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;

/** Diagonals, triangles, grids, repetitions and windows: composed of other operations, so they have all derivatives. */
public abstract class ArrangeOps extends ConvolutionOps {

    ArrangeOps() {}

    /** The elements x[i, i, ...] of the first two axes, as the last axis. */
    public static Array diagonal(Array x) {
        return diagonal(x, 0, 0, 1);
    }

    static Array diagonal(Array x, int offset, int axis1, int axis2) {
        int a = x.shape().axis("diagonal", axis1), b = x.shape().axis("diagonal", axis2);
        if (a == b) throw new ShapeException("diagonal", "axes " + axis1 + " and " + axis2 + " of shape " + x.shape() + " are the same");
        int[] order = IntStream.concat(IntStream.range(0, x.ndim()).filter(k -> k != a && k != b), IntStream.of(a, b)).toArray();
        Array y = permute(x, Ints.of(order));
        int m = x.dim(a), n = x.dim(b), rank = x.ndim() - 1;
        int count = Math.max(0, offset >= 0 ? Math.min(m, n - offset) : Math.min(m + offset, n));
        Shape flat = y.shape().sub(0, rank - 1).insert(rank - 1, Math.multiplyExact(m, n)), to = flat.with(rank - 1, count);
        int[] starts = new int[rank], steps = Ints.filled(rank, 1).toArray();
        starts[rank - 1] = count == 0 ? 0 : offset >= 0 ? offset : -offset * n;
        steps[rank - 1] = count == 0 ? 1 : n + 1;
        return Array.apply(new Slice(Ints.of(starts), Ints.of(steps), to), reshape(y, flat));
    }

    /** Of a vector the matrix with it on the diagonal; of a matrix its diagonal. */
    public static Array diag(Array x) { return diag(x, 0); }

    static Array diag(Array x, int offset) {
        if (x.ndim() == 2) return diagonal(x, offset, 0, 1);
        if (x.ndim() != 1)
            throw new ShapeException("diag", "shape " + x.shape() + " has " + Count.axes(x.ndim()) + ": give a vector or a matrix");
        int n = x.dim(0), side = n + Math.abs(offset);
        Array rows = expandDims(arange(side), 1), columns = expandDims(arange(side), 0);
        Array spread = concatenate(List.of(x, zeros(side - n).astype(x.dtype())), 0);
        Array at = roll(spread, offset > 0 ? offset : 0, 0);
        return where(equal(columns.subtract(rows), scalar(offset, DType.INT32)), expandDims(at, 0), scalar(0, x.dtype()));
    }

    /** The n x n matrix of ones on and below the diagonal, float32. */
    public static Array tri(int n) { return tril(ones(n, n)); }

    /** {@code x} with zeros above the diagonal of its last two axes. */
    public static Array tril(Array x) { return tril(x, 0); }

    /** {@code x} with zeros below the diagonal of its last two axes. */
    public static Array triu(Array x) { return triu(x, 0); }

    static Array tril(Array x, int k) {
        return where(lessEqual(columnMinusRow("tril", x), scalar(k, DType.INT32)), x, scalar(0, x.dtype()));
    }

    static Array triu(Array x, int k) {
        return where(greaterEqual(columnMinusRow("triu", x), scalar(k, DType.INT32)), x, scalar(0, x.dtype()));
    }

    private static Array columnMinusRow(String op, Array x) {
        if (x.ndim() < 2) throw new ShapeException(op, "shape " + x.shape() + " has " + Count.axes(x.ndim()) + ": at least 2 are needed");
        return subtract(expandDims(arange(x.dim(-1)), 0), expandDims(arange(x.dim(-2)), 1));
    }

    /** The differences of neighbours along the last axis. */
    public static Array diff(Array x) { return diff(x, 1, -1); }

    static Array diff(Array x, int n, int axis) {
        int a = x.shape().axis("diff", axis);
        if (n < 0) throw new MxException("diff", "differences of order " + n + ": give 0 or more");
        Array y = x;
        for (int k = 0; k < n && y.dim(a) > 0; k++) {
            Array later = sliceAxis(y, a, 1, y.dim(a)), earlier = sliceAxis(y, a, 0, y.dim(a) - 1);
            y = y.dtype() == DType.BOOL ? logicalXor(later, earlier) : subtract(later, earlier);
        }
        return y;
    }

    /** {@code x} repeated {@code repetitions[k]} times along axis k; axes are aligned at the last one. */
    public static Array tile(Array x, int... repetitions) {
        int rank = Math.max(x.ndim(), repetitions.length);
        Array y = x;
        while (y.ndim() < rank) y = expandDims(y, 0);
        for (int k = 0; k < repetitions.length; k++) {
            int axis = rank - repetitions.length + k, count = repetitions[k];
            if (count < 0) throw new ShapeException("tile", count + " repetitions of axis " + axis + ": give 0 or more");
            Shape s = y.shape();
            y = reshape(broadcastTo(expandDims(y, axis), s.insert(axis, count)), s.with(axis, Math.multiplyExact(s.dim(axis), count)));
        }
        return y;
    }

    /** The coordinates of a grid over vectors: with {@code "ij"} the first vector runs along axis 0, with {@code "xy"} along axis 1 and the second along 0. */
    public static List<Array> meshgrid(List<Array> vectors, String indexing) {
        if (!indexing.equals("xy") && !indexing.equals("ij"))
            throw new MxException("meshgrid", "indexing \"" + indexing + "\": give \"xy\" or \"ij\"");
        int rank = vectors.size();
        int[] sizes = vectors.stream().mapToInt(v -> Math.toIntExact(v.size())).toArray(), axes = Ints.range(rank).toArray();
        if (indexing.equals("xy") && rank > 1) {
            axes[0] = 1;
            axes[1] = 0;
        }
        int[] shape = new int[rank];
        for (int k = 0; k < rank; k++) shape[axes[k]] = sizes[k];
        List<Array> r = new ArrayList<>();
        for (int k = 0; k < rank; k++) {
            int[] own = new int[rank];
            Arrays.fill(own, 1);
            own[axes[k]] = sizes[k];
            r.add(broadcastTo(reshape(vectors.get(k), Shape.of(own)), Shape.of(shape)));
        }
        return r;
    }

    /** All repeated to one shape. */
    public static List<Array> broadcastArrays(List<Array> arrays) {
        Shape s = Shape.SCALAR;
        for (Array a : arrays) s = s.broadcast("broadcast_arrays", a.shape());
        Shape to = s;
        return arrays.stream().map(a -> broadcastTo(a, to)).toList();
    }

    /** The parts along {@code axis}, which goes. */
    public static List<Array> unstack(Array x, int axis) {
        int a = x.shape().axis("unstack", axis);
        return IntStream.range(0, x.dim(a)).mapToObj(k -> squeeze(sliceAxis(x, a, k, k + 1), a)).toList();
    }

    /** With one axis at least. */
    public static Array atleast1d(Array x) { return x.ndim() == 0 ? reshape(x, 1) : x; }

    /** With two axes at least: a vector is a row. */
    public static Array atleast2d(Array x) {
        return x.ndim() < 2 ? expandDims(atleast1d(x), 0) : x;
    }

    /** With three axes at least: a vector is (1, n, 1), a matrix (m, n, 1). */
    public static Array atleast3d(Array x) {
        return x.ndim() < 3 ? expandDims(atleast2d(x), 2) : x;
    }

    /** The last two axes exchanged. */
    public static Array matrixTranspose(Array x) {
        if (x.ndim() < 2)
            throw new ShapeException("matrix_transpose", "shape " + x.shape() + " has " + Count.axes(x.ndim()) + ": at least 2 are needed");
        return swapaxes(x, -1, -2);
    }

    /** {@code value} in x's shape and dtype. */
    public static Array fullLike(Array x, Array value) {
        return full(x.shape(), astype(value, x.dtype()));
    }

    /** The n x n matrix with ones on the diagonal, float32. */
    public static Array identity(int n) { return eye(n); }

    /** The triangular window of M. S. Bartlett, {@code n} float32: 1 - |2 k / (n - 1) - 1|. */
    public static Array bartlett(int n) {
        return window(n, t -> abs(t.multiply(2).subtract(1)).negative().add(1));
    }

    /** The window of J. von Hann, {@code n} float32: 0.5 - 0.5 cos(2 pi k / (n - 1)). */
    public static Array hanning(int n) {
        return window(n, t -> cosine(t, 1).multiply(-0.5).add(0.5));
    }

    /** The window of R. W. Hamming, {@code n} float32: 0.54 - 0.46 cos(2 pi k / (n - 1)). */
    public static Array hamming(int n) {
        return window(n, t -> cosine(t, 1).multiply(-0.46).add(0.54));
    }

    /** The window of R. B. Blackman, {@code n} float32: 0.42 - 0.5 cos(2 pi k / (n - 1)) + 0.08 cos(4 pi k / (n - 1)). */
    public static Array blackman(int n) {
        return window(n, t -> cosine(t, 1).multiply(-0.5).add(cosine(t, 2).multiply(0.08)).add(0.42));
    }

    private static Array cosine(Array t, int periods) { return cos(t.multiply(2 * Math.PI * periods)); }

    private static Array window(int n, Function<Array, Array> of) {
        if (n <= 1) return ones(Math.max(0, n));
        return of.apply(Array.apply(new Iota(n, DType.FLOAT64)).divide(n - 1.0)).astype(DType.FLOAT32);
    }
}

package dev.jacobi.engine.cpu;

import dev.jacobi.engine.ir.Data;
import dev.jacobi.engine.ir.Reduction;
import dev.jacobi.engine.ir.Scalars;
import dev.jacobi.engine.memory.Buffer;
import dev.jacobi.engine.memory.Memory;
import dev.jacobi.engine.type.DType;
import dev.jacobi.engine.type.Ints;
import dev.jacobi.engine.type.Shape;

/**
 * Many elements into one, either row by row or, where the kept elements lie closer together, many results at once. Partial results of float32 and half
 * types are kept in double, so a sum is accurate at any size.
 */
final class Reductions {

    static Data run(Reduction reduction, Ints axes, Operand x, Shape shape, DType dtype) {
        if (dtype.isComplex()) return ComplexReductions.run(reduction, axes, x, shape);
        if (ColumnReductions.fits(reduction, axes, x, dtype)) return ColumnReductions.run(reduction, axes, x, shape, dtype);
        if (SmallColumns.fits(reduction, axes, x, dtype)) return SmallColumns.run(reduction, x, shape);
        if (ShortRows.fits(reduction, axes, x, dtype)) return ShortRows.run(reduction, x, shape);
        Buffer out = Memory.shared().allocate(shape.size() * dtype.bytes());
        Split split = new Split(axes, x);
        boolean byRows = split.many.size() >= 32 && split.innermostGoes || shape.size() == 1;
        if (byRows) rows(reduction, split, x.dtype(), shape, out);
        else
            columns(reduction, split, x.dtype(), shape, out);
        return Data.Strided.rowMajor(out, shape);
    }

    /** An operand's axes in two: those that stay and those that go. */
    private static final class Split {
        final Cursor kept;
        final Cursor gone;
        final Shape stay;
        final Shape many;
        final boolean innermostGoes;
        private final Data data;
        private final int[] stayStrides, manyStrides;

        Split(Ints axes, Operand x) {
            int rank = x.shape().rank();
            int[] stayAxes = new int[rank - axes.length()], manyAxes = axes.toArray();
            for (int k = 0, n = 0; k < rank; k++) if (!axes.contains(k)) stayAxes[n++] = k;
            data = x.data();
            Ints strides = data instanceof Data.Strided s ? s.strides() : Ints.filled(rank, 0);
            stay = pick(x.shape(), stayAxes);
            many = pick(x.shape(), manyAxes);
            stayStrides = pick(strides, stayAxes);
            manyStrides = pick(strides, manyAxes);
            kept = new Cursor(with(stayStrides), stay, x.dtype());
            gone = new Cursor(with(manyStrides), many, x.dtype());
            innermostGoes = smallest(manyStrides, many) <= smallest(stayStrides, stay);
        }

        private Data with(int[] strides) {
            return data instanceof Data.Strided s ? new Data.Strided(s.buffer(), s.offset(), Ints.of(strides)) : data;
        }

        private static Shape pick(Shape shape, int[] axes) {
            int[] r = new int[axes.length];
            for (int k = 0; k < r.length; k++) r[k] = shape.dim(axes[k]);
            return Shape.of(r);
        }

        private static int[] pick(Ints strides, int[] axes) {
            int[] r = new int[axes.length];
            for (int k = 0; k < r.length; k++) r[k] = strides.at(axes[k]);
            return r;
        }

        private static long smallest(int[] strides, Shape shape) {
            long r = Long.MAX_VALUE;
            for (int k = 0; k < strides.length; k++) if (shape.dim(k) > 1) r = Math.min(r, Math.abs((long) strides[k]));
            return r;
        }

        long stayShift(long position) { return shift(position, stay, stayStrides); }

        long manyShift(long position) { return shift(position, many, manyStrides); }

        private static long shift(long position, Shape shape, int[] strides) {
            long at = 0;
            for (int k = shape.rank() - 1; k >= 0; k--) {
                at += position % shape.dim(k) * strides[k];
                position /= shape.dim(k);
            }
            return at;
        }
    }

    private static void rows(Reduction reduction, Split split, DType dtype, Shape shape, Buffer out) {
        Tile tile = new Tile(dtype);
        long many = split.many.size();
        for (long o = 0; o < shape.size(); o++) {
            long shift = split.stayShift(o);
            double real = reduction == Reduction.SUM || reduction == Reduction.PROD || !dtype.isFloating() ? 0
                    : Double.longBitsToDouble(reduction.identity(dtype));
            if (reduction == Reduction.PROD) real = 1;
            long whole = dtype.isFloating() ? 0 : reduction.identity(dtype);
            for (long start = 0; start < many; start += Tile.SIZE) {
                int n = (int) Math.min(Tile.SIZE, many - start);
                tile.load(split.gone, start, n, shift);
                if (tile.f != null) real = combine(reduction, real, TileReductions.reduce(reduction, tile.f, n));
                else if (tile.d != null) real = combine(reduction, real, TileReductions.reduce(reduction, tile.d, n));
                else
                    whole = TileReductions.reduce(reduction, dtype, tile.l, n, whole);
            }
            Scalars.write(dtype, out.segment(), o * dtype.bytes(), dtype.isFloating() ? Scalars.of(dtype, real) : Scalars.of(dtype, whole));
        }
    }

    private static double combine(Reduction reduction, double a, double b) { return reduction.combine().apply(a, b); }

    private static void columns(Reduction reduction, Split split, DType dtype, Shape shape, Buffer out) {
        Tile tile = new Tile(dtype), result = new Tile(dtype);
        double[] real = new double[Tile.SIZE];
        long[] whole = new long[Tile.SIZE];
        long many = split.many.size();
        for (long start = 0; start < shape.size(); start += Tile.SIZE) {
            int n = (int) Math.min(Tile.SIZE, shape.size() - start);
            if (dtype.isFloating()) java.util.Arrays.fill(real, 0, n, Double.longBitsToDouble(reduction.identity(dtype)));
            else
                java.util.Arrays.fill(whole, 0, n, reduction.identity(dtype));
            for (long m = 0; m < many; m++) {
                tile.load(split.kept, start, n, split.manyShift(m));
                if (tile.f != null) TileReductions.into(reduction, tile.f, real, n);
                else if (tile.d != null) TileReductions.into(reduction, tile.d, real, n);
                else
                    for (int i = 0; i < n; i++) whole[i] = reduction.combine().apply(dtype, whole[i], tile.l[i]);
            }
            for (int i = 0; i < n; i++) {
                Elementwise.put(result, i, dtype.isFloating() ? Scalars.of(dtype, real[i]) : Scalars.of(dtype, whole[i]));
            }
            result.store(out.segment(), start, n);
        }
    }

    private Reductions() {}
}

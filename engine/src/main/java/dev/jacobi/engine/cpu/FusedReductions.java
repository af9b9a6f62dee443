package dev.jacobi.engine.cpu;

import dev.jacobi.engine.ir.Data;
import dev.jacobi.engine.ir.Reduction;
import dev.jacobi.engine.ir.Scalars;
import dev.jacobi.engine.memory.Buffer;
import dev.jacobi.engine.memory.Memory;
import dev.jacobi.engine.type.DType;
import dev.jacobi.engine.type.Shape;

/**
 * Reductions of the last axes of an element-wise program, whose elements are never stored. Long rows are cut at fixed places, so results do not depend on
 * the number of threads.
 */
final class FusedReductions {
    /** Elements between two cuts of a row. */
    private static final long PIECE = 64L * Tile.SIZE;

    static Data run(Reduction reduction, TileProgram body, Shape from, DType dtype, Shape shape) {
        Buffer out = Memory.shared().allocate(shape.size() * dtype.bytes());
        long rows = shape.size(), length = rows == 0 ? 0 : from.size() / rows, pieces = Math.max(1, (length + PIECE - 1) / PIECE);
        Elementwise.Cursors cursors = new Elementwise.Cursors(body);
        double[] real = dtype.isFloating() ? new double[Math.toIntExact(rows * pieces)] : null;
        long[] whole = dtype.isFloating() ? null : new long[Math.toIntExact(rows * pieces)];
        Elementwise.chunks(rows * pieces * Tile.SIZE, body.nanosEach() * length / (pieces * Tile.SIZE), (first, last) -> {
            TileProgram.Run run = body.new Run(length);
            for (long part = first / Tile.SIZE; part < last / Tile.SIZE; part++) {
                long row = part / pieces, begin = part % pieces * PIECE, end = Math.min(length, begin + PIECE);
                double sum = Double.longBitsToDouble(dtype.isFloating() ? reduction.identity(dtype) : 0);
                long count = dtype.isFloating() ? 0 : reduction.identity(dtype);
                for (long start = begin; start < end; start += Tile.SIZE) {
                    int n = (int) Math.min(Tile.SIZE, end - start);
                    Tile t = cursors.apply(run, row * length + start, n);
                    if (t.f != null) sum = reduction.combine().apply(sum, TileReductions.reduce(reduction, t.f, n));
                    else if (t.d != null) sum = reduction.combine().apply(sum, TileReductions.reduce(reduction, t.d, n));
                    else
                        count = TileReductions.reduce(reduction, dtype, t.l, n, count);
                }
                if (real != null) real[(int) part] = sum;
                else
                    whole[(int) part] = count;
            }
        });
        cursors.release();
        for (long row = 0; row < rows; row++)
            Scalars.write(dtype, out.segment(), row * dtype.bytes(), row(reduction, dtype, real, whole, (int) row, (int) pieces));
        return Data.Strided.rowMajor(out, shape);
    }

    private static long row(Reduction reduction, DType dtype, double[] real, long[] whole, int row, int pieces) {
        if (real != null) {
            double r = real[row * pieces];
            for (int p = 1; p < pieces; p++) r = reduction.combine().apply(r, real[row * pieces + p]);
            return Scalars.of(dtype, r);
        }
        long r = whole[row * pieces];
        for (int p = 1; p < pieces; p++) r = reduction.combine().apply(dtype, r, whole[row * pieces + p]);
        return Scalars.of(dtype, r);
    }

    private FusedReductions() {}
}

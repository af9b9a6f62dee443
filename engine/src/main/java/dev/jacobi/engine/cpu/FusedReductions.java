package dev.jacobi.engine.cpu;

import dev.jacobi.engine.ir.Data;
import dev.jacobi.engine.ir.Reduction;
import dev.jacobi.engine.ir.Scalars;
import dev.jacobi.engine.memory.Buffer;
import dev.jacobi.engine.memory.Memory;
import dev.jacobi.engine.type.DType;
import dev.jacobi.engine.type.Shape;
import java.lang.ref.Reference;

/**
 * Reductions of the last axes of a group, whose elements are never stored. Long rows are cut at fixed places, so results do not depend on the number of
 * threads.
 */
final class FusedReductions {
    /** Elements between two cuts of a row. */
    private static final long PIECE = 64L * Tile.SIZE;
    /** Bytes of one vector of partial results. */
    private static final int PARTIALS = 128;

    /** The group's last node reduces rows of the axes of {@code from} that {@code shape} lacks. */
    static Data run(Group group, Shape from, Shape shape) {
        Reduction reduction = group.nodes().getLast().reduction();
        DType dtype = group.nodes().getLast().dtype();
        Buffer out = Memory.shared().allocate(shape.size() * dtype.bytes());
        long rows = shape.size(), length = rows == 0 ? 0 : from.size() / rows, pieces = Math.max(1, (length + PIECE - 1) / PIECE);
        if (rows == 0) return Data.Strided.rowMajor(out, shape);
        Layout layout = Layout.rows(group.leaves(), from, from.rank() - shape.rank());
        LoopCode code = LoopCode.of(group.loop(layout.uniform));
        code.expect(from.size());
        long[] partial = new long[Math.toIntExact(rows * pieces)];
        Elementwise.chunks(rows * pieces * Tile.SIZE, code.nanosEach() * length / (pieces * Tile.SIZE), (first, last) -> {
            Buffer lanes = Memory.shared().allocate(PARTIALS);
            try (LoopRunner runner = new LoopRunner(code, length);
                    Layout.Reader reader = layout.new Reader(runner.arguments, (int) Math.min(code.longest, length))) {
                runner.arguments[code.leaves] = lanes.address();
                for (long part = first / Tile.SIZE; part < last / Tile.SIZE; part++) {
                    long row = part / pieces, begin = part % pieces * PIECE, end = Math.min(length, begin + PIECE);
                    long sum = reduction.identity(dtype);
                    for (long start = begin; start < end; start += code.longest) {
                        int n = (int) Math.min(code.longest, end - start);
                        reader.seek(row, start, n);
                        runner.run(n);
                        sum = LoopInterpreter.total(reduction, dtype, lanes.address(), code.lanes, sum);
                    }
                    partial[(int) part] = sum;
                }
            } finally {
                lanes.release();
            }
        });
        layout.release();
        for (int row = 0; row < rows; row++) {
            long sum = partial[row * (int) pieces];
            for (int p = 1; p < pieces; p++) sum = combined(reduction, dtype, sum, partial[row * (int) pieces + p]);
            Scalars.write(dtype, out.segment(), (long) row * dtype.bytes(), result(dtype, sum));
        }
        Reference.reachabilityFence(out);
        return Data.Strided.rowMajor(out, shape);
    }

    private static long combined(Reduction reduction, DType dtype, long a, long b) {
        if (!dtype.isFloating()) return reduction.combine().apply(dtype, a, b);
        return Double.doubleToRawLongBits(reduction.combine().apply(Double.longBitsToDouble(a), Double.longBitsToDouble(b)));
    }

    /** A sum in double, or an integer that may have outgrown its dtype, as an element. */
    static long result(DType dtype, long sum) {
        return dtype.isFloating() ? Scalars.of(dtype, Double.longBitsToDouble(sum)) : Scalars.of(dtype, sum);
    }

    private FusedReductions() {}
}

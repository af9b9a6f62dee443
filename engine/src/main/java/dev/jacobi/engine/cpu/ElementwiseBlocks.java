package dev.jacobi.engine.cpu;

import dev.jacobi.engine.memory.OffHeap;
import dev.jacobi.engine.cpu.threads.Workers;
import dev.jacobi.engine.ir.Data;
import dev.jacobi.engine.memory.Buffer;
import dev.jacobi.engine.memory.Memory;
import dev.jacobi.engine.type.DType;
import dev.jacobi.engine.type.Shape;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.ref.Reference;
import java.util.List;

/**
 * Element-wise operations on float32 matrices of which some are seen transposed: block by block, so that each cache line is read once and nothing is copied
 * first.
 */
final class ElementwiseBlocks {
    private static final int ROWS = FloatBlocks.SIDE, COLUMNS = Tile.SIZE / ROWS;
    /** Rows up to this length are taken whole: a band of them stays in the first-level caches. */
    private static final int LONGEST_ROW = 512;
    /** Rows of a band: all that a cache line of columns has elements of, since columns that are a power of two apart drive each other's lines out of the caches. */
    private static final int BAND = Math.max(ROWS, 64 / Float.BYTES);
    /** Bytes that a block of any dtype takes. */
    private static final long BLOCK = 8L * Tile.SIZE;
    private static final double NANOS_EACH = 0.3, SHORTEST = 4_000;

    /** Whether this is the better way: a float32 matrix operation with an operand whose columns are contiguous, and all others of rows or of one value. */
    static boolean fits(List<Operand> in, Shape shape) {
        if (shape.rank() != 2 || shape.dim(0) < ROWS || shape.dim(1) < 8) return false;
        boolean turned = false;
        for (Operand x : in) {
            if (x.dtype() != DType.FLOAT32) return false;
            if (!(x.data() instanceof Data.Strided s)) continue;
            int row = s.strides().at(0), column = s.strides().at(1);
            turned |= row == 1 && column >= ROWS;
            if (row != 1 && column != 1) return false;
        }
        return turned;
    }

    static Data run(Group group, Shape shape, DType dtype, Buffer out) {
        List<Operand> in = group.leaves();
        boolean[] uniform = new boolean[in.size()];
        for (int k = 0; k < uniform.length; k++) uniform[k] = in.get(k).data() instanceof Data.Scalar;
        LoopCode code = LoopCode.of(group.loop(uniform));
        code.expect(shape.size());
        int rows = shape.dim(0), columns = shape.dim(1);
        boolean whole = columns <= LONGEST_ROW;
        int bandRows = whole ? BAND : ROWS, bands = Math.ceilDiv(rows, bandRows);
        int parts = Math.max(1, Math.min(bands, Workers.shared().partsFor(shape.size() * (NANOS_EACH + code.nanosEach()), SHORTEST)));
        if (whole) {
            Workers.shared().parallelFor(parts, p -> {
                try (Bands some = new Bands(in, uniform, code, columns, dtype, out)) {
                    for (int band = (int) ((long) bands * p / parts); band < (long) bands * (p + 1) / parts; band++) {
                        some.run(band * bandRows, Math.min(bandRows, rows - band * bandRows));
                    }
                }
            });
            Reference.reachabilityFence(in);
            return Data.Strided.rowMajor(out, shape);
        }
        Workers.shared().parallelFor(parts, p -> {
            float[] block = new float[Tile.SIZE], turning = new float[Tile.SIZE];
            Tile result = new Tile(dtype);
            MemorySegment target = out.segment();
            Buffer memory = Memory.shared().allocate(BLOCK * (in.size() + 2));
            try (LoopRunner runner = new LoopRunner(code, Tile.SIZE)) {
                long[] arguments = runner.arguments;
                for (int k = 0; k < in.size(); k++) {
                    arguments[k] = in.get(k).data() instanceof Data.Scalar(long bits) ? bits : memory.address() + BLOCK * k;
                }
                arguments[in.size()] = memory.address() + BLOCK * in.size();
                for (int band = (int) ((long) bands * p / parts); band < (long) bands * (p + 1) / parts; band++) {
                    int row = band * bandRows, height = Math.min(bandRows, rows - row);
                    for (int column = 0; column < columns; column += COLUMNS) {
                        int width = Math.min(COLUMNS, columns - column), n = (height - 1) * COLUMNS + width;
                        for (int k = 0; k < in.size(); k++) {
                            if (uniform[k]) continue;
                            load(in.get(k).data(), row, height, column, width, block, turning);
                            MemorySegment.copy(block, 0, OffHeap.ALL, ValueLayout.JAVA_FLOAT, arguments[k], n);
                        }
                        runner.run(n);
                        result.read(arguments[in.size()], n);
                        for (int r = 0; r < height; r++) {
                            long at = (long) (row + r) * columns + column;
                            if (dtype == DType.FLOAT32) FloatBlocks.store(result.f, r * COLUMNS, target, at * 4, width);
                            else
                                result.store(target, at, r * COLUMNS, width);
                        }
                    }
                }
            } finally {
                memory.release();
            }
        });
        Reference.reachabilityFence(in);
        return Data.Strided.rowMajor(out, shape);
    }

    /** Bands of whole rows, of one thread: rows that follow each other are read where they are, and the results are written where they belong. */
    private static final class Bands implements AutoCloseable {
        private final List<Operand> in;
        private final boolean[] uniform;
        private final LoopCode code;
        private final int columns, bytes;
        private final long out;
        private final LoopRunner runner;
        private final Buffer memory;
        private final float[] turning;
        private final long[] at;

        Bands(List<Operand> in, boolean[] uniform, LoopCode code, int columns, DType dtype, Buffer out) {
            this.in = in;
            this.uniform = uniform;
            this.code = code;
            this.columns = columns;
            this.bytes = dtype.bytes();
            this.out = out.address();
            runner = new LoopRunner(code, (long) BAND * columns);
            memory = Memory.shared().allocate(in.size() * bandBytes());
            turning = new float[ROWS * (columns + ROWS)];
            at = new long[in.size()];
        }

        private long bandBytes() { return 4L * (BAND * columns + ROWS); }

        void run(int row, int height) {
            for (int k = 0; k < at.length; k++) at[k] = uniform[k] ? ((Data.Scalar) in.get(k).data()).bits() : address(k, row, height);
            int all = height * columns;
            for (int start = 0; start < all; start += code.longest) {
                for (int k = 0; k < at.length; k++) runner.arguments[k] = uniform[k] ? at[k] : at[k] + 4L * start;
                runner.arguments[at.length] = out + ((long) row * columns + start) * bytes;
                runner.run(Math.min(code.longest, all - start));
            }
        }

        private long address(int k, int row, int height) {
            Data.Strided s = (Data.Strided) in.get(k).data();
            int rowStride = s.strides().at(0), columnStride = s.strides().at(1);
            long from = s.buffer().address() + 4 * (s.offset() + (long) row * rowStride), to = memory.address() + k * bandBytes();
            if (columnStride == 1 && rowStride == columns) return from;
            if (height % ROWS == 0 && rowStride == 1 && columnStride >= ROWS) {
                ColumnTurns.turn(from, columnStride, columns, height, turning, to);
                return to;
            }
            MemorySegment all = OffHeap.ALL;
            for (int r = 0; r < height; r++) {
                long source = from + 4L * r * rowStride, target = to + 4L * r * columns;
                if (columnStride == 1) MemorySegment.copy(all, source, all, target, 4L * columns);
                else
                    for (int c = 0; c < columns; c++)
                        all.set(ValueLayout.JAVA_FLOAT, target + 4L * c, all.get(ValueLayout.JAVA_FLOAT, source + 4L * c * columnStride));
            }
            return to;
        }

        @Override
        public void close() {
            runner.close();
            memory.release();
        }
    }

    /** Reads a block so that row r begins at {@code r * COLUMNS} of {@code to}. */
    private static void load(Data data, int row, int height, int column, int width, float[] to, float[] turning) {
        switch (data) {
            case Data.Scalar(long bits) -> throw new AssertionError("a uniform value needs no block");
            case Data.Strided s -> {
                MemorySegment from = s.buffer().segment();
                int rowStride = s.strides().at(0), columnStride = s.strides().at(1);
                long at = s.offset() + (long) row * rowStride + (long) column * columnStride;
                if (columnStride == 1) {
                    for (int r = 0; r < height; r++) FloatBlocks.load(from, (at + (long) r * rowStride) * 4, to, r * COLUMNS, width);
                    return;
                }
                for (int c = 0; c < width; c++) FloatBlocks.load(from, (at + (long) c * columnStride) * 4, turning, c * ROWS, height);
                for (int c = 0; c < width; c += ROWS) {
                    FloatBlocks.transpose(turning, c * ROWS);
                    for (int r = 0; r < height; r++) FloatBlocks.move(turning, (c + r) * ROWS, to, r * COLUMNS + c);
                }
            }
        }
    }

    private ElementwiseBlocks() {}
}

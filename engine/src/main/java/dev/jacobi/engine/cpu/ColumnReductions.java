package dev.jacobi.engine.cpu;

import dev.jacobi.engine.memory.OffHeap;
import dev.jacobi.engine.cpu.threads.Workers;
import dev.jacobi.engine.ir.Data;
import dev.jacobi.engine.ir.Loop;
import dev.jacobi.engine.ir.Reduction;
import dev.jacobi.engine.ir.Scalars;
import dev.jacobi.engine.memory.Buffer;
import dev.jacobi.engine.memory.Memory;
import dev.jacobi.engine.type.DType;
import dev.jacobi.engine.type.Ints;
import dev.jacobi.engine.type.Shape;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.ref.Reference;
import java.util.Arrays;
import java.util.function.IntConsumer;
import java.util.function.IntUnaryOperator;

/**
 * Reductions of axes that are not the last of a row-major array: rows are added up side by side, eight at a time as a tree, into a row of float results;
 * every so many rows these go into a row of doubles. Blocks of rows are cut at fixed places, so results do not depend on the number of threads.
 */
final class ColumnReductions {
    /** Rows that a call of a loop takes, rows whose sum is kept in the dtype, and rows of a block. */
    private static final int TOGETHER = 8, EXACT_AFTER = 128, BLOCK = 512;
    /** Columns of a strip, which stays in the first-level cache, at most and at least; and columns below which rows are laid side by side. */
    private static final int STRIP = 2048, LEAST_STRIP = 128, NARROW = 512;
    /** Fewer pieces of work than this, and blocks of rows are worked on apart. */
    private static final int FEW = 16;
    /** Elements of the smallest array that is worth it. */
    private static final int SMALLEST = 4096;
    private static final double NANOS_EACH = 0.1, SHORTEST = 5_000;

    private final Reduction reduction;
    private final DType dtype;
    private final int bytes;
    private final LoopCode first, more, one;

    private ColumnReductions(Reduction reduction, DType dtype) {
        this.reduction = reduction;
        this.dtype = dtype;
        bytes = dtype.bytes();
        first = LoopCode.of(tree(TOGETHER, false));
        more = LoopCode.of(tree(TOGETHER, true));
        one = LoopCode.of(tree(1, true));
    }

    /** {@code rows} rows as one; together with the result so far, if {@code resumed}. */
    private Loop tree(int rows, boolean resumed) {
        Loop.Builder loop = new Loop.Builder();
        int sum = resumed ? loop.load(dtype, false) : -1;
        int[] x = new int[rows];
        for (int r = 0; r < rows; r++) x[r] = loop.load(dtype, false);
        for (int n = rows; n > 1; n /= 2)
            for (int r = 0; r < n / 2; r++) x[r] = loop.apply(reduction.combine(), dtype, x[2 * r], x[2 * r + 1]);
        loop.store(resumed ? loop.apply(reduction.combine(), dtype, sum, x[0]) : x[0]);
        return loop.build();
    }

    /** Whether {@link #run} is for this. */
    static boolean fits(Reduction reduction, Ints axes, Operand x, DType dtype) {
        if (reduction == Reduction.PROD || dtype != x.dtype() || dtype != DType.FLOAT32 && dtype != DType.FLOAT64 || axes.length() == 0)
            return false;
        if (!(x.data() instanceof Data.Strided s) || !s.isRowMajor(x.shape()) || x.shape().size() < SMALLEST) return false;
        for (int k = 1; k < axes.length(); k++) if (axes.at(k) != axes.at(0) + k) return false;
        return axes.at(axes.length() - 1) < x.shape().rank() - 1;
    }

    static Data run(Reduction reduction, Ints axes, Operand x, Shape shape, DType dtype) {
        int outer = 1, gone = 1, columns = 1;
        for (int k = 0; k < x.shape().rank(); k++) {
            if (k < axes.at(0)) outer *= x.shape().dim(k);
            else if (k < axes.at(0) + axes.length()) gone *= x.shape().dim(k);
            else
                columns *= x.shape().dim(k);
        }
        Buffer out = Memory.shared().allocate(shape.size() * dtype.bytes());
        new ColumnReductions(reduction, dtype).run((Data.Strided) x.data(), outer, gone, columns, out);
        Reference.reachabilityFence(x);
        return Data.Strided.rowMajor(out, shape);
    }

    private void run(Data.Strided x, int outer, int gone, int columns, Buffer out) {
        long from = x.buffer().address() + x.byteOffset(dtype);
        int strip = STRIP;
        int beside = columns >= NARROW ? 1 : Math.max(1, Math.min(gone, 2 * NARROW / columns)), width = beside * columns,
                rows = gone / beside;
        int strips = (width + STRIP - 1) / STRIP;
        int blocks = (long) outer * strips < FEW ? Math.max(1, rows / BLOCK) : 1;
        int threads = Workers.shared().threads();
        IntUnaryOperator cut = at(rows, blocks);
        if (blocks == 1 && outer * strips < threads && rows > EXACT_AFTER) {
            // their sums are added up in the same order, and a thread reads rows that lie together, which it may have written just before
            blocks = (rows + EXACT_AFTER - 1) / EXACT_AFTER;
            cut = block -> Math.min(rows, block * EXACT_AFTER);
        }
        int apart = (threads + outer * blocks - 1) / (outer * blocks);
        if (beside == 1 && strips < apart) {
            // a strip of fewer columns has the same results: they are reduced each for itself
            strip = Math.max(LEAST_STRIP, (width / apart + LEAST_STRIP - 1) / LEAST_STRIP * LEAST_STRIP);
            strips = (width + strip - 1) / strip;
        }
        run(from, outer, gone, columns, beside, strips, blocks, cut, strip, out);
    }

    /** Where one of so many blocks of like size begins. */
    private static IntUnaryOperator at(int rows, int blocks) {
        return block -> Workers.cut(rows, block, blocks);
    }

    private void run(long from, int outer, int gone, int columns, int beside, int strips, int blocks, IntUnaryOperator cut, int wide,
            Buffer out) {
        int width = beside * columns, rows = gone / beside;
        for (LoopCode code : new LoopCode[]{more, first, one}) code.expect((long) outer * gone * columns / TOGETHER);
        Totals[] totals = new Totals[outer * blocks * strips];
        double work = (double) outer * gone * columns * NANOS_EACH;
        parallel(totals.length, work, task -> {
            int strip = task % strips, part = task / strips, block = part % blocks, o = part / blocks;
            int begin = cut.applyAsInt(block), end = cut.applyAsInt(block + 1), column = strip * wide;
            totals[task] = strip(from + ((long) o * gone * columns + (long) begin * width + column) * bytes, end - begin, width,
                    Math.min(wide, width - column));
        });
        parallel(outer * strips, work / Math.max(1, gone / 8), task -> {
            int strip = task % strips, o = task / strips;
            Totals all = totals[o * blocks * strips + strip];
            for (int b = 1; b < blocks; b++) all.add(totals[(o * blocks + b) * strips + strip]);
            if (beside > 1) all.fold(columns);
            for (int r = rows * beside; r < gone; r++) all.add(from + ((long) o * gone + r) * columns * bytes, columns);
            all.write(out.address() + ((long) o * columns + strip * wide) * bytes, Math.min(wide, columns - strip * wide));
        });
    }

    private static void parallel(int tasks, double nanos, IntConsumer body) {
        int parts = Math.max(1, Math.min(tasks, Workers.shared().partsFor(nanos, SHORTEST)));
        Workers.shared().parallelFor(parts, p -> {
            for (int t = (int) ((long) tasks * p / parts); t < (long) tasks * (p + 1) / parts; t++) body.accept(t);
        });
    }

    /** {@code rows} rows of {@code n} neighbouring columns. */
    private Totals strip(long from, int rows, int width, int n) {
        Totals totals = new Totals(n);
        long stride = (long) width * bytes;
        Buffer row = Memory.shared().allocate((long) n * bytes);
        try (LoopRunner start = new LoopRunner(first, n);
                LoopRunner go = new LoopRunner(more, n);
                LoopRunner single = new LoopRunner(one, n)) {
            for (int r = 0; r < rows;) {
                int end = Math.min(rows, r + EXACT_AFTER);
                boolean resumed = end - r < TOGETHER;
                if (resumed) fill(row.address(), n);
                for (; r + TOGETHER <= end; r += TOGETHER) {
                    LoopRunner runner = resumed ? go : start;
                    int k = 0;
                    if (resumed) runner.arguments[k++] = row.address();
                    for (int j = 0; j < TOGETHER; j++) runner.arguments[k++] = from + (r + j) * stride;
                    runner.arguments[k] = row.address();
                    runner.run(n);
                    resumed = true;
                }
                for (; r < end; r++) {
                    single.arguments[0] = single.arguments[2] = row.address();
                    single.arguments[1] = from + r * stride;
                    single.run(n);
                }
                totals.add(row.address(), n);
            }
        } finally {
            row.release();
        }
        return totals;
    }

    private void fill(long at, int n) {
        for (int i = 0; i < n; i++) Scalars.write(dtype, OffHeap.ALL, at + (long) i * bytes, reduction.identity(dtype));
    }

    /** Results of neighbouring columns so far, in double. */
    private final class Totals {
        private final double[] total;
        /** Elements on their way between memory and {@link #total}; one of them is empty. */
        private final float[] floats;
        private final double[] doubles;

        Totals(int columns) {
            total = new double[columns];
            Arrays.fill(total, Double.longBitsToDouble(reduction.identity(dtype)));
            floats = new float[dtype == DType.FLOAT32 ? columns : 0];
            doubles = new double[dtype == DType.FLOAT64 ? columns : 0];
        }

        void add(Totals x) { TileReductions.into(reduction, x.total, total, total.length); }

        /** Adds {@code n} elements that lie at an address to the first columns. */
        void add(long at, int n) {
            if (dtype == DType.FLOAT64) {
                MemorySegment.copy(OffHeap.ALL, ValueLayout.JAVA_DOUBLE_UNALIGNED, at, doubles, 0, n);
                TileReductions.into(reduction, doubles, total, n);
            } else {
                MemorySegment.copy(OffHeap.ALL, ValueLayout.JAVA_FLOAT_UNALIGNED, at, floats, 0, n);
                TileReductions.into(reduction, floats, total, n);
            }
        }

        /** Adds all columns up that are a multiple of {@code columns} apart, into the first of them. */
        void fold(int columns) {
            for (int k = columns; k < total.length; k += columns) {
                TileReductions.into(reduction, Arrays.copyOfRange(total, k, k + columns), total, columns);
            }
        }

        /** Writes the first {@code n} columns to an address. */
        void write(long at, int n) {
            if (dtype == DType.FLOAT64) {
                MemorySegment.copy(total, 0, OffHeap.ALL, ValueLayout.JAVA_DOUBLE_UNALIGNED, at, n);
                return;
            }
            for (int i = 0; i < n; i++) floats[i] = (float) total[i];
            MemorySegment.copy(floats, 0, OffHeap.ALL, ValueLayout.JAVA_FLOAT_UNALIGNED, at, n);
        }
    }
}

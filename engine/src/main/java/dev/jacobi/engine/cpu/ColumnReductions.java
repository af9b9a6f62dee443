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

/**
 * Reductions of axes that are not the last of a row-major array: rows are added up side by side, eight at a time as a tree, into a row of float results;
 * every so many rows these go into a row of doubles. Blocks of rows are cut at fixed places, so results do not depend on the number of threads.
 */
final class ColumnReductions {
    /** Rows that a call of a loop takes, rows whose sum is kept in the dtype, and rows of a block. */
    private static final int TOGETHER = 8, EXACT_AFTER = 128, BLOCK = 256;
    /** Columns of a strip, which stays in the first-level cache; and columns below which rows are laid side by side. */
    private static final int STRIP = 4096, NARROW = 512;
    /** Fewer pieces of work than this, and blocks of rows are worked on apart. */
    private static final int FEW = 16;
    private static final double NANOS_EACH = 0.1, SHORTEST = 8_000;

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
        if (!(x.data() instanceof Data.Strided s) || !s.isRowMajor(x.shape()) || x.shape().size() < STRIP) return false;
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
        int beside = columns >= NARROW ? 1 : Math.max(1, Math.min(gone, 2 * NARROW / columns)), width = beside * columns,
                rows = gone / beside;
        int strips = (width + STRIP - 1) / STRIP;
        int blocks = (long) outer * strips < FEW ? Math.max(1, rows / BLOCK) : 1;
        for (LoopCode code : new LoopCode[]{more, first, one}) code.expect((long) outer * gone * columns / TOGETHER);
        double[][] partial = new double[outer * blocks][width];
        double work = (double) outer * gone * columns * NANOS_EACH;
        parallel(outer * blocks * strips, work, task -> {
            int strip = task % strips, part = task / strips, block = part % blocks, o = part / blocks;
            int begin = (int) ((long) rows * block / blocks), end = (int) ((long) rows * (block + 1) / blocks), column = strip * STRIP;
            strip(from + ((long) o * gone * columns + (long) begin * width + column) * bytes, end - begin, width,
                    Math.min(STRIP, width - column),
                    partial[part], column);
        });
        parallel(outer, work / Math.max(1, gone / 8), o -> {
            double[] sum = partial[o * blocks];
            for (int b = 1; b < blocks; b++) combine(sum, partial[o * blocks + b], 0, width);
            for (int k = 1; k < beside; k++) combine(sum, sum, k * columns, columns);
            double[] row = new double[columns];
            for (int r = rows * beside; r < gone; r++) {
                read(from + ((long) o * gone + r) * columns * bytes, row, columns);
                combine(sum, row, 0, columns);
            }
            MemorySegment to = out.segment();
            for (int c = 0; c < columns; c++) {
                Scalars.write(dtype, to, ((long) o * columns + c) * bytes, Double.doubleToRawLongBits(sum[c]));
            }
        });
    }

    private static void parallel(int tasks, double nanos, java.util.function.IntConsumer body) {
        int parts = Math.max(1, Math.min(tasks, Workers.shared().partsFor(nanos, SHORTEST)));
        Workers.shared().parallelFor(parts, p -> {
            for (int t = (int) ((long) tasks * p / parts); t < (long) tasks * (p + 1) / parts; t++) body.accept(t);
        });
    }

    /** {@code rows} rows of {@code n} neighbouring columns into {@code to} from {@code column} on. */
    private void strip(long from, int rows, int width, int n, double[] to, int column) {
        double[] sum = new double[n], part = new double[n];
        java.util.Arrays.fill(sum, Double.longBitsToDouble(reduction.identity(dtype)));
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
                read(row.address(), part, n);
                combine(sum, part, 0, n);
            }
        } finally {
            row.release();
        }
        System.arraycopy(sum, 0, to, column, n);
    }

    private void fill(long at, int n) {
        for (int i = 0; i < n; i++) Scalars.write(dtype, OffHeap.ALL, at + (long) i * bytes, reduction.identity(dtype));
    }

    private void read(long at, double[] to, int n) {
        if (dtype == DType.FLOAT64) {
            MemorySegment.copy(OffHeap.ALL, ValueLayout.JAVA_DOUBLE_UNALIGNED, at, to, 0, n);
            return;
        }
        float[] x = new float[n];
        MemorySegment.copy(OffHeap.ALL, ValueLayout.JAVA_FLOAT_UNALIGNED, at, x, 0, n);
        for (int i = 0; i < n; i++) to[i] = x[i];
    }

    /** Combines {@code n} elements of {@code x} from {@code from} on into the first of {@code sum}. */
    private void combine(double[] sum, double[] x, int from, int n) {
        switch (reduction) {
            case SUM -> {
                for (int i = 0; i < n; i++) sum[i] += x[from + i];
            }
            case MAX -> {
                for (int i = 0; i < n; i++) sum[i] = Math.max(sum[i], x[from + i]);
            }
            case MIN -> {
                for (int i = 0; i < n; i++) sum[i] = Math.min(sum[i], x[from + i]);
            }
            case PROD -> throw new AssertionError("products are reduced elsewhere");
        }
    }
}

package dev.jacobi.engine.cpu;

import dev.jacobi.engine.cpu.threads.Workers;
import dev.jacobi.engine.ir.Data;
import dev.jacobi.engine.memory.Buffer;
import dev.jacobi.engine.memory.Memory;
import dev.jacobi.engine.type.DType;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;

/**
 * Lines of elements in order. Elements become integers of the same order ({@link SortKeys}); short lines are sorted side by side, long ones each on all threads.
 * For indices the lower half of a long is the index, which also makes equal elements keep their order.
 */
final class Sorting {
    /** Lines from here on are worth several threads. */
    private static final int LONG = 1 << 14;
    private static final double NANOS_EACH = 5;

    static Data sort(int axis, Operand x) {
        Operand last = Lines.axisLast(x, axis);
        Data.Strided in = last.rowMajor();
        Buffer out = Memory.shared().allocate(x.shape().size() * x.dtype().bytes());
        Lines lines = Lines.along(axis, x.shape());
        MemorySegment from = in.buffer().segment().asSlice(in.offset() * x.dtype().bytes()), to = out.segment();
        int n = lines.n();
        boolean wide = x.dtype().bytes() == 8;
        each(lines, x.dtype(), (first, end) -> {
            int[] keys = new int[wide ? 0 : n], spare = new int[wide || n < LONG ? 0 : n];
            long[] wideKeys = new long[wide ? n : 0], wideSpare = new long[wide && n >= LONG ? n : 0];
            for (long line = first; line < end; line++) {
                long at = line * n;
                if (wide) {
                    chunks(n, (i, j) -> SortKeys.encode(x.dtype(), from, at, wideKeys, i, j));
                    long[] sorted = sorted(wideKeys, wideSpare, n);
                    chunks(n, (i, j) -> SortKeys.decode(x.dtype(), sorted, to, at, i, j));
                } else {
                    chunks(n, (i, j) -> SortKeys.encode(x.dtype(), from, at, keys, i, j));
                    int[] sorted = sorted(keys, spare, n);
                    chunks(n, (i, j) -> SortKeys.decode(x.dtype(), sorted, to, at, i, j));
                }
            }
        });
        last.release(in);
        return Lines.axisBack(Data.Strided.rowMajor(out, last.shape()), x.shape(), axis);
    }

    static Data argSort(int axis, Operand x) {
        Operand last = Lines.axisLast(x, axis);
        Data.Strided in = last.rowMajor();
        Buffer out = Memory.shared().allocate(x.shape().size() * 4);
        Lines lines = Lines.along(axis, x.shape());
        MemorySegment from = in.buffer().segment().asSlice(in.offset() * x.dtype().bytes()), to = out.segment();
        int n = lines.n();
        boolean wide = x.dtype().bytes() == 8;
        each(lines, x.dtype(), (first, end) -> {
            int[] keys = new int[wide ? 0 : n];
            long[] pairs = new long[n], spare = new long[n < LONG ? 0 : n], wideKeys = new long[wide ? n : 0];
            for (long line = first; line < end; line++) {
                long at = line * n;
                long[] order;
                if (wide) {
                    chunks(n, (i, j) -> {
                        SortKeys.encode(x.dtype(), from, at, wideKeys, i, j);
                        SortKeys.ignoreSignOfZero(x.dtype(), wideKeys, i, j);
                    });
                    order = wideOrder(wideKeys, pairs, spare, n);
                } else {
                    chunks(n, (i, j) -> {
                        SortKeys.encode(x.dtype(), from, at, keys, i, j);
                        SortKeys.ignoreSignOfZero(x.dtype(), keys, i, j);
                        for (int k = i; k < j; k++) pairs[k] = (long) keys[k] << 32 | k;
                    });
                    order = sorted(pairs, spare, n);
                }
                chunks(n, (i, j) -> {
                    for (int k = i; k < j; k++) to.set(ValueLayout.JAVA_INT, (at + k) * 4, (int) order[k]);
                });
            }
        });
        last.release(in);
        return Lines.axisBack(Data.Strided.rowMajor(out, last.shape()), x.shape(), axis);
    }

    /** The order of 64-bit keys: by the lower half, and then, keeping that order among equals, by the upper half. The indices are the lower halves. */
    private static long[] wideOrder(long[] keys, long[] pairs, long[] spare, int n) {
        chunks(n, (i, j) -> {
            for (int k = i; k < j; k++) pairs[k] = (keys[k] ^ 0x80000000L) << 32 | k;
        });
        long[] byLow = sorted(pairs, spare, n), other = byLow == pairs ? spare : pairs;
        int[] index = new int[n];
        chunks(n, (i, j) -> {
            for (int k = i; k < j; k++) {
                index[k] = (int) byLow[k];
                byLow[k] = keys[index[k]] & 0xffffffff00000000L | k;
            }
        });
        long[] order = sorted(byLow, other, n);
        chunks(n, (i, j) -> {
            for (int k = i; k < j; k++) order[k] = index[(int) order[k]];
        });
        return order;
    }

    private static int[] sorted(int[] keys, int[] spare, int n) {
        if (n >= LONG) return MergeSort.sort(keys, spare, n);
        Arrays.sort(keys, 0, n);
        return keys;
    }

    private static long[] sorted(long[] keys, long[] spare, int n) {
        if (n >= LONG) return MergeSort.sort(keys, spare, n);
        Arrays.sort(keys, 0, n);
        return keys;
    }

    /** Few lines one after the other, each on all threads; many short ones side by side. */
    private static void each(Lines lines, DType dtype, Elementwise.Chunk chunk) {
        long count = lines.n() == 0 ? 0 : lines.count();
        if (count < Workers.shared().threads()) chunk.run(0, count);
        else
            Scans.parts(count, (double) count * lines.n() * NANOS_EACH, chunk);
    }

    private interface Range {
        void run(int from, int to);
    }

    private static void chunks(int n, Range range) {
        Elementwise.chunks(n, 1, (from, to) -> range.run((int) from, (int) to));
    }

    private Sorting() {}
}

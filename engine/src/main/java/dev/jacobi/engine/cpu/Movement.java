package dev.jacobi.engine.cpu;

import dev.jacobi.engine.ir.Data;
import dev.jacobi.engine.type.Shape;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.ref.Reference;

/**
 * A copy between strides, said with as few axes as possible: axes of one element are dropped, the rest put in the order of the target's memory, and those that
 * follow each other without gaps in both taken as one. Then the last axis is a run of bytes, a row of a matrix to transpose, or a row of scattered elements.
 */
final class Movement {
    /** A shorter run of bytes is copied element by element: that takes less time than a call. */
    private static final int SHORTEST_RUN = 64;
    private static final double NANOS_BYTE = 0.1;
    /** Elements that are filled in one by one, fewer than a call of the general copy is worth; and the most that are copied at once: they stay in the first-level cache. */
    private static final int FILLED_FIRST = 32, COPIED = 2048;

    private final int bytes;
    private final Data.Strided source, target;
    private final MemorySegment from, to;
    private final int[] sizes;
    private final long[] fromStrides, toStrides;

    /** The elements of {@code source} to the places of {@code target}; there are some. */
    Movement(Shape shape, int bytes, Data.Strided source, Data.Strided target) {
        this.bytes = bytes;
        this.source = source;
        this.target = target;
        from = source.buffer().segment();
        to = target.buffer().segment();
        int[] axes = new int[shape.rank()];
        int n = 0;
        for (int k = 0; k < axes.length; k++) {
            if (shape.dim(k) == 1) continue;
            int at = n++;
            for (; at > 0 && Math.abs((long) target.strides().at(axes[at - 1])) < Math.abs((long) target.strides().at(k)); at--)
                axes[at] = axes[at - 1];
            axes[at] = k;
        }
        int[] size = new int[n + 1];
        long[] f = new long[n + 1], t = new long[n + 1];
        int count = 0;
        for (int i = 0; i < n; i++) {
            int k = axes[i], dim = shape.dim(k);
            long fs = source.strides().at(k), ts = target.strides().at(k);
            if (count > 0 && f[count - 1] == fs * dim && t[count - 1] == ts * dim && (long) size[count - 1] * dim <= Integer.MAX_VALUE) {
                size[count - 1] *= dim;
                f[count - 1] = fs;
                t[count - 1] = ts;
            } else {
                size[count] = dim;
                f[count] = fs;
                t[count++] = ts;
            }
        }
        if (count == 0) {
            size[0] = 1;
            f[0] = t[0] = 1;
            count = 1;
        }
        sizes = java.util.Arrays.copyOf(size, count);
        fromStrides = java.util.Arrays.copyOf(f, count);
        toStrides = java.util.Arrays.copyOf(t, count);
    }

    void run() {
        int last = sizes.length - 1, near = nearSource(last);
        if (toStrides[last] == 1 && near >= 0) transposed(last, near);
        else if (fromStrides[last] == 1 && toStrides[last] == 1 && sizes[last] * (long) bytes >= SHORTEST_RUN) blocks(last);
        else
            rows(last);
        Reference.reachabilityFence(source);
        Reference.reachabilityFence(target);
    }

    /** An axis other than the last along which the source's neighbours lie side by side, worth transposing by; or -1. */
    private int nearSource(int last) {
        if (fromStrides[last] == 1 || fromStrides[last] == 0 || sizes[last] < 4) return -1;
        for (int k = 0; k < last; k++) if (fromStrides[k] == 1 && sizes[k] >= 4) return k;
        return -1;
    }

    /** What is done at each place of the axes that are left. */
    private interface Place {
        void run(long f, long t);
    }

    /** Runs {@code place} for each combination of the axes but {@code a} and {@code b}, in parts for all threads. */
    private void places(int a, int b, double nanosEach, Place place) {
        int[] axes = new int[sizes.length];
        int n = 0;
        long count = 1;
        for (int k = 0; k < sizes.length; k++) {
            if (k == a || k == b) continue;
            axes[n++] = k;
            count *= sizes[k];
        }
        int rank = n;
        Scans.parts(count, count * nanosEach, (first, end) -> {
            int[] index = new int[rank];
            long f = source.offset(), t = target.offset(), rest = first;
            for (int i = rank - 1; i >= 0; i--) {
                index[i] = (int) (rest % sizes[axes[i]]);
                rest /= sizes[axes[i]];
                f += index[i] * fromStrides[axes[i]];
                t += index[i] * toStrides[axes[i]];
            }
            for (long p = first; p < end; p++) {
                place.run(f, t);
                for (int i = rank - 1; i >= 0; i--) {
                    int k = axes[i];
                    f += fromStrides[k];
                    t += toStrides[k];
                    if (++index[i] < sizes[k]) break;
                    index[i] = 0;
                    f -= sizes[k] * fromStrides[k];
                    t -= sizes[k] * toStrides[k];
                }
            }
        });
    }

    private void transposed(int last, int near) {
        double nanos = (double) sizes[near] * sizes[last] * Transposition.NANOS_EACH;
        places(near, last, nanos,
                (f, t) -> Transposition.copy(bytes, sizes[near], sizes[last], from.address() + f * bytes, fromStrides[last],
                        to.address() + t * bytes, toStrides[near]));
    }

    private void blocks(int last) {
        long size = sizes[last] * (long) bytes;
        if (sizes.length == 1) {
            Elementwise.chunks(size, NANOS_BYTE,
                    (a, b) -> MemorySegment.copy(from, source.offset() * bytes + a, to, target.offset() * bytes + a, b - a));
        } else
            places(last, last, size * NANOS_BYTE + 10, (f, t) -> MemorySegment.copy(from, f * bytes, to, t * bytes, size));
    }

    private void rows(int last) {
        int n = sizes[last];
        long fs = fromStrides[last], ts = toStrides[last];
        if (sizes.length == 1)
            Elementwise.chunks(n, 1, (a, b) -> row(source.offset() + a * fs, fs, target.offset() + a * ts, ts, (int) (b - a)));
        else
            places(last, last, n + 2.0, (f, t) -> row(f, fs, t, ts, n));
    }

    private void row(long f, long fs, long t, long ts, int n) {
        switch (bytes) {
            case 1 -> {
                if (fs == 0 && ts == 1) to.asSlice(t, n).fill(from.get(ValueLayout.JAVA_BYTE, f));
                else
                    for (int i = 0; i < n; i++) to.set(ValueLayout.JAVA_BYTE, t + i * ts, from.get(ValueLayout.JAVA_BYTE, f + i * fs));
            }
            case 2 -> {
                for (int i = 0; i < n; i++)
                    to.set(ValueLayout.JAVA_SHORT, (t + i * ts) * 2, from.get(ValueLayout.JAVA_SHORT, (f + i * fs) * 2));
            }
            case 4 -> {
                if (ts == 1 && fs == 0) fill(from.get(ValueLayout.JAVA_INT, f * 4), t * 4, n);
                else if (ts == 1 && fs == -1) FloatBlocks.reverse(from, f * 4, to, t * 4, n);
                else
                    for (int i = 0; i < n; i++)
                        to.set(ValueLayout.JAVA_INT, (t + i * ts) * 4, from.get(ValueLayout.JAVA_INT, (f + i * fs) * 4));
            }
            default -> {
                for (int i = 0; i < n; i++)
                    to.set(ValueLayout.JAVA_LONG, (t + i * ts) * 8, from.get(ValueLayout.JAVA_LONG, (f + i * fs) * 8));
            }
        }
    }

    /** Writes {@code n} times the 4 bytes {@code bits}: the first of them one by one, and then copies of what is there, which needs no vector class to be loaded. */
    private void fill(int bits, long at, int n) {
        int i = 0;
        for (; i < Math.min(n, FILLED_FIRST); i++) to.set(ValueLayout.JAVA_INT, at + i * 4L, bits);
        for (int more; i < n; i += more) {
            more = Math.min(Math.min(i, COPIED), n - i);
            MemorySegment.copy(to, at, to, at + i * 4L, more * 4L);
        }
    }
}

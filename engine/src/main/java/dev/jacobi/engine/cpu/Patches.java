package dev.jacobi.engine.cpu;

import static java.lang.foreign.ValueLayout.JAVA_INT_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_LONG_UNALIGNED;

import dev.jacobi.engine.cpu.gemm.Rows;
import dev.jacobi.engine.ir.Window;
import java.lang.foreign.MemorySegment;

/**
 * What a kernel sees of an input, as a matrix with a row for each place of the result and a column for each element of the kernel (the im2col of Chellapilla
 * et al. 2006), of which only blocks are made.
 *
 * <p>
 * It is written in lines, along which one set of spatial axes moves (the {@code moving}: the kernel's or the result's) together with the input's axis of
 * neighbours in memory, while the other set and the input's other axis stay.
 */
final class Patches implements Rows {
    private static final MemorySegment ALL = MemorySegment.NULL.reinterpret(Long.MAX_VALUE);
    /** Runs of more bytes than this are worth a call of the JDK's copy. */
    private static final int BULK = 64;

    /** One side of a spatial axis: {@code count} places, {@code step} apart in the spread input. */
    record Side(int[] count, int[] step) {}

    private final boolean alongDepth;
    private final int bytes;
    private final long base;
    private final Side fixed;
    private final Side moving;
    private final Window window;
    private final int[] inputSizes;
    private final long[] inputStrides;
    private final long outerStride;
    private final int inner;
    private final long innerStride;

    private final int rank;
    private final int fixedPlaces;
    /** Whether the last spatial axis goes on in memory where the inner one ends: then both are one run. */
    private final boolean merged;
    private final int run;

    /**
     * @param alongDepth whether lines are rows of the matrix; otherwise they are its columns
     * @param base address of the input's first element
     * @param inputStrides bytes from one element to the next along the spatial axes
     * @param outerStride bytes from one element to the next along the axis that stays along a line
     * @param inner elements along the axis that moves along a line
     * @param innerStride bytes from one to the next of them
     */
    Patches(boolean alongDepth, int bytes, long base, Side fixed, Side moving, Window window, int[] inputSizes, long[] inputStrides,
            long outerStride, int inner, long innerStride) {
        this.alongDepth = alongDepth;
        this.bytes = bytes;
        this.base = base;
        this.fixed = fixed;
        this.moving = moving;
        this.window = window;
        this.inputSizes = inputSizes;
        this.inputStrides = inputStrides;
        this.outerStride = outerStride;
        this.inner = inner;
        this.innerStride = innerStride;
        rank = inputSizes.length;
        int places = 1;
        for (int n : fixed.count) places *= n;
        fixedPlaces = places;
        int last = rank - 1;
        merged = rank > 0 && innerStride == bytes && moving.step[last] * inputStrides[last] == (long) inner * bytes
                && window.inputDilation().at(last) == 1 && moving.step[last] == 1;
        run = merged ? inner * moving.count[last] : inner;
    }

    @Override
    public boolean isAlongDepth() { return alongDepth; }

    @Override
    public void write(int fromRow, int toRow, int fromDepth, int toDepth, long to) {
        if (alongDepth) lines(fromRow, toRow, fromDepth, toDepth, to);
        else
            lines(fromDepth, toDepth, fromRow, toRow, to);
    }

    private void lines(int fromLine, int toLine, int from, int until, long to) {
        int[] start = new int[rank], move = new int[rank];
        for (int line = fromLine; line < toLine; line++) {
            int place = line % fixedPlaces;
            for (int k = rank - 1; k >= 0; k--) {
                start[k] = place % fixed.count[k] * fixed.step[k] - window.low().at(k);
                place /= fixed.count[k];
            }
            to = line(base + line / fixedPlaces * outerStride, start, move, from, until, to);
        }
    }

    private long line(long source, int[] start, int[] move, int from, int until, long to) {
        int index = from / run, skip = from % run;
        int rest = index;
        for (int k = merged ? rank - 2 : rank - 1; k >= 0; k--) {
            move[k] = rest % moving.count[k];
            rest /= moving.count[k];
        }
        for (int left = until - from; left > 0;) {
            int count = Math.min(run - skip, left);
            run(source, start, move, skip, count, to);
            to += (long) count * bytes;
            left -= count;
            skip = 0;
            for (int k = merged ? rank - 2 : rank - 1; k >= 0 && ++move[k] == moving.count[k]; k--) move[k] = 0;
        }
        return to;
    }

    /** {@code count} elements of a run from {@code skip} on. */
    private void run(long source, int[] start, int[] move, int skip, int count, long to) {
        int axes = merged ? rank - 1 : rank;
        for (int k = 0; k < axes; k++) {
            int at = start[k] + move[k] * moving.step[k], dilation = window.inputDilation().at(k);
            if (at < 0 || dilation != 1 && at % dilation != 0 || at / dilation >= inputSizes[k]) {
                zero(to, (long) count * bytes);
                return;
            }
            source += at / dilation * inputStrides[k];
        }
        if (!merged) {
            copy(source + skip * innerStride, to, count);
            return;
        }
        int first = start[axes], size = inputSizes[axes];
        // In elements of the run, where the input begins and ends.
        long begin = -(long) first * inner, end = ((long) size - first) * inner;
        int a = (int) Math.clamp(begin, skip, skip + count), b = (int) Math.clamp(end, a, skip + count);
        zero(to, (long) (a - skip) * bytes);
        copy(source + (long) first * inner * bytes + (long) a * bytes, to + (long) (a - skip) * bytes, b - a);
        zero(to + (long) (b - skip) * bytes, (long) (skip + count - b) * bytes);
    }

    static void zero(long to, long size) {
        if (size > 0) ALL.asSlice(to, size).fill((byte) 0);
    }

    private void copy(long from, long to, int count) { copy(bytes, from, innerStride, to, count); }

    /** Copies {@code count} elements that lie {@code stride} bytes apart to neighbouring places. */
    static void copy(int bytes, long from, long stride, long to, int count) {
        if (stride == bytes && count * bytes > BULK) {
            MemorySegment.copy(ALL, from, ALL, to, (long) count * bytes);
        } else if (bytes == Float.BYTES) {
            for (int i = 0; i < count; i++) ALL.set(JAVA_INT_UNALIGNED, to + i * 4L, ALL.get(JAVA_INT_UNALIGNED, from + i * stride));
        } else {
            for (int i = 0; i < count; i++) ALL.set(JAVA_LONG_UNALIGNED, to + i * 8L, ALL.get(JAVA_LONG_UNALIGNED, from + i * stride));
        }
    }
}

package dev.jacobi.engine.cpu;

import dev.jacobi.engine.cpu.math.NarrowTranspose;
import dev.jacobi.engine.cpu.math.RegisterTranspose;
import dev.jacobi.engine.memory.Buffer;
import dev.jacobi.engine.memory.Memory;
import dev.jacobi.engine.memory.OffHeap;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Neighbouring columns of a matrix of floats, read as rows: in blocks, so that each cache line is read once. In the registers where they are wide enough; but
 * before the optimising compiler has seen that code, it takes a hundred times longer than loops over arrays, which are used until it is fast.
 */
final class ColumnTurns {
    private static final int SIDE = FloatBlocks.SIDE;
    private static final double NANOS_OF_BLOCK = 400;
    private static final AtomicBoolean asked = new AtomicBoolean();
    private static volatile boolean registersAreFast;

    /**
     * Reads {@code columns} neighbouring columns, a multiple of {@link FloatBlocks#SIDE}, each of {@code elements} floats that are {@code step} floats apart,
     * from address {@code from} on, and writes them as rows one after the other to address {@code to}. It may write up to {@code SIDE} floats more.
     *
     * @param turning room for {@code SIDE * (elements + SIDE)} floats
     */
    static void turn(long from, int step, int elements, int columns, float[] turning, long to) {
        // Narrow blocks are read half a row before and after their rows, which lies between them only if each row comes after the one before.
        boolean registers = RegisterTranspose.isPossible() || NarrowTranspose.isPossible() && step > 0 && elements >= SIDE;
        if (!registers) {
            for (int c = 0; c < columns; c += SIDE) inBlocks(from + 4L * c, step, elements, turning, to + 4L * c * elements);
        } else if (elements >= SIDE && registersAreFast()) {
            inRegisters(from, step, elements, columns, to);
        } else {
            for (int c = 0; c < columns; c += SIDE) inArrays(from + 4L * c, step, elements, turning, to + 4L * c * elements);
        }
    }

    private static boolean registersAreFast() {
        if (registersAreFast) return true;
        if (asked.compareAndSet(false, true)) WarmUpThread.execute(ColumnTurns::warmUp);
        return false;
    }

    private static void warmUp() {
        long bytes = 4L * SIDE * SIDE * WarmUpThread.MOST_UNITS;
        Buffer memory = Memory.shared().allocate(2 * bytes);
        long from = memory.address(), to = from + bytes;
        WarmUpThread.becomeFast(blocks -> inRegisters(from, SIDE, SIDE, blocks * SIDE, to), NANOS_OF_BLOCK, fast -> {
            memory.release();
            registersAreFast = fast;
        });
    }

    static void inRegisters(long from, int step, int elements, int columns, long to) {
        int blocks = columns / SIDE;
        long fromStep = 4L * step, fromNext = 4L * SIDE, toStep = 4L * elements, toNext = toStep * SIDE;
        // The last block overlaps the one before it.
        for (int e = 0; e < elements; e += SIDE) {
            int row = Math.min(e, elements - SIDE);
            long source = from + row * fromStep, target = to + 4L * row;
            if (NarrowTranspose.isPossible()) NarrowTranspose.blocks(blocks, source, fromStep, fromNext, target, toStep, toNext);
            else
                RegisterTranspose.blocks(blocks, source, fromStep, fromNext, target, toStep, toNext);
        }
    }

    /** {@link FloatBlocks#SIDE} columns, by vectors of any width. */
    static void inBlocks(long from, int step, int elements, float[] turning, long to) {
        for (int e = 0; e < elements; e++) FloatBlocks.load(OffHeap.ALL, from + 4L * e * step, turning, e * SIDE, SIDE);
        // From the last block to the first: what a block writes over the end of a row belongs to the next row's first block.
        for (int e = (elements - 1) / SIDE * SIDE; e >= 0; e -= SIDE) {
            FloatBlocks.transpose(turning, e * SIDE);
            for (int r = 0; r < SIDE; r++)
                FloatBlocks.store(turning, (e + r) * SIDE, OffHeap.ALL, to + 4L * ((long) r * elements + e), SIDE);
        }
    }

    /** {@link FloatBlocks#SIDE} columns, without vectors. */
    static void inArrays(long from, int step, int elements, float[] turning, long to) {
        float[] rows = new float[SIDE * elements];
        for (int e = 0; e < elements; e++)
            MemorySegment.copy(OffHeap.ALL, ValueLayout.JAVA_FLOAT, from + 4L * e * step, turning, e * SIDE, SIDE);
        for (int r = 0; r < SIDE; r++) {
            for (int e = 0; e < elements; e++) rows[r * elements + e] = turning[e * SIDE + r];
        }
        MemorySegment.copy(rows, 0, OffHeap.ALL, ValueLayout.JAVA_FLOAT, to, rows.length);
    }

    private ColumnTurns() {}
}

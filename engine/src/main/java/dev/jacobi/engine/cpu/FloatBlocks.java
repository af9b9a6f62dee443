package dev.jacobi.engine.cpu;

import dev.jacobi.engine.cpu.math.FloatMath;
import dev.jacobi.engine.cpu.math.SquareTranspose;
import dev.jacobi.engine.cpu.math.VectorWidth;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/** Small blocks of floats on their way between memory and tiles. */
final class FloatBlocks {
    private static final VectorSpecies<Float> SPECIES = FloatMath.SPECIES;
    /** Rows and columns of a block. */
    static final int SIDE = SquareTranspose.SIDE;

    private static final VectorSpecies<Integer> INTS = VectorWidth.INTS;
    private static final VectorShuffle<Integer> TURNED = VectorShuffle.fromOp(INTS, i -> SIDE - 1 - i);

    /** Transposes the block in {@code a} whose rows lie side by side, each of {@link #SIDE} elements, in place. */
    static void transpose(float[] a, int from) {
        SquareTranspose.inPlace(a, from);
    }

    /** Copies {@code n} floats, which are few: a call of the general copy would take longer than they. */
    static void load(MemorySegment from, long at, float[] to, int first, int n) {
        int i = 0;
        for (; i <= n - SIDE; i += SIDE)
            FloatVector.fromMemorySegment(SPECIES, from, at + i * 4L, ByteOrder.nativeOrder()).intoArray(to, first + i);
        for (; i < n; i++) to[first + i] = from.get(ValueLayout.JAVA_FLOAT, at + i * 4L);
    }

    /** Copies {@code n} floats, which are few. */
    static void store(float[] from, int first, MemorySegment to, long at, int n) {
        int i = 0;
        for (; i <= n - SIDE; i += SIDE)
            FloatVector.fromArray(SPECIES, from, first + i).intoMemorySegment(to, at + i * 4L, ByteOrder.nativeOrder());
        for (; i < n; i++) to.set(ValueLayout.JAVA_FLOAT, at + i * 4L, from[first + i]);
    }

    /** Copies {@code n} floats, each {@link #SIDE} of them to a place {@code step} floats after the one before. */
    static void spread(MemorySegment from, long at, int n, float[] to, int first, int step) {
        int i = 0, place = first;
        for (; i <= n - SIDE; i += SIDE, place += step)
            FloatVector.fromMemorySegment(SPECIES, from, at + i * 4L, ByteOrder.nativeOrder()).intoArray(to, place);
        for (int k = i; k < n; k++) to[place + k - i] = from.get(ValueLayout.JAVA_FLOAT, at + k * 4L);
    }

    /** Copies {@code n} floats, each {@link #SIDE} of them from a place {@code step} floats after the one before. */
    static void gather(float[] from, int first, int step, int n, MemorySegment to, long at) {
        int i = 0, place = first;
        for (; i <= n - SIDE; i += SIDE, place += step)
            FloatVector.fromArray(SPECIES, from, place).intoMemorySegment(to, at + i * 4L, ByteOrder.nativeOrder());
        for (int k = i; k < n; k++) to.set(ValueLayout.JAVA_FLOAT, at + k * 4L, from[place + k - i]);
    }

    /** Copies {@code n} elements of 4 bytes that lie from {@code last} on downwards. */
    static void reverse(MemorySegment from, long last, MemorySegment to, long at, int n) {
        int i = 0;
        for (; i <= n - SIDE; i += SIDE) {
            IntVector.fromMemorySegment(INTS, from, last - (i + SIDE - 1) * 4L, ByteOrder.nativeOrder()).rearrange(TURNED)
                    .intoMemorySegment(to,
                            at + i * 4L, ByteOrder.nativeOrder());
        }
        for (; i < n; i++) to.set(ValueLayout.JAVA_INT, at + i * 4L, from.get(ValueLayout.JAVA_INT, last - i * 4L));
    }

    /** Copies one row of a block. */
    static void move(float[] from, int first, float[] to, int at) {
        FloatVector.fromArray(SPECIES, from, first).intoArray(to, at);
    }

    private FloatBlocks() {}
}

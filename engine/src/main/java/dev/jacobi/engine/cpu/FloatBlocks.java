package dev.jacobi.engine.cpu;

import dev.jacobi.engine.cpu.math.FloatMath;
import dev.jacobi.engine.cpu.math.VectorWidth;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/** Small square blocks of floats transposed in vector registers, by exchanging ever larger halves of pairs of rows. */
final class FloatBlocks {
    private static final VectorSpecies<Float> SPECIES = FloatMath.SPECIES;
    /** Rows and columns of a block. */
    static final int SIDE = SPECIES.length();
    private static final VectorShuffle<Float> BY_1 = neighbours(1), BY_2 = neighbours(2), BY_4 = neighbours(4), BY_8 = neighbours(8);
    private static final VectorMask<Float> ODD_1 = odd(1), ODD_2 = odd(2), ODD_4 = odd(4), ODD_8 = odd(8);

    private static final VectorSpecies<Integer> INTS = VectorWidth.INTS;
    private static final VectorShuffle<Integer> TURNED = VectorShuffle.fromOp(INTS, i -> SIDE - 1 - i);

    private static VectorShuffle<Float> neighbours(int distance) {
        return VectorShuffle.fromOp(SPECIES, i -> (i ^ distance) % SPECIES.length());
    }

    private static VectorMask<Float> odd(int distance) {
        boolean[] bits = new boolean[SPECIES.length()];
        for (int i = 0; i < bits.length; i++) bits[i] = (i & distance) != 0;
        return VectorMask.fromArray(SPECIES, bits, 0);
    }

    /** Transposes the block in {@code a} whose rows lie side by side, each of {@link #SIDE} elements, in place. */
    static void transpose(float[] a, int from) {
        for (int pair = 0; pair < SIDE; pair += 2) exchange(a, from + pair * SIDE, from + (pair + 1) * SIDE, BY_1, ODD_1);
        for (int group = 0; group < SIDE; group += 4) {
            for (int k = 0; k < 2; k++) exchange(a, from + (group + k) * SIDE, from + (group + k + 2) * SIDE, BY_2, ODD_2);
        }
        if (SIDE >= 8) {
            for (int group = 0; group < SIDE; group += 8) {
                for (int k = 0; k < 4; k++) exchange(a, from + (group + k) * SIDE, from + (group + k + 4) * SIDE, BY_4, ODD_4);
            }
        }
        if (SIDE >= 16) {
            for (int k = 0; k < 8; k++) exchange(a, from + k * SIDE, from + (k + 8) * SIDE, BY_8, ODD_8);
        }
    }

    private static void exchange(float[] a, int first, int second, VectorShuffle<Float> neighbour, VectorMask<Float> odd) {
        FloatVector x = FloatVector.fromArray(SPECIES, a, first), y = FloatVector.fromArray(SPECIES, a, second);
        x.blend(y.rearrange(neighbour), odd).intoArray(a, first);
        x.rearrange(neighbour).blend(y, odd).intoArray(a, second);
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

    /** Writes {@code n} times the 4 bytes {@code bits}. */
    static void fill(int bits, MemorySegment to, long at, int n) {
        IntVector v = IntVector.broadcast(INTS, bits);
        int i = 0;
        for (; i <= n - SIDE; i += SIDE) v.intoMemorySegment(to, at + i * 4L, ByteOrder.nativeOrder());
        for (; i < n; i++) to.set(ValueLayout.JAVA_INT, at + i * 4L, bits);
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

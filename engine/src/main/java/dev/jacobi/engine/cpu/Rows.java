package dev.jacobi.engine.cpu;

import dev.jacobi.engine.cpu.math.VectorWidth;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/** Short rows copied and added: a call of the general copy would take longer than they. */
final class Rows {
    private static final VectorSpecies<Byte> BYTES = VectorSpecies.of(byte.class, VectorWidth.SHAPE);
    private static final VectorSpecies<Float> FLOATS = VectorWidth.FLOATS;
    private static final int WIDTH = BYTES.length();
    private static final int LONG = 2048;

    /** Copies the rows of {@code run} elements at the elements {@code places} one after the other to element {@code at} and on. */
    static void copy(MemorySegment from, long[] places, MemorySegment to, long at, int n, int run, int bytes) {
        int size = run * bytes;
        for (int i = 0; i < n; i++) copy(from, places[i] * bytes, to, at * bytes + (long) i * size, size);
    }

    /** Copies {@code size} bytes; the last vector may overlap the one before. */
    static void copy(MemorySegment from, long f, MemorySegment to, long t, int size) {
        if (size > LONG) {
            MemorySegment.copy(from, f, to, t, size);
            return;
        }
        if (size < WIDTH) {
            int i = 0;
            for (; i <= size - 4; i += 4) to.set(ValueLayout.JAVA_INT_UNALIGNED, t + i, from.get(ValueLayout.JAVA_INT_UNALIGNED, f + i));
            for (; i < size; i++) to.set(ValueLayout.JAVA_BYTE, t + i, from.get(ValueLayout.JAVA_BYTE, f + i));
            return;
        }
        int i = 0;
        for (; i <= size - WIDTH; i += WIDTH) vector(from, f + i, to, t + i);
        if (i < size) vector(from, f + size - WIDTH, to, t + size - WIDTH);
    }

    private static void vector(MemorySegment from, long f, MemorySegment to, long t) {
        ByteVector.fromMemorySegment(BYTES, from, f, ByteOrder.nativeOrder()).intoMemorySegment(to, t, ByteOrder.nativeOrder());
    }

    /** Adds {@code n} floats. */
    static void add(MemorySegment from, long f, MemorySegment to, long t, int n) {
        int i = 0;
        for (; i <= n - FLOATS.length(); i += FLOATS.length()) {
            FloatVector a = FloatVector.fromMemorySegment(FLOATS, from, f + i * 4L, ByteOrder.nativeOrder());
            FloatVector.fromMemorySegment(FLOATS, to, t + i * 4L, ByteOrder.nativeOrder()).add(a).intoMemorySegment(to, t + i * 4L,
                    ByteOrder.nativeOrder());
        }
        for (; i < n; i++) {
            long at = t + i * 4L;
            to.set(ValueLayout.JAVA_FLOAT, at, to.get(ValueLayout.JAVA_FLOAT, at) + from.get(ValueLayout.JAVA_FLOAT, f + i * 4L));
        }
    }

    private Rows() {}
}

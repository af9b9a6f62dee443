package dev.jacobi.engine.cpu;

import dev.jacobi.engine.cpu.math.ComplexPairs;
import dev.jacobi.engine.ir.Scalars;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/** Complex numbers in the first-level cache: their real parts, and their imaginary parts. */
final class ComplexTile {
    final float[] re, im;
    private final long[] pairs;

    /** A tile for up to {@code count} elements, but no more than {@link Tile#SIZE}. */
    ComplexTile(long count) {
        int capacity = (int) Math.min(Tile.SIZE, count);
        re = new float[capacity];
        im = new float[capacity];
        pairs = new long[capacity];
    }

    void load(Cursor cursor, long start, int count) {
        cursor.longs(start, count, 0, pairs);
        ComplexPairs.split(pairs, re, im, count);
    }

    /** Writes its elements to a row-major buffer from element {@code start} on. */
    void store(MemorySegment to, long start, int count) {
        ComplexPairs.merge(re, im, pairs, count);
        MemorySegment.copy(pairs, 0, to, ValueLayout.JAVA_LONG, start * 8, count);
    }

    /** Element i, as {@link Scalars} code it. */
    long bits(int i) { return Scalars.complex(re[i], im[i]); }

    void put(int i, long bits) {
        re[i] = Scalars.re(bits);
        im[i] = Scalars.im(bits);
    }
}

package dev.jacobi.engine.cpu;

import dev.jacobi.engine.memory.OffHeap;
import dev.jacobi.engine.ir.Scalars;
import dev.jacobi.engine.type.DType;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/** Elements in the first-level cache, as the type in which they are computed: float, double or long (which holds complex64 as it is coded). */
final class Tile {
    /** The most elements a tile. */
    static final int SIZE = 1024;
    /** Capacities are multiples of this, so that whole vectors of any width may be read and written past the last element. */
    private static final int ROUND = 64;

    final DType dtype;
    final float[] f;
    final double[] d;
    final long[] l;

    Tile(DType dtype) { this(dtype, SIZE); }

    /** A tile for up to {@code count} elements, but no more than {@link #SIZE}. */
    Tile(DType dtype, long count) {
        int capacity = (int) Math.min(SIZE, (count + ROUND - 1) / ROUND * ROUND);
        this.dtype = dtype;
        boolean wide = dtype == DType.FLOAT64, narrow = dtype.isFloating() && !wide;
        f = narrow ? new float[capacity] : null;
        d = wide ? new double[capacity] : null;
        l = !dtype.isFloating() ? new long[capacity] : null;
    }

    /** Fills it from {@code cursor}. */
    void load(Cursor cursor, long start, int count, long shift) {
        if (f != null) cursor.floats(start, count, shift, f);
        else if (d != null) cursor.doubles(start, count, shift, d);
        else
            cursor.longs(start, count, shift, l);
    }

    /** Fills it with {@code count} elements of its dtype that lie side by side from byte {@code at} of native memory on. */
    void read(long at, int count) {
        MemorySegment from = OffHeap.ALL;
        switch (dtype) {
            case FLOAT32 -> MemorySegment.copy(from, ValueLayout.JAVA_FLOAT_UNALIGNED, at, f, 0, count);
            case FLOAT64 -> MemorySegment.copy(from, ValueLayout.JAVA_DOUBLE_UNALIGNED, at, d, 0, count);
            case INT64, UINT64 -> MemorySegment.copy(from, ValueLayout.JAVA_LONG_UNALIGNED, at, l, 0, count);
            case FLOAT16 -> {
                for (int i = 0; i < count; i++) f[i] = Float.float16ToFloat(from.get(ValueLayout.JAVA_SHORT_UNALIGNED, at + i * 2L));
            }
            case BFLOAT16 -> {
                for (int i = 0; i < count; i++) f[i] = Float.intBitsToFloat(from.get(ValueLayout.JAVA_SHORT_UNALIGNED, at + i * 2L) << 16);
            }
            case INT32 -> {
                for (int i = 0; i < count; i++) l[i] = from.get(ValueLayout.JAVA_INT_UNALIGNED, at + i * 4L);
            }
            case BOOL -> {
                for (int i = 0; i < count; i++) l[i] = from.get(ValueLayout.JAVA_BYTE, at + i);
            }
            default -> {
                for (int i = 0; i < count; i++) l[i] = Scalars.read(dtype, from, at + (long) i * dtype.bytes());
            }
        }
    }

    /** Fills it with one value, as {@link Scalars} codes it. */
    void fill(long bits) {
        if (f != null) java.util.Arrays.fill(f, (float) Double.longBitsToDouble(bits));
        else if (d != null) java.util.Arrays.fill(d, Double.longBitsToDouble(bits));
        else
            java.util.Arrays.fill(l, bits);
    }

    /** Writes its first elements to a row-major buffer of its dtype from element {@code start} on. */
    void store(MemorySegment to, long start, int count) {
        store(to, start, 0, count);
    }

    /** Writes the elements from {@code first} on to a row-major buffer of its dtype from element {@code start} on. */
    void store(MemorySegment to, long start, int first, int count) {
        switch (dtype) {
            case FLOAT32 -> MemorySegment.copy(f, first, to, ValueLayout.JAVA_FLOAT, start * 4, count);
            case FLOAT16, BFLOAT16 -> {
                for (int i = 0; i < count; i++) to.set(ValueLayout.JAVA_SHORT, (start + i) * 2, Scalars.encodeHalf(dtype, f[first + i]));
            }
            case FLOAT64 -> MemorySegment.copy(d, first, to, ValueLayout.JAVA_DOUBLE, start * 8, count);
            case INT64, UINT64, COMPLEX64 -> MemorySegment.copy(l, first, to, ValueLayout.JAVA_LONG, start * 8, count);
            case INT32, UINT32 -> {
                for (int i = 0; i < count; i++) to.set(ValueLayout.JAVA_INT, (start + i) * 4, (int) l[first + i]);
            }
            case INT16, UINT16 -> {
                for (int i = 0; i < count; i++) to.set(ValueLayout.JAVA_SHORT, (start + i) * 2, (short) l[first + i]);
            }
            case BOOL, INT8, UINT8 -> {
                for (int i = 0; i < count; i++) to.set(ValueLayout.JAVA_BYTE, start + i, (byte) l[first + i]);
            }
        }
    }

    /** Writes its first elements to native memory from byte {@code at} on. */
    void write(long at, int count) {
        store(OffHeap.ALL, at / dtype.bytes(), 0, count);
    }

    /** Rounds floats to the half type, or wraps longs to the integer type, that the tile has. */
    void round(int count) {
        switch (dtype) {
            case FLOAT16, BFLOAT16 -> {
                for (int i = 0; i < count; i++) f[i] = Scalars.decodeHalf(dtype, Scalars.encodeHalf(dtype, f[i]));
            }
            case INT64, UINT64, COMPLEX64, FLOAT32, FLOAT64 -> {
            }
            case BOOL -> {
                for (int i = 0; i < count; i++) l[i] = l[i] != 0 ? 1 : 0;
            }
            case INT32 -> {
                for (int i = 0; i < count; i++) l[i] = (int) l[i];
            }
            default -> {
                for (int i = 0; i < count; i++) l[i] = Scalars.wrap(dtype, l[i]);
            }
        }
    }

    /** Element i, as {@link Scalars} code it. */
    long bits(int i) {
        return f != null ? Double.doubleToRawLongBits(f[i]) : d != null ? Double.doubleToRawLongBits(d[i]) : l[i];
    }
}

package dev.jacobi.engine.cpu;

import dev.jacobi.engine.type.DType;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * Elements as signed integers in the same order, and back. Of a negative float all bits but the sign are inverted; every NaN becomes the positive quiet one, which
 * is above infinity.
 */
final class SortKeys {

    /** Elements {@code i .. j - 1} of the line that begins at element {@code at}, of dtypes of up to 32 bits. */
    static void encode(DType dtype, MemorySegment from, long at, int[] to, int i, int j) {
        switch (dtype) {
            case FLOAT32 -> {
                MemorySegment.copy(from, ValueLayout.JAVA_INT, (at + i) * 4, to, i, j - i);
                for (int k = i; k < j; k++) {
                    int bits = to[k];
                    bits = (bits & 0x7fffffff) > 0x7f800000 ? 0x7fc00000 : bits;
                    to[k] = bits ^ bits >> 31 & 0x7fffffff;
                }
            }
            case FLOAT16, BFLOAT16 -> {
                int infinity = dtype == DType.FLOAT16 ? 0x7c00 : 0x7f80, nan = dtype == DType.FLOAT16 ? 0x7e00 : 0x7fc0;
                for (int k = i; k < j; k++) {
                    int bits = from.get(ValueLayout.JAVA_SHORT, (at + k) * 2);
                    bits = (bits & 0x7fff) > infinity ? nan : bits;
                    to[k] = bits ^ bits >> 31 & 0x7fff;
                }
            }
            case INT32 -> MemorySegment.copy(from, ValueLayout.JAVA_INT, (at + i) * 4, to, i, j - i);
            case UINT32 -> {
                for (int k = i; k < j; k++) to[k] = from.get(ValueLayout.JAVA_INT, (at + k) * 4) ^ Integer.MIN_VALUE;
            }
            case INT16 -> {
                for (int k = i; k < j; k++) to[k] = from.get(ValueLayout.JAVA_SHORT, (at + k) * 2);
            }
            case UINT16 -> {
                for (int k = i; k < j; k++) to[k] = from.get(ValueLayout.JAVA_SHORT, (at + k) * 2) & 0xffff;
            }
            case INT8, BOOL -> {
                for (int k = i; k < j; k++) to[k] = from.get(ValueLayout.JAVA_BYTE, at + k);
            }
            case UINT8 -> {
                for (int k = i; k < j; k++) to[k] = from.get(ValueLayout.JAVA_BYTE, at + k) & 0xff;
            }
            default -> throw new AssertionError(dtype + " has no keys of 32 bits");
        }
    }

    /** The inverse of {@link #encode}. */
    static void decode(DType dtype, int[] from, MemorySegment to, long at, int i, int j) {
        switch (dtype) {
            case FLOAT32 -> {
                for (int k = i; k < j; k++) to.set(ValueLayout.JAVA_INT, (at + k) * 4, from[k] ^ from[k] >> 31 & 0x7fffffff);
            }
            case FLOAT16, BFLOAT16 -> {
                for (int k = i; k < j; k++) to.set(ValueLayout.JAVA_SHORT, (at + k) * 2, (short) (from[k] ^ from[k] >> 31 & 0x7fff));
            }
            case INT32 -> MemorySegment.copy(from, i, to, ValueLayout.JAVA_INT, (at + i) * 4, j - i);
            case UINT32 -> {
                for (int k = i; k < j; k++) to.set(ValueLayout.JAVA_INT, (at + k) * 4, from[k] ^ Integer.MIN_VALUE);
            }
            case INT16, UINT16 -> {
                for (int k = i; k < j; k++) to.set(ValueLayout.JAVA_SHORT, (at + k) * 2, (short) from[k]);
            }
            case INT8, UINT8, BOOL -> {
                for (int k = i; k < j; k++) to.set(ValueLayout.JAVA_BYTE, at + k, (byte) from[k]);
            }
            default -> throw new AssertionError(dtype + " has no keys of 32 bits");
        }
    }

    /** As the other, of dtypes of 64 bits. */
    static void encode(DType dtype, MemorySegment from, long at, long[] to, int i, int j) {
        MemorySegment.copy(from, ValueLayout.JAVA_LONG, (at + i) * 8, to, i, j - i);
        switch (dtype) {
            case FLOAT64 -> {
                for (int k = i; k < j; k++) {
                    long bits = to[k];
                    bits = (bits & Long.MAX_VALUE) > 0x7ff0000000000000L ? 0x7ff8000000000000L : bits;
                    to[k] = bits ^ bits >> 63 & Long.MAX_VALUE;
                }
            }
            case UINT64 -> {
                for (int k = i; k < j; k++) to[k] ^= Long.MIN_VALUE;
            }
            case INT64 -> {
            }
            default -> throw new AssertionError(dtype + " has no keys of 64 bits");
        }
    }

    /** The inverse of the other. */
    static void decode(DType dtype, long[] from, MemorySegment to, long at, int i, int j) {
        switch (dtype) {
            case FLOAT64 -> {
                for (int k = i; k < j; k++) to.set(ValueLayout.JAVA_LONG, (at + k) * 8, from[k] ^ from[k] >> 63 & Long.MAX_VALUE);
            }
            case UINT64 -> {
                for (int k = i; k < j; k++) to.set(ValueLayout.JAVA_LONG, (at + k) * 8, from[k] ^ Long.MIN_VALUE);
            }
            default -> MemorySegment.copy(from, i, to, ValueLayout.JAVA_LONG, (at + i) * 8, j - i);
        }
    }

    /** Makes the keys of -0 and 0, which are equal, one: a sort of indices keeps their order then. */
    static void ignoreSignOfZero(DType dtype, int[] keys, int i, int j) {
        if (dtype.isFloating()) for (int k = i; k < j; k++) keys[k] = keys[k] == -1 ? 0 : keys[k];
    }

    /** As the other. */
    static void ignoreSignOfZero(DType dtype, long[] keys, int i, int j) {
        if (dtype.isFloating()) for (int k = i; k < j; k++) keys[k] = keys[k] == -1 ? 0 : keys[k];
    }

    private SortKeys() {}
}

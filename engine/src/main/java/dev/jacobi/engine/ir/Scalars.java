package dev.jacobi.engine.ir;

import dev.jacobi.engine.type.DType;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * Single values as 64 bits: a float as the bits of a double that its dtype can hold, an integer as a long wrapped to its dtype (uint64 keeps its
 * bit pattern), a bool as 1 or 0, a complex64 as the bits of its real part in the lower and of its imaginary part in the upper half, as it lies in
 * memory.
 */
public final class Scalars {
    private static final double TWO_63 = 0x1p63;

    /** The nearest value of {@code dtype} to {@code x}; integers truncate towards zero. */
    public static long of(DType dtype, double x) {
        return switch (dtype) {
            case FLOAT64 -> Double.doubleToRawLongBits(x);
            case FLOAT32 -> Double.doubleToRawLongBits((float) x);
            case FLOAT16, BFLOAT16 -> Double.doubleToRawLongBits(decodeHalf(dtype, encodeHalf(dtype, (float) x)));
            case COMPLEX64 -> complex((float) x, 0);
            case BOOL -> x != 0 ? 1 : 0;
            case UINT64 -> x >= TWO_63 ? (long) (x - TWO_63) ^ Long.MIN_VALUE : (long) x;
            default -> wrap(dtype, (long) x);
        };
    }

    /** The value of {@code dtype} that the integer {@code x} becomes. */
    public static long of(DType dtype, long x) {
        return dtype.isInexact() ? of(dtype, (double) x) : dtype == DType.BOOL ? x != 0 ? 1 : 0 : wrap(dtype, x);
    }

    /** A complex64. */
    public static long complex(float re, float im) {
        return Float.floatToRawIntBits(re) & 0xffffffffL | (long) Float.floatToRawIntBits(im) << 32;
    }

    /** The real part of a complex64. */
    public static float re(long bits) { return Float.intBitsToFloat((int) bits); }

    /** The imaginary part of a complex64. */
    public static float im(long bits) {
        return Float.intBitsToFloat((int) (bits >>> 32));
    }

    /** A value of one dtype as one of another; of a complex number its real part, or as a bool whether one of its parts is not 0. */
    public static long cast(DType from, DType to, long bits) {
        if (from == to) return bits;
        if (from.isComplex()) return to == DType.BOOL ? re(bits) != 0 || im(bits) != 0 ? 1 : 0 : of(to, (double) re(bits));
        if (from.isFloating() || from == DType.UINT64 && to.isInexact()) return of(to, toDouble(from, bits));
        return of(to, bits);
    }

    /** As a double; exact but for large 64-bit integers, and the real part of a complex number. */
    public static double toDouble(DType dtype, long bits) {
        if (dtype.isComplex()) return re(bits);
        if (dtype.isFloating()) return Double.longBitsToDouble(bits);
        if (dtype == DType.UINT64 && bits < 0) return (bits >>> 1 | bits & 1) * 2.0;
        return bits;
    }

    /** As a long: floats, and the real parts of complex numbers, truncate. */
    public static long toLong(DType dtype, long bits) {
        return dtype.isInexact() ? (long) toDouble(dtype, bits) : bits;
    }

    /** {@code op} of one value of {@code in}; the result is of {@code out}. */
    public static long apply(Op op, DType in, DType out, long a) {
        if (in.isComplex()) return ComplexMath.apply(op, a);
        return in.isFloating() ? of(out, op.apply(Double.longBitsToDouble(a))) : of(out, op.apply(in, a));
    }

    /** {@code op} of two values of {@code in}; the result is of {@code out}. */
    public static long apply(Op op, DType in, DType out, long a, long b) {
        if (out.isComplex() || in.isComplex()) return ComplexMath.apply(op, a, b);
        return in.isFloating() ? of(out, op.apply(Double.longBitsToDouble(a), Double.longBitsToDouble(b))) : of(out, op.apply(in, a, b));
    }

    /** {@code x} modulo 2^bits of the dtype, sign-extended where it has a sign. */
    public static long wrap(DType dtype, long x) {
        return switch (dtype) {
            case INT8 -> (byte) x;
            case INT16 -> (short) x;
            case INT32 -> (int) x;
            case UINT8 -> x & 0xff;
            case UINT16 -> x & 0xffff;
            case UINT32 -> x & 0xffffffffL;
            default -> x;
        };
    }

    /** Reads the element at byte {@code at}. */
    public static long read(DType dtype, MemorySegment segment, long at) {
        return switch (dtype) {
            case BOOL, INT8 -> segment.get(ValueLayout.JAVA_BYTE, at);
            case UINT8 -> segment.get(ValueLayout.JAVA_BYTE, at) & 0xff;
            case INT16 -> segment.get(ValueLayout.JAVA_SHORT, at);
            case UINT16 -> segment.get(ValueLayout.JAVA_SHORT, at) & 0xffff;
            case INT32 -> segment.get(ValueLayout.JAVA_INT, at);
            case UINT32 -> segment.get(ValueLayout.JAVA_INT, at) & 0xffffffffL;
            case INT64, UINT64, COMPLEX64 -> segment.get(ValueLayout.JAVA_LONG, at);
            case FLOAT16, BFLOAT16 -> Double.doubleToRawLongBits(decodeHalf(dtype, segment.get(ValueLayout.JAVA_SHORT, at)));
            case FLOAT32 -> Double.doubleToRawLongBits(segment.get(ValueLayout.JAVA_FLOAT, at));
            case FLOAT64 -> segment.get(ValueLayout.JAVA_LONG, at);
        };
    }

    /** Writes the element at byte {@code at}. */
    public static void write(DType dtype, MemorySegment segment, long at, long bits) {
        switch (dtype) {
            case BOOL, INT8, UINT8 -> segment.set(ValueLayout.JAVA_BYTE, at, (byte) bits);
            case INT16, UINT16 -> segment.set(ValueLayout.JAVA_SHORT, at, (short) bits);
            case INT32, UINT32 -> segment.set(ValueLayout.JAVA_INT, at, (int) bits);
            case INT64, UINT64, FLOAT64, COMPLEX64 -> segment.set(ValueLayout.JAVA_LONG, at, bits);
            case FLOAT16, BFLOAT16 -> segment.set(ValueLayout.JAVA_SHORT, at, encodeHalf(dtype, (float) Double.longBitsToDouble(bits)));
            case FLOAT32 -> segment.set(ValueLayout.JAVA_FLOAT, at, (float) Double.longBitsToDouble(bits));
        }
    }

    /** A float16 or bfloat16 as a float. */
    public static float decodeHalf(DType dtype, short bits) {
        return dtype == DType.FLOAT16 ? Float.float16ToFloat(bits) : Float.intBitsToFloat(bits << 16);
    }

    /** The float16 or bfloat16 nearest to {@code x}, ties to even. */
    public static short encodeHalf(DType dtype, float x) {
        if (dtype == DType.FLOAT16) return Float.floatToFloat16(x);
        int bits = Float.floatToRawIntBits(x);
        if (x != x) return (short) (bits >>> 16 | 0x40);
        return (short) (bits + 0x7fff + (bits >>> 16 & 1) >>> 16);
    }

    private Scalars() {}
}

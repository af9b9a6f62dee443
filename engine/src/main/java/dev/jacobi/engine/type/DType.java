package dev.jacobi.engine.type;

import java.util.Locale;

/**
 * The type of an array's elements. {@link #promote} is MLX's promotion table; a Java literal is weak and takes its array's dtype
 * ({@link #promoteWeak}).
 */
public enum DType {
    BOOL(1, Kind.BOOL), UINT8(1, Kind.UNSIGNED), UINT16(2, Kind.UNSIGNED), UINT32(4, Kind.UNSIGNED), UINT64(8, Kind.UNSIGNED), INT8(1,
            Kind.SIGNED),
    INT16(2, Kind.SIGNED), INT32(4, Kind.SIGNED), INT64(8,
            Kind.SIGNED),
    FLOAT16(2, Kind.FLOAT), BFLOAT16(2, Kind.FLOAT), FLOAT32(4, Kind.FLOAT), FLOAT64(8, Kind.FLOAT),
    /** Two float32, the real part and then the imaginary part. */
    COMPLEX64(8, Kind.COMPLEX);

    private enum Kind {
        BOOL, UNSIGNED, SIGNED, FLOAT, COMPLEX
    }

    private final int bytes;
    private final Kind kind;

    DType(int bytes, Kind kind) {
        this.bytes = bytes;
        this.kind = kind;
    }

    /** Bytes an element. */
    public int bytes() { return bytes; }

    /** Whether it is one of float16, bfloat16, float32, float64. */
    public boolean isFloating() { return kind == Kind.FLOAT; }

    /** Whether it is complex64. */
    public boolean isComplex() { return kind == Kind.COMPLEX; }

    /** Whether it is floating or complex: what can be differentiated. */
    public boolean isInexact() { return isFloating() || isComplex(); }

    /** The dtype of its real and of its imaginary part: float32 for complex64, else itself. */
    public DType toReal() {
        return isComplex() ? FLOAT32 : this;
    }

    /** Whether it is a signed or unsigned integer; bool is not. */
    public boolean isInteger() {
        return kind == Kind.SIGNED || kind == Kind.UNSIGNED;
    }

    /** Whether it is an unsigned integer. */
    public boolean isUnsigned() { return kind == Kind.UNSIGNED; }

    /** The dtype that an operation on both works in: commutative, {@code int32 + float16 = float16}, {@code uint64 + int64 = float32};
     * with complex64 all are complex64. */
    public DType promote(DType other) {
        if (this == other || other == BOOL) return this;
        if (this == BOOL) return other;
        if (isComplex() || other.isComplex()) return COMPLEX64;
        if (isFloating() != other.isFloating()) return isFloating() ? this : other;
        if (isFloating()) return bytes == other.bytes ? FLOAT32 : bytes > other.bytes ? this : other;
        if (kind == other.kind) return bytes > other.bytes ? this : other;
        DType unsigned = isUnsigned() ? this : other, signed = isUnsigned() ? other : this;
        if (signed.bytes > unsigned.bytes) return signed;
        return switch (unsigned) {
            case UINT8 -> INT16;
            case UINT16 -> INT32;
            case UINT32 -> INT64;
            default -> FLOAT32;
        };
    }

    /** The dtype of this array together with a Java literal: an int keeps integers and floats, a double turns integers into float32. */
    public DType promoteWeak(DType literal) {
        return switch (literal) {
            case BOOL -> this;
            case INT32 -> this == BOOL ? INT32 : this;
            default -> isInexact() ? this : FLOAT32;
        };
    }

    /** This dtype if it is floating or complex, else float32: what {@code sin} of integers works in. */
    public DType toFloating() {
        return isInexact() ? this : FLOAT32;
    }

    /** NumPy's name, as it is printed: {@code float32}. */
    @Override
    public String toString() { return name().toLowerCase(Locale.ROOT); }
}

package dev.jacobi.engine.ir;

import dev.jacobi.engine.type.DType;

/** How many elements become one. */
public enum Reduction {
    SUM(Op.ADD), PROD(Op.MULTIPLY), MAX(Op.MAXIMUM), MIN(Op.MINIMUM);

    private final Op combine;

    Reduction(Op combine) { this.combine = combine; }

    /** The operation between two elements. */
    public Op combine() { return combine; }

    /** What nothing reduces to, as {@link Scalars} codes it: the neutral element. */
    public long identity(DType dtype) {
        return switch (this) {
            case SUM -> Scalars.of(dtype, 0);
            case PROD -> Scalars.of(dtype, 1);
            case MAX -> dtype.isFloating() ? Scalars.of(dtype, Double.NEGATIVE_INFINITY) : lowest(dtype);
            case MIN -> dtype.isFloating() ? Scalars.of(dtype, Double.POSITIVE_INFINITY) : highest(dtype);
        };
    }

    private static long lowest(DType dtype) {
        return dtype == DType.BOOL || dtype.isUnsigned() ? 0 : Long.MIN_VALUE >> 64 - 8 * dtype.bytes();
    }

    private static long highest(DType dtype) {
        return dtype == DType.BOOL ? 1 : dtype == DType.UINT64 ? -1 : dtype.isUnsigned() ? (1L << 8 * dtype.bytes()) - 1 : ~lowest(dtype);
    }
}

package dev.jacobi.engine.cpu.gemm;

import static dev.jacobi.engine.memory.OffHeap.ALL;
import static java.lang.foreign.ValueLayout.JAVA_DOUBLE_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_FLOAT_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_SHORT_UNALIGNED;

/** Element types of the operands. The half types are multiplied and summed in float32. */
public enum Element {
    FLOAT16(2), BFLOAT16(2), FLOAT32(4), FLOAT64(8);

    private final int bytes;

    Element(int bytes) {
        this.bytes = bytes;
    }

    public int bytes() {
        return bytes;
    }

    /** The type of the products, their sums and C. */
    public Element result() {
        return this == FLOAT64 ? FLOAT64 : FLOAT32;
    }

    /** The value at an address, of any type but float64. */
    float read(long address) {
        return switch (this) {
            case FLOAT16 -> Float.float16ToFloat(ALL.get(JAVA_SHORT_UNALIGNED, address));
            case BFLOAT16 -> Float.intBitsToFloat(ALL.get(JAVA_SHORT_UNALIGNED, address) << 16);
            case FLOAT32 -> ALL.get(JAVA_FLOAT_UNALIGNED, address);
            case FLOAT64 -> throw new IllegalStateException("a float64 does not fit a float32");
        };
    }

    /** The value at an address, of any type. */
    double readDouble(long address) {
        return this == FLOAT64 ? ALL.get(JAVA_DOUBLE_UNALIGNED, address) : read(address);
    }

    /** Whether the kernels read it in place; the half types are converted while they are packed. */
    boolean isComputed() {
        return this == result();
    }
}

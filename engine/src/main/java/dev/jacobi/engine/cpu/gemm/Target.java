package dev.jacobi.engine.cpu.gemm;

import java.lang.foreign.MemorySegment;

/**
 * Where the product goes: row-major with contiguous rows, in native memory that no operand shares. Offset and strides count elements.
 *
 * @param leadingDimension from one row to the next
 * @param batchStride from one matrix of the batch to the next
 */
public record Target(MemorySegment base, long offset, long leadingDimension, long batchStride) {

    /** A contiguous row-major target for one matrix at the start of {@code base}. */
    public static Target rowMajor(MemorySegment base, long columns) {
        return new Target(base, 0, columns, 0);
    }

    public Target batched(long stride) {
        return new Target(base, offset, leadingDimension, stride);
    }
}

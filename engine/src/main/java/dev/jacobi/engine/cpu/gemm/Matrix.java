package dev.jacobi.engine.cpu.gemm;

import java.lang.foreign.MemorySegment;

/**
 * An operand in native memory. Offset and strides count elements and may be anything that stays inside the segment: swapped for a
 * transpose, 0 to broadcast, negative to run backwards.
 *
 * @param offset the element of {@code base} at row 0, column 0 of the first matrix
 * @param batchStride from one matrix of the batch to the next
 */
public record Matrix(MemorySegment base, long offset, long rowStride, long columnStride, long batchStride) {

    /** A single matrix, or one that all of a batch share. */
    public Matrix(MemorySegment base, long offset, long rowStride, long columnStride) {
        this(base, offset, rowStride, columnStride, 0);
    }

    /** A contiguous row-major matrix at the start of {@code base}. */
    public static Matrix rowMajor(MemorySegment base, long columns) {
        return new Matrix(base, 0, columns, 1);
    }

    public Matrix transposed() {
        return new Matrix(base, offset, columnStride, rowStride, batchStride);
    }

    public Matrix batched(long stride) {
        return new Matrix(base, offset, rowStride, columnStride, stride);
    }
}

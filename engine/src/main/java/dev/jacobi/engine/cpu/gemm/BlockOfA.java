package dev.jacobi.engine.cpu.gemm;

/**
 * Rows of A, from some depth on.
 *
 * @param groupStride bytes from one group of rows to the next
 */
record BlockOfA(long address, long rowStride, long depthStride, long groupStride) {

    BlockOfA from(int group) {
        return new BlockOfA(address + group * groupStride, rowStride, depthStride, groupStride);
    }

    /** From a row of a group of {@code step} on, to the end of the group. */
    BlockOfA fromRow(int row, int step) {
        return new BlockOfA(address + row / step * groupStride + row % step * rowStride, rowStride, depthStride, groupStride);
    }
}

package dev.jacobi.engine.cpu.gemm;

/** A {@link DirectKernel} whose rows of A lie in segments, with the same sums to the bit. Neighbours along the depth are neighbours in memory. */
interface LineKernel {

    /**
     * Computes the product into C, overwriting it.
     *
     * @param segments of each row of A, one after another the depth of the product
     * @param depth of a segment, at least 1
     * @param table the addresses of the segments of a row of A
     * @param offset bytes from that row to the first of the tile's
     * @param aRowStride bytes from one row of A to the next, at most {@link MicroKernel#LARGEST_ROW_STRIDE}
     * @param b address of a panel of B as wide as the tile, without gaps
     * @param c address of the first element
     * @param cRowStride bytes from one row of C to the next
     */
    void multiply(int segments, int depth, long table, long offset, long aRowStride, long b, long c, long cRowStride);
}

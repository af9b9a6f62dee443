package dev.jacobi.engine.cpu.gemm;

/**
 * The inner product of the blocked algorithm: a tile of C, {@code rows} by {@code vectors} of lanes, held in registers over the whole depth.
 *
 * <p>Each element is one chain of fused multiply-adds in the order of the depth, in every implementation, so that implementations and
 * shapes can take each other's place without changing a bit of a result.
 */
interface MicroKernel {

    /** Bytes: up to here the distances of all rows of a tile are ints. */
    long LARGEST_ROW_STRIDE = Integer.MAX_VALUE / Tile.MAX_ROWS;

    /**
     * Computes the product into the tile, overwriting it. No stride is negative, and that between rows of A at most {@link #LARGEST_ROW_STRIDE}.
     *
     * @param depth the length of the inner product, at least 1
     * @param a address of A's first element
     * @param aRowStride bytes from one row of A to the next
     * @param aDepthStride bytes from one element of a row of A to the next
     * @param b address of the first row of B
     * @param bDepthStride bytes from one row of B to the next; the elements of a row are contiguous
     */
    void multiply(int depth, long a, long aRowStride, long aDepthStride, long b, long bDepthStride, Tile tile);
}

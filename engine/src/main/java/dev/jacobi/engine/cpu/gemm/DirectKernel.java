package dev.jacobi.engine.cpu.gemm;

/** A {@link MicroKernel} that leaves its tile in C: for products that need no second block of the depth, and so small that a tile's way over the heap counts. */
interface DirectKernel {

    /**
     * Computes the product into C, overwriting it. The operands are those of {@link MicroKernel#multiply}.
     *
     * @param c address of the first element
     * @param cRowStride bytes from one row of C to the next
     */
    void multiply(int depth, long a, long aRowStride, long aDepthStride, long b, long bDepthStride, long c, long cRowStride);
}

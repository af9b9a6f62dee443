package dev.jacobi.engine.cpu.gemm;

/** A {@link LineKernel} that leaves its sums in a tile, and whose operands may have any distance along the depth. */
interface LineTileKernel {

    /** Computes the product into the tile, overwriting it. */
    void multiply(int segments, int depth, long table, long offset, long aRowStride, long aDepthStride, long b, long bDepthStride,
            Tile tile);
}

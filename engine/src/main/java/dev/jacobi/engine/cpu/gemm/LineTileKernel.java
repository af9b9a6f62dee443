package dev.jacobi.engine.cpu.gemm;

/** A {@link LineKernel} that leaves its sums in a tile. */
interface LineTileKernel {

    /** Computes the product into the tile, overwriting it. */
    void multiply(int segments, int depth, long table, long offset, long aRowStride, long b, Tile tile);
}

package dev.jacobi.engine.cpu.gemm;

/** The product of a row and a vector, in {@link VectorProduct#LANES} partial sums. */
interface DotKernel {

    /**
     * Leaves the partial sums at the beginning of the tile.
     *
     * @param blocks how many times {@link VectorProduct#LANES} elements there are
     * @param row address of the row, whose elements are contiguous
     * @param vector address of the vector, whose elements are contiguous
     */
    void multiply(int blocks, long row, long vector, Tile tile);
}

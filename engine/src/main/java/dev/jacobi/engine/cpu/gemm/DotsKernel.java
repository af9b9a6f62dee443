package dev.jacobi.engine.cpu.gemm;

/** The products of {@link LongRows#ROWS} rows and a vector, each in {@link LongRows#LANES} partial sums. */
interface DotsKernel {

    /**
     * Leaves the partial sums, row after row, at the beginning of the tile.
     *
     * @param blocks how many times {@link LongRows#LANES} elements there are
     * @param row0 address of the first row; its elements, as those of the others and of the vector, are contiguous
     */
    void multiply(int blocks, long row0, long row1, long row2, long row3, long vector, Tile tile);
}

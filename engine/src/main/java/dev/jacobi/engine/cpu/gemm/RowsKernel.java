package dev.jacobi.engine.cpu.gemm;

/** Adds the multiples of {@link RowProduct#ROWS} rows to a row of sums. */
interface RowsKernel {

    /**
     * Adds so many vectors of each row, one row after another.
     *
     * @param factors address of the rows' factors, side by side
     * @param row0 address of the first row; its elements, as those of the others and of the sums, are contiguous
     */
    void add(int vectors, long factors, long row0, long row1, long row2, long row3, long sums);
}

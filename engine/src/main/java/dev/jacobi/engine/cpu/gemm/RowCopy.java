package dev.jacobi.engine.cpu.gemm;

/** Copies rows of a fixed number of vectors. */
interface RowCopy {

    /**
     * Copies one row after another, so that a row may overwrite the end of the one before.
     *
     * @param from address of the first row
     * @param fromRow bytes from one row to the next
     * @param to address of the first copy
     * @param toRow bytes from one copy to the next
     */
    void copy(int rows, long from, long fromRow, long to, long toRow);
}

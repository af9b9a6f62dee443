package dev.jacobi.engine.cpu.gemm;

/** Transposes square blocks, whose sides are as many elements as a vector has lanes, on their way from memory to memory. */
interface BlockTurn {

    /**
     * Reads blocks that lie side by side, and writes their columns as rows.
     *
     * @param blocks how many
     * @param from address of the first element of the first block; elements of a row are contiguous
     * @param fromRow bytes from one row of a block to the next
     * @param fromBlock bytes from one block to the next
     * @param to address of the first block's first column
     * @param toRow bytes from where one column is written to where the next is
     * @param toBlock bytes from where one block is written to where the next is
     */
    void turn(int blocks, long from, long fromRow, long fromBlock, long to, long toRow, long toBlock);
}

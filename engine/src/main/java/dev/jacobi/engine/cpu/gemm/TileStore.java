package dev.jacobi.engine.cpu.gemm;

/** Moves a finished tile to C. */
interface TileStore {

    /**
     * Writes {@code rows} rows of {@code vectors} whole vectors to C, or adds to what is there.
     *
     * @param c address of the first element
     * @param cRowStride bytes from one row of C to the next
     */
    void store(Tile tile, long c, long cRowStride, int rows, int vectors, boolean accumulate);
}

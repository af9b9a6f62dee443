package dev.jacobi.engine.cpu.gemm;

/** A matrix A that is written block by block when a product needs it, because the whole of it would be too large. Any thread may call. */
public interface Rows {

    /** Whether neighbours along the depth are neighbours in the blocks that {@link #write} makes; otherwise neighbouring rows are. */
    boolean isAlongDepth();

    /** Writes a block without gaps from the absolute address {@code to} on. */
    void write(int fromRow, int toRow, int fromDepth, int toDepth, long to);
}

package dev.jacobi.engine.cpu.gemm;

/**
 * The sizes of {@code batch} products C[rows, columns] = A[rows, depth] B[depth, columns]. Any of them may be 0.
 */
public record GemmShape(int batch, int rows, int columns, int depth) {

    public GemmShape {
        if (batch < 0 || rows < 0 || columns < 0 || depth < 0) {
            throw new IllegalArgumentException("[gemm] negative size in batch " + batch + ", rows " + rows + ", columns " + columns
                    + ", depth " + depth + "; sizes are 0 or more");
        }
    }

    /** A single product. */
    public static GemmShape of(int rows, int columns, int depth) {
        return new GemmShape(1, rows, columns, depth);
    }

    boolean isEmpty() { return batch == 0 || rows == 0 || columns == 0; }

    double multiplications() {
        return (double) batch * rows * columns * depth;
    }
}

package dev.jacobi.engine.cpu.gemm;

import static dev.jacobi.engine.memory.OffHeap.ALL;
import static java.lang.foreign.ValueLayout.JAVA_DOUBLE_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_FLOAT_UNALIGNED;

/**
 * Where a micro-kernel leaves its accumulators. On the heap, because a kernel with many segment stores overflows the first compiler's
 * registers and is then never compiled well.
 */
final class Tile {

    /** Most rows of any kernel. */
    static final int MAX_ROWS = 8;
    /** Most vectors in a row of any kernel. */
    static final int MAX_VECTORS = 4;

    // One of the two is empty.
    final float[] floats;
    final double[] doubles;

    private final Lanes lanes;

    Tile(Lanes lanes) {
        this.lanes = lanes;
        int size = MAX_ROWS * rowStride(lanes);
        floats = new float[lanes.isDouble() ? 0 : size];
        doubles = new double[lanes.isDouble() ? size : 0];
    }

    /** Elements from one row of a tile to the next, the same for all kernels of a width. */
    static int rowStride(Lanes lanes) {
        return MAX_VECTORS * lanes.count();
    }

    /** Writes the columns {@code from..to-1}, too few for a vector, to C, whose column 0 is at {@code c}, or adds them to what is there. */
    void storeColumns(long c, long cRowStride, int rows, int from, int to, boolean accumulate) {
        for (int r = 0; r < rows; r++) {
            if (lanes.isDouble()) {
                storeRow(doubles, r * rowStride(lanes), c + r * cRowStride, from, to, accumulate);
            } else {
                storeRow(floats, r * rowStride(lanes), c + r * cRowStride, from, to, accumulate);
            }
        }
    }

    private static void storeRow(float[] tile, int at, long c, int from, int to, boolean accumulate) {
        for (int j = from; j < to; j++) {
            long address = c + (long) Float.BYTES * j;
            ALL.set(JAVA_FLOAT_UNALIGNED, address, accumulate ? tile[at + j] + ALL.get(JAVA_FLOAT_UNALIGNED, address) : tile[at + j]);
        }
    }

    private static void storeRow(double[] tile, int at, long c, int from, int to, boolean accumulate) {
        for (int j = from; j < to; j++) {
            long address = c + (long) Double.BYTES * j;
            ALL.set(JAVA_DOUBLE_UNALIGNED, address, accumulate ? tile[at + j] + ALL.get(JAVA_DOUBLE_UNALIGNED, address) : tile[at + j]);
        }
    }
}

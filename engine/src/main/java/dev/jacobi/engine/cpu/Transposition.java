package dev.jacobi.engine.cpu;

import dev.jacobi.engine.cpu.threads.Workers;
import dev.jacobi.engine.memory.OffHeap;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/** Matrices copied to their transposes, block by block, so that each cache line is read and written once. */
final class Transposition {
    /** Rows whose elements fill a cache line of the source. */
    private static final int LINE = 16;
    /**
     * Rows and columns of the result a block: some neighbouring lines of each row of the source and of the result, so that what is fetched ahead is of use, and
     * not more than the second-level cache holds.
     */
    private static final int ROWS = 8 * LINE, COLUMNS = 64;
    static final double NANOS_EACH = 0.4;
    private static final double SHORTEST = 4_000;

    /**
     * Copies {@code rows x columns} elements. In the source neighbours along the rows of the result are {@code fromStride} elements apart, and neighbours
     * along its columns are side by side; in the target rows are {@code toStride} elements apart.
     */
    static void copy(int bytes, int rows, int columns, long from, long fromStride, long to, long toStride) {
        int bands = (rows + LINE - 1) / LINE;
        int parts = Math.max(1, Math.min(bands, Workers.shared().partsFor((double) rows * columns * NANOS_EACH, SHORTEST)));
        Workers.shared().parallelFor(parts, p -> {
            int end = (int) Math.min(rows, (long) bands * (p + 1) / parts * LINE), most = bytes == 4 ? ROWS : LINE;
            float[] block = bytes == 4 ? new float[ROWS * COLUMNS] : new float[0];
            for (int row = (int) ((long) bands * p / parts * LINE); row < end; row += most) {
                int height = Math.min(most, end - row);
                for (int column = 0; column < columns; column += COLUMNS) {
                    int width = Math.min(COLUMNS, columns - column);
                    long source = from + (row + column * fromStride) * bytes, target = to + (row * toStride + column) * bytes;
                    if (bytes == 4) floats(block, height, width, source, fromStride * bytes, target, toStride * bytes);
                    else
                        elements(bytes, height, width, source, fromStride * bytes, target, toStride * bytes);
                }
            }
        });
    }

    /** Elements of 4 bytes, by small blocks in registers: column c of group g of rows begins at {@code (g * COLUMNS + c)} times their side. */
    private static void floats(float[] block, int height, int width, long from, long fromStride, long to, long toStride) {
        int side = FloatBlocks.SIDE;
        for (int c = 0; c < width; c++) FloatBlocks.spread(OffHeap.ALL, from + c * fromStride, height, block, c * side, COLUMNS * side);
        for (int r = 0; r < height; r += side) {
            int group = r / side * COLUMNS;
            for (int c = 0; c < width; c += side) FloatBlocks.transpose(block, (group + c) * side);
            for (int k = 0; k < side && r + k < height; k++)
                FloatBlocks.gather(block, (group + k) * side, side * side, width, OffHeap.ALL, to + (r + k) * toStride);
        }
    }

    private static void elements(int bytes, int height, int width, long from, long fromStride, long to, long toStride) {
        MemorySegment all = OffHeap.ALL;
        for (int r = 0; r < height; r++) {
            long source = from + (long) r * bytes, target = to + r * toStride;
            switch (bytes) {
                case 1 -> {
                    for (int c = 0; c < width; c++)
                        all.set(ValueLayout.JAVA_BYTE, target + c, all.get(ValueLayout.JAVA_BYTE, source + c * fromStride));
                }
                case 2 -> {
                    for (int c = 0; c < width; c++)
                        all.set(ValueLayout.JAVA_SHORT, target + c * 2L, all.get(ValueLayout.JAVA_SHORT, source + c * fromStride));
                }
                default -> {
                    for (int c = 0; c < width; c++)
                        all.set(ValueLayout.JAVA_LONG, target + c * 8L, all.get(ValueLayout.JAVA_LONG, source + c * fromStride));
                }
            }
        }
    }

    private Transposition() {}
}

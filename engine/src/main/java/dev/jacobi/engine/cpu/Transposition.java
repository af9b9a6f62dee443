package dev.jacobi.engine.cpu;

import dev.jacobi.engine.cpu.threads.Workers;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/** Matrices copied to their transposes, block by block, so that each cache line is read and written once. */
final class Transposition {
    /** Rows of the result a block: the floats of a cache line; and columns, so that what is written of a row at a time is long enough to be foreseen. */
    private static final int ROWS = 16, COLUMNS = 256;
    static final double NANOS_EACH = 0.4;
    private static final double SHORTEST = 4_000;

    /**
     * Copies {@code rows x columns} elements. In the source neighbours along the rows of the result are {@code fromStride} elements apart, and neighbours
     * along its columns are side by side; in the target rows are {@code toStride} elements apart.
     */
    static void copy(int bytes, int rows, int columns, MemorySegment from, long f, long fromStride, MemorySegment to, long t,
            long toStride) {
        int bands = (rows + ROWS - 1) / ROWS;
        int parts = Math.max(1, Math.min(bands, Workers.shared().partsFor((double) rows * columns * NANOS_EACH, SHORTEST)));
        Workers.shared().parallelFor(parts, p -> {
            float[] block = bytes == 4 ? new float[ROWS * COLUMNS] : new float[0];
            for (int band = (int) ((long) bands * p / parts); band < (long) bands * (p + 1) / parts; band++) {
                int row = band * ROWS, height = Math.min(ROWS, rows - row);
                for (int column = 0; column < columns; column += COLUMNS) {
                    int width = Math.min(COLUMNS, columns - column);
                    long source = f + row + column * fromStride, target = t + row * toStride + column;
                    if (bytes == 4) floats(block, height, width, from, source * 4, fromStride * 4, to, target * 4, toStride * 4);
                    else
                        elements(bytes, height, width, from, source, fromStride, to, target, toStride);
                }
            }
        });
    }

    /** Elements of 4 bytes, by small blocks in registers: column c of group g of rows begins at {@code (g * COLUMNS + c)} times their side. */
    private static void floats(float[] block, int height, int width, MemorySegment from, long f, long fromStride, MemorySegment to, long t,
            long toStride) {
        int side = FloatBlocks.SIDE;
        for (int c = 0; c < width; c++) {
            for (int r = 0; r < height; r += side)
                FloatBlocks.load(from, f + c * fromStride + r * 4L, block, (r / side * COLUMNS + c) * side, Math.min(side, height - r));
        }
        for (int r = 0; r < height; r += side) {
            for (int c = 0; c < width; c += side) FloatBlocks.transpose(block, (r / side * COLUMNS + c) * side);
            for (int k = 0; k < side && r + k < height; k++) {
                long row = t + (r + k) * toStride;
                for (int c = 0; c < width; c += side)
                    FloatBlocks.store(block, (r / side * COLUMNS + c + k) * side, to, row + c * 4L, Math.min(side, width - c));
            }
        }
    }

    private static void elements(int bytes, int height, int width, MemorySegment from, long f, long fromStride, MemorySegment to, long t,
            long toStride) {
        for (int r = 0; r < height; r++) {
            long source = f + r, target = t + r * toStride;
            switch (bytes) {
                case 1 -> {
                    for (int c = 0; c < width; c++)
                        to.set(ValueLayout.JAVA_BYTE, target + c, from.get(ValueLayout.JAVA_BYTE, source + c * fromStride));
                }
                case 2 -> {
                    for (int c = 0; c < width; c++)
                        to.set(ValueLayout.JAVA_SHORT, (target + c) * 2, from.get(ValueLayout.JAVA_SHORT, (source + c * fromStride) * 2));
                }
                default -> {
                    for (int c = 0; c < width; c++)
                        to.set(ValueLayout.JAVA_LONG, (target + c) * 8, from.get(ValueLayout.JAVA_LONG, (source + c * fromStride) * 8));
                }
            }
        }
    }

    private Transposition() {}
}

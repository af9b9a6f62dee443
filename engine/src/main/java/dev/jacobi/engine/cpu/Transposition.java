package dev.jacobi.engine.cpu;

import dev.jacobi.engine.cpu.threads.Workers;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/** Matrices copied to their transposes, block by block, so that each cache line is read and written once. */
final class Transposition {
    /** Rows of the result a block: the elements of one cache line of floats; and columns, for which a block stays in the first-level cache. */
    private static final int ROWS = 16, COLUMNS = 64;
    private static final double NANOS_EACH = 0.4, SHORTEST = 4_000;

    /**
     * Copies {@code rows x columns} elements. In the source neighbours along the rows of the result are {@code fromStride} elements apart, and neighbours
     * along its columns are side by side; in the target rows are {@code toStride} elements apart.
     */
    static void copy(int bytes, int rows, int columns, MemorySegment from, long f, long fromStride, MemorySegment to, long t,
            long toStride) {
        int bands = (rows + ROWS - 1) / ROWS;
        int parts = Math.min(bands, Workers.shared().partsFor((double) rows * columns * NANOS_EACH, SHORTEST));
        Workers.shared().parallelFor(Math.max(1, parts), p -> {
            Block block = new Block();
            for (int band = (int) ((long) bands * p / parts(parts)); band < (long) bands * (p + 1) / parts(parts); band++) {
                int row = band * ROWS, height = Math.min(ROWS, rows - row);
                for (int column = 0; column < columns; column += COLUMNS) {
                    int width = Math.min(COLUMNS, columns - column);
                    block.copy(bytes, height, width, from, f + row + column * fromStride, fromStride, to, t + row * toStride + column,
                            toStride);
                }
            }
        });
    }

    private static int parts(int parts) { return Math.max(1, parts); }

    /** A block on its way. */
    private static final class Block {
        private final int[] in = new int[ROWS * COLUMNS], out = new int[ROWS * COLUMNS];

        void copy(int bytes, int height, int width, MemorySegment from, long f, long fromStride, MemorySegment to, long t, long toStride) {
            if (bytes != 4) {
                elements(bytes, height, width, from, f, fromStride, to, t, toStride);
                return;
            }
            for (int c = 0; c < width; c++) MemorySegment.copy(from, ValueLayout.JAVA_INT, (f + c * fromStride) * 4, in, c * ROWS, height);
            for (int r = 0; r < height; r++) {
                for (int c = 0; c < width; c++) out[c] = in[c * ROWS + r];
                MemorySegment.copy(out, 0, to, ValueLayout.JAVA_INT, (t + r * toStride) * 4, width);
            }
        }

        private static void elements(int bytes, int height, int width, MemorySegment from, long f, long fromStride, MemorySegment to,
                long t, long toStride) {
            for (int r = 0; r < height; r++) {
                for (int c = 0; c < width; c++) {
                    long source = (f + r + c * fromStride) * bytes, target = (t + r * toStride + c) * bytes;
                    switch (bytes) {
                        case 1 -> to.set(ValueLayout.JAVA_BYTE, target, from.get(ValueLayout.JAVA_BYTE, source));
                        case 2 -> to.set(ValueLayout.JAVA_SHORT, target, from.get(ValueLayout.JAVA_SHORT, source));
                        default -> to.set(ValueLayout.JAVA_LONG, target, from.get(ValueLayout.JAVA_LONG, source));
                    }
                }
            }
        }
    }

    private Transposition() {}
}

package dev.jacobi.engine.cpu.gemm;

import static dev.jacobi.engine.memory.OffHeap.ALL;
import static java.lang.foreign.ValueLayout.JAVA_DOUBLE_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_FLOAT_UNALIGNED;

import java.lang.foreign.MemorySegment;

/**
 * A block of C in plain loops over heap arrays: what computes until the emitted kernels are compiled, and what they are held against.
 *
 * <p>Built to be fast at once: the hot loop is small, so the JIT has it vectorised within milliseconds, and everything around it runs once
 * for hundreds of multiply-adds. To be vectorised, every array in that loop must be one of its own that starts at 0, and all be read before the first is written.
 */
abstract sealed class PlainBlock {

    /** Rows of C and steps of the depth at a time: each element of B is loaded once for so many rows, each of C once for so many steps. */
    private static final int ROWS = 4, STEPS = 4;

    /** Bytes of a row of B: below that the loop over its columns is over before it is fast. 16 floats at a time go at 3 multiply-adds a nanosecond, 256 at 10. */
    private static final int ROW_BYTES = 1024;

    /** Most rows of A, and most of its depth, in work space that is kept: no block of a product is deeper, since any may have to be computed here. */
    static final int MAX_ROWS = 40 * Tile.MAX_ROWS, MAX_DEPTH = 1024;

    /** Columns of the widest block; those of any panel fill it several times. */
    static int columns(Lanes lanes) {
        return ROW_BYTES / lanes.elementBytes();
    }

    /** How many panels of so many columns are in the widest block. */
    static int panels(Lanes lanes, int panelColumns) {
        return columns(lanes) / panelColumns;
    }

    private static int padded(int rows) {
        return (rows + ROWS - 1) / ROWS * ROWS;
    }

    // Java has no generics over primitives: the two classes below differ in their type only, and hold what must be compiled for it.

    /** Work space for blocks of up to {@code rows} rows, {@code depth}, and the columns of the widest one. */
    static PlainBlock of(Lanes lanes, int rows, int depth) {
        return lanes.isDouble() ? new OfDouble(rows, columns(lanes), depth) : new OfFloat(rows, columns(lanes), depth);
    }

    private int rows;
    private int depth;
    private int width;

    /** Takes the rows of A that the next calls multiply. */
    final void loadA(Element element, long a, long rowStride, long depthStride, int rows, int depth) {
        loadA(element, a, rowStride, depthStride, rows, 0, depth);
    }

    /** Takes {@code count} steps of the depth from {@code at} on, behind those of earlier calls. */
    final void loadA(Element element, long a, long rowStride, long depthStride, int rows, int at, int count) {
        this.rows = rows;
        this.depth = at + count;
        for (int r = 0; r < rows; r++) {
            loadRowOfA(element, a + r * rowStride, depthStride, r, at, count);
        }
    }

    /** Takes {@code count} columns of B from {@code at} on, beside those of earlier calls: the next calls multiply by columns 0 .. at + count - 1. */
    final void loadB(long b, long depthStride, int depth, int at, int count) {
        width = at + count;
        for (int p = 0; p < depth; p++) {
            loadRowOfB(b + p * depthStride, p, at, count);
        }
    }

    /** Multiplies the rows of A by the columns of B, and replaces C with the product or adds to it. */
    final void multiply(long c, long cRowStride, boolean accumulate) {
        for (int r = 0; r < rows; r += ROWS) {
            sumRowsFrom(r);
            for (int k = r; k < Math.min(rows, r + ROWS); k++) {
                store(k - r, c + k * cRowStride, width, accumulate);
            }
        }
    }

    /** Sums a few rows of what is in the block already, for the compiler's eyes only. */
    final void sumRows(int depth, int width) {
        this.depth = depth;
        this.width = width;
        sumRowsFrom(0);
    }

    /** How many multiply-adds {@link #sumRows} does. */
    static long multiplications(int depth, int width) {
        return (long) ROWS * depth * width;
    }

    /** The sums of rows r .. r + 3; those behind the last row are of what is left from before, and not used. */
    private void sumRowsFrom(int r) {
        clear(width);
        int p = 0;
        for (; p + STEPS <= depth; p += STEPS) {
            addFour(r, p, width);
        }
        for (; p < depth; p++) {
            for (int k = 0; k < ROWS; k++) {
                addOne(k, r, p, width);
            }
        }
    }

    abstract void loadRowOfA(Element element, long from, long depthStride, int r, int at, int count);

    abstract void loadRowOfB(long from, int p, int at, int count);

    abstract void clear(int width);

    /** Adds the products of rows r .. r + 3 of A and p .. p + 3 of B to all sums. */
    abstract void addFour(int r, int p, int width);

    /** Adds the product of row r + k of A and row p of B to sum k. */
    abstract void addOne(int k, int r, int p, int width);

    /** Writes sum k to a row of C, or adds it. */
    abstract void store(int k, long row, int width, boolean accumulate);

    private static final class OfFloat extends PlainBlock {
        private final float[][] a;
        private final float[][] b;
        private final float[][] sums;
        private final float[] old;
        /** Copied, where Arrays would do: its loop would have to be compiled too. */
        private final float[] zeros;

        private OfFloat(int rows, int columns, int depth) {
            a = new float[padded(rows)][depth];
            b = new float[depth][columns];
            sums = new float[ROWS][columns];
            old = new float[columns];
            zeros = new float[columns];
        }

        @Override
        void loadRowOfA(Element element, long from, long depthStride, int r, int at, int count) {
            if (element == Element.FLOAT32 && depthStride == Float.BYTES) {
                MemorySegment.copy(ALL, JAVA_FLOAT_UNALIGNED, from, a[r], at, count);
            } else {
                for (int p = 0; p < count; p++) {
                    a[r][at + p] = element.read(from + p * depthStride);
                }
            }
        }

        @Override
        void loadRowOfB(long from, int p, int at, int count) {
            MemorySegment.copy(ALL, JAVA_FLOAT_UNALIGNED, from, b[p], at, count);
        }

        @Override
        void clear(int width) {
            for (float[] row : sums) {
                System.arraycopy(zeros, 0, row, 0, width);
            }
        }

        @Override
        void addFour(int r, int p, int width) {
            addFour(sums[0], sums[1], sums[2], sums[3], b, a, r, p, width);
        }

        @Override
        void addOne(int k, int r, int p, int width) {
            addOne(sums[k], b[p], a[r + k][p], width);
        }

        @Override
        void store(int k, long row, int width, boolean accumulate) {
            if (accumulate) {
                MemorySegment.copy(ALL, JAVA_FLOAT_UNALIGNED, row, old, 0, width);
                add(sums[k], old, width);
            }
            MemorySegment.copy(sums[k], 0, ALL, JAVA_FLOAT_UNALIGNED, row, width);
        }

        private static void add(float[] sums, float[] old, int width) {
            for (int j = 0; j < width; j++) {
                sums[j] += old[j];
            }
        }

        private static void addOne(float[] sums, float[] b, float factor, int width) {
            for (int j = 0; j < width; j++) {
                sums[j] = Math.fma(factor, b[j], sums[j]);
            }
        }

        private static void addFour(float[] s0, float[] s1, float[] s2, float[] s3, float[][] b, float[][] a, int r, int p,
                int width) {
            float[] b0 = b[p], b1 = b[p + 1], b2 = b[p + 2], b3 = b[p + 3];
            float[] row0 = a[r];
            float f00 = row0[p], f01 = row0[p + 1], f02 = row0[p + 2], f03 = row0[p + 3];
            float[] row1 = a[r + 1];
            float f10 = row1[p], f11 = row1[p + 1], f12 = row1[p + 2], f13 = row1[p + 3];
            float[] row2 = a[r + 2];
            float f20 = row2[p], f21 = row2[p + 1], f22 = row2[p + 2], f23 = row2[p + 3];
            float[] row3 = a[r + 3];
            float f30 = row3[p], f31 = row3[p + 1], f32 = row3[p + 2], f33 = row3[p + 3];
            for (int j = 0; j < width; j++) {
                float x0 = b0[j], x1 = b1[j], x2 = b2[j], x3 = b3[j];
                float y0 = s0[j], y1 = s1[j], y2 = s2[j], y3 = s3[j];
                s0[j] = Math.fma(f03, x3, Math.fma(f02, x2, Math.fma(f01, x1, Math.fma(f00, x0, y0))));
                s1[j] = Math.fma(f13, x3, Math.fma(f12, x2, Math.fma(f11, x1, Math.fma(f10, x0, y1))));
                s2[j] = Math.fma(f23, x3, Math.fma(f22, x2, Math.fma(f21, x1, Math.fma(f20, x0, y2))));
                s3[j] = Math.fma(f33, x3, Math.fma(f32, x2, Math.fma(f31, x1, Math.fma(f30, x0, y3))));
            }
        }
    }

    private static final class OfDouble extends PlainBlock {
        private final double[][] a;
        private final double[][] b;
        private final double[][] sums;
        private final double[] old;
        /** Copied, where Arrays would do: its loop would have to be compiled too. */
        private final double[] zeros;

        private OfDouble(int rows, int columns, int depth) {
            a = new double[padded(rows)][depth];
            b = new double[depth][columns];
            sums = new double[ROWS][columns];
            old = new double[columns];
            zeros = new double[columns];
        }

        @Override
        void loadRowOfA(Element element, long from, long depthStride, int r, int at, int count) {
            if (element == Element.FLOAT64 && depthStride == Double.BYTES) {
                MemorySegment.copy(ALL, JAVA_DOUBLE_UNALIGNED, from, a[r], at, count);
            } else {
                for (int p = 0; p < count; p++) {
                    a[r][at + p] = element.readDouble(from + p * depthStride);
                }
            }
        }

        @Override
        void loadRowOfB(long from, int p, int at, int count) {
            MemorySegment.copy(ALL, JAVA_DOUBLE_UNALIGNED, from, b[p], at, count);
        }

        @Override
        void clear(int width) {
            for (double[] row : sums) {
                System.arraycopy(zeros, 0, row, 0, width);
            }
        }

        @Override
        void addFour(int r, int p, int width) {
            addFour(sums[0], sums[1], sums[2], sums[3], b, a, r, p, width);
        }

        @Override
        void addOne(int k, int r, int p, int width) {
            addOne(sums[k], b[p], a[r + k][p], width);
        }

        @Override
        void store(int k, long row, int width, boolean accumulate) {
            if (accumulate) {
                MemorySegment.copy(ALL, JAVA_DOUBLE_UNALIGNED, row, old, 0, width);
                add(sums[k], old, width);
            }
            MemorySegment.copy(sums[k], 0, ALL, JAVA_DOUBLE_UNALIGNED, row, width);
        }

        private static void add(double[] sums, double[] old, int width) {
            for (int j = 0; j < width; j++) {
                sums[j] += old[j];
            }
        }

        private static void addOne(double[] sums, double[] b, double factor, int width) {
            for (int j = 0; j < width; j++) {
                sums[j] = Math.fma(factor, b[j], sums[j]);
            }
        }

        private static void addFour(double[] s0, double[] s1, double[] s2, double[] s3, double[][] b, double[][] a, int r, int p,
                int width) {
            double[] b0 = b[p], b1 = b[p + 1], b2 = b[p + 2], b3 = b[p + 3];
            double[] row0 = a[r];
            double f00 = row0[p], f01 = row0[p + 1], f02 = row0[p + 2], f03 = row0[p + 3];
            double[] row1 = a[r + 1];
            double f10 = row1[p], f11 = row1[p + 1], f12 = row1[p + 2], f13 = row1[p + 3];
            double[] row2 = a[r + 2];
            double f20 = row2[p], f21 = row2[p + 1], f22 = row2[p + 2], f23 = row2[p + 3];
            double[] row3 = a[r + 3];
            double f30 = row3[p], f31 = row3[p + 1], f32 = row3[p + 2], f33 = row3[p + 3];
            for (int j = 0; j < width; j++) {
                double x0 = b0[j], x1 = b1[j], x2 = b2[j], x3 = b3[j];
                double y0 = s0[j], y1 = s1[j], y2 = s2[j], y3 = s3[j];
                s0[j] = Math.fma(f03, x3, Math.fma(f02, x2, Math.fma(f01, x1, Math.fma(f00, x0, y0))));
                s1[j] = Math.fma(f13, x3, Math.fma(f12, x2, Math.fma(f11, x1, Math.fma(f10, x0, y1))));
                s2[j] = Math.fma(f23, x3, Math.fma(f22, x2, Math.fma(f21, x1, Math.fma(f20, x0, y2))));
                s3[j] = Math.fma(f33, x3, Math.fma(f32, x2, Math.fma(f31, x1, Math.fma(f30, x0, y3))));
            }
        }
    }
}

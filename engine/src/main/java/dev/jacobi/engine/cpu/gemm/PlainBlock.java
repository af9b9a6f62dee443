package dev.jacobi.engine.cpu.gemm;

import static dev.jacobi.engine.memory.OffHeap.ALL;
import static java.lang.foreign.ValueLayout.JAVA_DOUBLE_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_FLOAT_UNALIGNED;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;

/**
 * A block of C in plain loops over heap arrays: what computes until the emitted kernels are compiled, and what they are held against.
 *
 * <p>Built to be fast at once: the hot loop is small, so the JIT has it vectorised within milliseconds, and everything around it runs once
 * for hundreds of multiply-adds. To be vectorised, every array in that loop must be one of its own that starts at 0, and all be read before the first is written.
 */
abstract sealed class PlainBlock {

    /** Rows of C and steps of the depth at a time: each element of B is loaded once for so many rows, each of C once for so many steps. */
    private static final int ROWS = 4, STEPS = 4;

    private static int padded(int rows) {
        return (rows + ROWS - 1) / ROWS * ROWS;
    }

    // Java has no generics over primitives: the two classes below differ in their type only, and hold what must be compiled for it.

    /** Work space for blocks of up to {@code rows} rows, {@code columns} columns and {@code depth}. */
    static PlainBlock of(Lanes lanes, int rows, int columns, int depth) {
        return lanes.isDouble() ? new OfDouble(rows, columns, depth) : new OfFloat(rows, columns, depth);
    }

    private int rows;
    private int depth;

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

    /** Multiplies the rows of A by a panel of B, and replaces C with the product or adds to it. */
    final void multiply(long b, long bDepthStride, int width, long c, long cRowStride, boolean accumulate) {
        for (int p = 0; p < depth; p++) {
            loadRowOfB(b + p * bDepthStride, p, width);
        }
        for (int r = 0; r < rows; r += ROWS) {
            sumRowsFrom(r);
            for (int k = r; k < Math.min(rows, r + ROWS); k++) {
                store(k - r, c + k * cRowStride, width, accumulate);
            }
        }
    }

    /** Sums what is in the block already, for the compiler's eyes only. */
    final void sumAll(int rows, int depth) {
        this.depth = depth;
        for (int r = 0; r < rows; r += ROWS) {
            sumRowsFrom(r);
        }
    }

    /** The sums of rows r .. r + 3; those behind the last row are of what is left from before, and not used. */
    private void sumRowsFrom(int r) {
        clear();
        int p = 0;
        for (; p + STEPS <= depth; p += STEPS) {
            addFour(r, p);
        }
        for (; p < depth; p++) {
            for (int k = 0; k < ROWS; k++) {
                addOne(k, r, p);
            }
        }
    }

    abstract void loadRowOfA(Element element, long from, long depthStride, int r, int at, int count);

    abstract void loadRowOfB(long from, int p, int width);

    abstract void clear();

    /** Adds the products of rows r .. r + 3 of A and p .. p + 3 of B to all sums. */
    abstract void addFour(int r, int p);

    /** Adds the product of row r + k of A and row p of B to sum k. */
    abstract void addOne(int k, int r, int p);

    /** Writes sum k to a row of C, or adds it. */
    abstract void store(int k, long row, int width, boolean accumulate);

    private static final class OfFloat extends PlainBlock {
        private final float[][] a;
        private final float[][] b;
        private final float[][] sums;
        private final float[] old;

        private OfFloat(int rows, int columns, int depth) {
            a = new float[padded(rows)][depth];
            b = new float[depth][columns];
            sums = new float[ROWS][columns];
            old = new float[columns];
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
        void loadRowOfB(long from, int p, int width) {
            MemorySegment.copy(ALL, JAVA_FLOAT_UNALIGNED, from, b[p], 0, width);
        }

        @Override
        void clear() {
            for (float[] row : sums) {
                Arrays.fill(row, 0);
            }
        }

        @Override
        void addFour(int r, int p) {
            addFour(sums[0], sums[1], sums[2], sums[3], b, a, r, p);
        }

        @Override
        void addOne(int k, int r, int p) {
            addOne(sums[k], b[p], a[r + k][p]);
        }

        @Override
        void store(int k, long row, int width, boolean accumulate) {
            if (accumulate) {
                MemorySegment.copy(ALL, JAVA_FLOAT_UNALIGNED, row, old, 0, width);
                add(sums[k], old);
            }
            MemorySegment.copy(sums[k], 0, ALL, JAVA_FLOAT_UNALIGNED, row, width);
        }

        private static void add(float[] sums, float[] old) {
            for (int j = 0; j < sums.length; j++) {
                sums[j] += old[j];
            }
        }

        private static void addOne(float[] sums, float[] b, float factor) {
            for (int j = 0; j < sums.length; j++) {
                sums[j] = Math.fma(factor, b[j], sums[j]);
            }
        }

        private static void addFour(float[] s0, float[] s1, float[] s2, float[] s3, float[][] b, float[][] a, int r, int p) {
            float[] b0 = b[p], b1 = b[p + 1], b2 = b[p + 2], b3 = b[p + 3];
            float[] row0 = a[r];
            float f00 = row0[p], f01 = row0[p + 1], f02 = row0[p + 2], f03 = row0[p + 3];
            float[] row1 = a[r + 1];
            float f10 = row1[p], f11 = row1[p + 1], f12 = row1[p + 2], f13 = row1[p + 3];
            float[] row2 = a[r + 2];
            float f20 = row2[p], f21 = row2[p + 1], f22 = row2[p + 2], f23 = row2[p + 3];
            float[] row3 = a[r + 3];
            float f30 = row3[p], f31 = row3[p + 1], f32 = row3[p + 2], f33 = row3[p + 3];
            for (int j = 0; j < s0.length; j++) {
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

        private OfDouble(int rows, int columns, int depth) {
            a = new double[padded(rows)][depth];
            b = new double[depth][columns];
            sums = new double[ROWS][columns];
            old = new double[columns];
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
        void loadRowOfB(long from, int p, int width) {
            MemorySegment.copy(ALL, JAVA_DOUBLE_UNALIGNED, from, b[p], 0, width);
        }

        @Override
        void clear() {
            for (double[] row : sums) {
                Arrays.fill(row, 0);
            }
        }

        @Override
        void addFour(int r, int p) {
            addFour(sums[0], sums[1], sums[2], sums[3], b, a, r, p);
        }

        @Override
        void addOne(int k, int r, int p) {
            addOne(sums[k], b[p], a[r + k][p]);
        }

        @Override
        void store(int k, long row, int width, boolean accumulate) {
            if (accumulate) {
                MemorySegment.copy(ALL, JAVA_DOUBLE_UNALIGNED, row, old, 0, width);
                add(sums[k], old);
            }
            MemorySegment.copy(sums[k], 0, ALL, JAVA_DOUBLE_UNALIGNED, row, width);
        }

        private static void add(double[] sums, double[] old) {
            for (int j = 0; j < sums.length; j++) {
                sums[j] += old[j];
            }
        }

        private static void addOne(double[] sums, double[] b, double factor) {
            for (int j = 0; j < sums.length; j++) {
                sums[j] = Math.fma(factor, b[j], sums[j]);
            }
        }

        private static void addFour(double[] s0, double[] s1, double[] s2, double[] s3, double[][] b, double[][] a, int r, int p) {
            double[] b0 = b[p], b1 = b[p + 1], b2 = b[p + 2], b3 = b[p + 3];
            double[] row0 = a[r];
            double f00 = row0[p], f01 = row0[p + 1], f02 = row0[p + 2], f03 = row0[p + 3];
            double[] row1 = a[r + 1];
            double f10 = row1[p], f11 = row1[p + 1], f12 = row1[p + 2], f13 = row1[p + 3];
            double[] row2 = a[r + 2];
            double f20 = row2[p], f21 = row2[p + 1], f22 = row2[p + 2], f23 = row2[p + 3];
            double[] row3 = a[r + 3];
            double f30 = row3[p], f31 = row3[p + 1], f32 = row3[p + 2], f33 = row3[p + 3];
            for (int j = 0; j < s0.length; j++) {
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

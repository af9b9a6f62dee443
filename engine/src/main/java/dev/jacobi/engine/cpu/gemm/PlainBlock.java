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
 * for hundreds of multiply-adds. To be vectorised, every array in that loop must be one of its own that starts at 0.
 */
abstract sealed class PlainBlock {

    private static final int UNROLL = 8;

    /** Work space for blocks of up to {@code rows} rows, {@code columns} columns and {@code depth}. */
    static PlainBlock of(Lanes lanes, int rows, int columns, int depth) {
        return lanes.isDouble() ? new OfDouble(rows, columns, depth) : new OfFloat(rows, columns, depth);
    }

    /** Takes the rows of A that the next calls multiply. */
    abstract void loadA(Element element, long a, long rowStride, long depthStride, int rows, int depth);

    /** Multiplies the rows of A by a panel of B, and replaces C with the product or adds to it. */
    abstract void multiply(long b, long bDepthStride, int width, long c, long cRowStride, boolean accumulate);

    private static final class OfFloat extends PlainBlock {
        private final float[][] a;
        private final float[][] b;
        private final float[] sums;
        private final float[] old;
        private int rows;
        private int depth;

        private OfFloat(int rows, int columns, int depth) {
            a = new float[rows][depth];
            b = new float[depth][columns];
            sums = new float[columns];
            old = new float[columns];
        }

        @Override
        void loadA(Element element, long from, long rowStride, long depthStride, int rows, int depth) {
            this.rows = rows;
            this.depth = depth;
            for (int r = 0; r < rows; r++) {
                long row = from + r * rowStride;
                if (element == Element.FLOAT32 && depthStride == Float.BYTES) {
                    MemorySegment.copy(ALL, JAVA_FLOAT_UNALIGNED, row, a[r], 0, depth);
                } else {
                    for (int p = 0; p < depth; p++) {
                        a[r][p] = element.read(row + p * depthStride);
                    }
                }
            }
        }

        @Override
        void multiply(long panel, long bDepthStride, int width, long c, long cRowStride, boolean accumulate) {
            for (int p = 0; p < depth; p++) {
                MemorySegment.copy(ALL, JAVA_FLOAT_UNALIGNED, panel + p * bDepthStride, b[p], 0, width);
            }
            for (int r = 0; r < rows; r++) {
                Arrays.fill(sums, 0);
                int p = 0;
                for (; p + UNROLL <= depth; p += UNROLL) {
                    addEight(sums, b, a[r], p);
                }
                for (; p < depth; p++) {
                    addOne(sums, b[p], a[r][p]);
                }
                long row = c + r * cRowStride;
                if (accumulate) {
                    MemorySegment.copy(ALL, JAVA_FLOAT_UNALIGNED, row, old, 0, width);
                    add(sums, old);
                }
                MemorySegment.copy(sums, 0, ALL, JAVA_FLOAT_UNALIGNED, row, width);
            }
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

        private static void addEight(float[] sums, float[][] b, float[] a, int p) {
            float[] b0 = b[p], b1 = b[p + 1], b2 = b[p + 2], b3 = b[p + 3];
            float[] b4 = b[p + 4], b5 = b[p + 5], b6 = b[p + 6], b7 = b[p + 7];
            float a0 = a[p], a1 = a[p + 1], a2 = a[p + 2], a3 = a[p + 3];
            float a4 = a[p + 4], a5 = a[p + 5], a6 = a[p + 6], a7 = a[p + 7];
            for (int j = 0; j < sums.length; j++) {
                float low = Math.fma(a3, b3[j], Math.fma(a2, b2[j], Math.fma(a1, b1[j], Math.fma(a0, b0[j], sums[j]))));
                sums[j] = Math.fma(a7, b7[j], Math.fma(a6, b6[j], Math.fma(a5, b5[j], Math.fma(a4, b4[j], low))));
            }
        }
    }

    private static final class OfDouble extends PlainBlock {
        private final double[][] a;
        private final double[][] b;
        private final double[] sums;
        private final double[] old;
        private int rows;
        private int depth;

        private OfDouble(int rows, int columns, int depth) {
            a = new double[rows][depth];
            b = new double[depth][columns];
            sums = new double[columns];
            old = new double[columns];
        }

        @Override
        void loadA(Element element, long from, long rowStride, long depthStride, int rows, int depth) {
            this.rows = rows;
            this.depth = depth;
            for (int r = 0; r < rows; r++) {
                long row = from + r * rowStride;
                if (element == Element.FLOAT64 && depthStride == Double.BYTES) {
                    MemorySegment.copy(ALL, JAVA_DOUBLE_UNALIGNED, row, a[r], 0, depth);
                } else {
                    for (int p = 0; p < depth; p++) {
                        a[r][p] = element.readDouble(row + p * depthStride);
                    }
                }
            }
        }

        @Override
        void multiply(long panel, long bDepthStride, int width, long c, long cRowStride, boolean accumulate) {
            for (int p = 0; p < depth; p++) {
                MemorySegment.copy(ALL, JAVA_DOUBLE_UNALIGNED, panel + p * bDepthStride, b[p], 0, width);
            }
            for (int r = 0; r < rows; r++) {
                Arrays.fill(sums, 0);
                int p = 0;
                for (; p + UNROLL <= depth; p += UNROLL) {
                    addEight(sums, b, a[r], p);
                }
                for (; p < depth; p++) {
                    addOne(sums, b[p], a[r][p]);
                }
                long row = c + r * cRowStride;
                if (accumulate) {
                    MemorySegment.copy(ALL, JAVA_DOUBLE_UNALIGNED, row, old, 0, width);
                    add(sums, old);
                }
                MemorySegment.copy(sums, 0, ALL, JAVA_DOUBLE_UNALIGNED, row, width);
            }
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

        private static void addEight(double[] sums, double[][] b, double[] a, int p) {
            double[] b0 = b[p], b1 = b[p + 1], b2 = b[p + 2], b3 = b[p + 3];
            double[] b4 = b[p + 4], b5 = b[p + 5], b6 = b[p + 6], b7 = b[p + 7];
            double a0 = a[p], a1 = a[p + 1], a2 = a[p + 2], a3 = a[p + 3];
            double a4 = a[p + 4], a5 = a[p + 5], a6 = a[p + 6], a7 = a[p + 7];
            for (int j = 0; j < sums.length; j++) {
                double low = Math.fma(a3, b3[j], Math.fma(a2, b2[j], Math.fma(a1, b1[j], Math.fma(a0, b0[j], sums[j]))));
                sums[j] = Math.fma(a7, b7[j], Math.fma(a6, b6[j], Math.fma(a5, b5[j], Math.fma(a4, b4[j], low))));
            }
        }
    }
}

package dev.jacobi.engine.cpu.gemm;

import static dev.jacobi.engine.memory.OffHeap.ALL;
import static java.lang.foreign.ValueLayout.JAVA_DOUBLE_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_FLOAT_UNALIGNED;

import java.lang.foreign.MemorySegment;

/** What stands in for the emitted {@link RowsKernel} until that is compiled: loops over heap arrays, which the JIT makes vectors of from the first milliseconds on. */
final class PlainRows implements RowsKernel {

    /** Rows and sums fit the first-level cache. */
    private static final int COLUMNS = 512;

    private final Lanes lanes;
    // One of the two is empty.
    private final float[][] floats;
    private final double[][] doubles;

    /** For one thread. */
    PlainRows(Lanes lanes) {
        this.lanes = lanes;
        int arrays = RowProduct.ROWS + 2;
        floats = lanes.isDouble() ? new float[0][] : new float[arrays][COLUMNS];
        doubles = lanes.isDouble() ? new double[arrays][COLUMNS] : new double[0][];
    }

    @Override
    public void add(int vectors, long factors, long row0, long row1, long row2, long row3, long sums) {
        int columns = vectors * lanes.count();
        for (int from = 0; from < columns; from += COLUMNS) {
            int count = Math.min(COLUMNS, columns - from);
            long at = (long) from * lanes.elementBytes();
            if (lanes.isDouble()) {
                addDoubles(count, factors, row0 + at, row1 + at, row2 + at, row3 + at, sums + at);
            } else {
                addFloats(count, factors, row0 + at, row1 + at, row2 + at, row3 + at, sums + at);
            }
        }
    }

    private void addFloats(int count, long factors, long row0, long row1, long row2, long row3, long sums) {
        float[][] f = floats;
        read(row0, f[0], count);
        read(row1, f[1], count);
        read(row2, f[2], count);
        read(row3, f[3], count);
        read(sums, f[4], count);
        read(factors, f[5], RowProduct.ROWS);
        add(f[4], f[0], f[1], f[2], f[3], f[5][0], f[5][1], f[5][2], f[5][3], count);
        MemorySegment.copy(f[4], 0, ALL, JAVA_FLOAT_UNALIGNED, sums, count);
    }

    private static void read(long from, float[] to, int count) {
        MemorySegment.copy(ALL, JAVA_FLOAT_UNALIGNED, from, to, 0, count);
    }

    private static void add(float[] sums, float[] r0, float[] r1, float[] r2, float[] r3, float x0, float x1, float x2, float x3,
            int count) {
        for (int j = 0; j < count; j++) {
            sums[j] = Math.fma(r3[j], x3, Math.fma(r2[j], x2, Math.fma(r1[j], x1, Math.fma(r0[j], x0, sums[j]))));
        }
    }

    private void addDoubles(int count, long factors, long row0, long row1, long row2, long row3, long sums) {
        double[][] d = doubles;
        read(row0, d[0], count);
        read(row1, d[1], count);
        read(row2, d[2], count);
        read(row3, d[3], count);
        read(sums, d[4], count);
        read(factors, d[5], RowProduct.ROWS);
        add(d[4], d[0], d[1], d[2], d[3], d[5][0], d[5][1], d[5][2], d[5][3], count);
        MemorySegment.copy(d[4], 0, ALL, JAVA_DOUBLE_UNALIGNED, sums, count);
    }

    private static void read(long from, double[] to, int count) {
        MemorySegment.copy(ALL, JAVA_DOUBLE_UNALIGNED, from, to, 0, count);
    }

    private static void add(double[] sums, double[] r0, double[] r1, double[] r2, double[] r3, double x0, double x1, double x2, double x3,
            int count) {
        for (int j = 0; j < count; j++) {
            sums[j] = Math.fma(r3[j], x3, Math.fma(r2[j], x2, Math.fma(r1[j], x1, Math.fma(r0[j], x0, sums[j]))));
        }
    }
}

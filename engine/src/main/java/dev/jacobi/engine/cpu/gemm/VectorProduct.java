package dev.jacobi.engine.cpu.gemm;

import static dev.jacobi.engine.memory.OffHeap.ALL;
import static java.lang.foreign.ValueLayout.JAVA_FLOAT_UNALIGNED;

import dev.jacobi.engine.cpu.threads.Workers;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;

/**
 * A float32 matrix with contiguous rows by a vector. Every element of the matrix is used once, so it is read in the order of memory and not packed. In plain
 * loops over heap arrays, which the JIT makes vectors of from the first milliseconds on; sums depend on sizes only.
 */
final class VectorProduct {

    /** Partial sums of a row; short enough that adding them up at its end costs little, a multiple of every vector. */
    private static final int LANES = 128;
    private static final int ROWS = 4;
    private static final double MULTIPLICATIONS_PER_NANO = 8;
    private static final double SHORTEST_PART_NANOS = 4_000;

    /** Fewer multiplications than these are not worth the copies. */
    private static final double LEAST_MULTIPLICATIONS = 2048;

    private VectorProduct() {
    }

    /** Whether {@code x}, whose B has one column, is computed here. */
    static boolean takes(Product x) {
        return x.n() == 1 && x.element() == Element.FLOAT32 && !x.accumulate() && x.multiplications() >= LEAST_MULTIPLICATIONS
                && x.aDepth() == Float.BYTES && x.k() >= LANES / 2;
    }

    static void run(Product x, Workers workers, boolean alone) {
        int pieces = ceilDiv(x.m(), ROWS);
        int parts = alone ? 1 : Math.min(pieces, workers.partsFor(x.multiplications() / MULTIPLICATIONS_PER_NANO, SHORTEST_PART_NANOS));
        workers.parallelFor(parts, part -> rows(x, (int) ((long) pieces * part / parts) * ROWS,
                Math.min(x.m(), (int) ((long) pieces * (part + 1) / parts) * ROWS)));
    }

    private static void rows(Product x, int from, int to) {
        int blocks = ceilDiv(x.k(), LANES);
        float[][] vector = new float[blocks][LANES];
        for (int p = 0; p < x.k(); p++) {
            vector[p / LANES][p % LANES] = ALL.get(JAVA_FLOAT_UNALIGNED, x.b() + p * x.bDepth());
        }
        float[][] row = new float[ROWS][LANES];
        float[][] sums = new float[ROWS][LANES];
        for (int i = from; i < to; i += ROWS) {
            int count = Math.min(ROWS, to - i);
            for (float[] s : sums) {
                Arrays.fill(s, 0);
            }
            for (int block = 0; block < blocks; block++) {
                int width = Math.min(LANES, x.k() - block * LANES);
                for (int r = 0; r < count; r++) {
                    MemorySegment.copy(ALL, JAVA_FLOAT_UNALIGNED, x.a() + (i + r) * x.aRow() + (long) block * LANES * Float.BYTES, row[r],
                            0,
                            width);
                    if (width < LANES) {
                        Arrays.fill(row[r], width, LANES, 0);
                    }
                }
                addProducts(sums[0], sums[1], sums[2], sums[3], row[0], row[1], row[2], row[3], vector[block]);
            }
            for (int r = 0; r < count; r++) {
                ALL.set(JAVA_FLOAT_UNALIGNED, x.c() + (i + r) * x.cRow(), total(sums[r]));
            }
        }
    }

    private static void addProducts(float[] s0, float[] s1, float[] s2, float[] s3, float[] a0, float[] a1, float[] a2, float[] a3,
            float[] vector) {
        for (int j = 0; j < LANES; j++) {
            s0[j] = Math.fma(a0[j], vector[j], s0[j]);
            s1[j] = Math.fma(a1[j], vector[j], s1[j]);
            s2[j] = Math.fma(a2[j], vector[j], s2[j]);
            s3[j] = Math.fma(a3[j], vector[j], s3[j]);
        }
    }

    private static float total(float[] s) {
        float t0 = 0, t1 = 0, t2 = 0, t3 = 0, t4 = 0, t5 = 0, t6 = 0, t7 = 0;
        for (int j = 0; j < LANES; j += 8) {
            t0 += s[j];
            t1 += s[j + 1];
            t2 += s[j + 2];
            t3 += s[j + 3];
            t4 += s[j + 4];
            t5 += s[j + 5];
            t6 += s[j + 6];
            t7 += s[j + 7];
        }
        return ((t0 + t1) + (t2 + t3)) + ((t4 + t5) + (t6 + t7));
    }

    private static int ceilDiv(int a, int b) {
        return (a + b - 1) / b;
    }
}

package dev.jacobi.engine.cpu.gemm;

import static dev.jacobi.engine.memory.OffHeap.ALL;
import static java.lang.foreign.ValueLayout.JAVA_FLOAT_UNALIGNED;

import dev.jacobi.engine.cpu.threads.Workers;
import dev.jacobi.engine.memory.OffHeap;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.Optional;

/**
 * A float32 matrix with contiguous rows by a vector. Every element of the matrix is used once, so it is read in the order of memory and not packed. Until the
 * emitted kernel is compiled, plain loops over heap arrays compute the same bits: the JIT makes vectors of them from the first milliseconds on. Sums depend on
 * sizes only.
 */
final class VectorProduct {

    /** Partial sums of a row; short enough that adding them up at its end costs little, a multiple of every vector. */
    static final int LANES = 64;
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

    static void run(Product x, KernelSet kernels, Workers workers, boolean alone) {
        int pieces = ceilDiv(x.m(), ROWS);
        int parts = alone ? 1 : Math.min(pieces, workers.partsFor(x.multiplications() / MULTIPLICATIONS_PER_NANO, SHORTEST_PART_NANOS));
        boolean isLong = LongRows.takes(x);
        Optional<DotKernel> dot = isLong ? Optional.empty() : kernels.dot();
        Optional<DotsKernel> dots = isLong ? kernels.dots() : Optional.empty();
        workers.parallelFor(parts, part -> {
            int from = Workers.cut(pieces, part, parts) * ROWS;
            int to = Math.min(x.m(), Workers.cut(pieces, part + 1, parts) * ROWS);
            if (dots.isPresent()) {
                LongRows.multiply(x, from, to, contiguousVector(x, kernels.scratch()), dots.get(), kernels.scratch().tile);
            } else if (dot.isPresent()) {
                rows(x, from, to, dot.get(), kernels.scratch());
            } else if (isLong) {
                LongRows.multiplyPlain(x, from, to);
            } else {
                plainRows(x, from, to);
            }
        });
    }

    private static long contiguousVector(Product x, Scratch scratch) {
        if (x.bDepth() == Float.BYTES) {
            return x.b();
        }
        long vector = scratch.b((long) x.k() * Float.BYTES);
        for (int p = 0; p < x.k(); p++) {
            OffHeap.putInt(vector + (long) p * Float.BYTES, OffHeap.intAt(x.b() + p * x.bDepth()));
        }
        return vector;
    }

    private static void rows(Product x, int from, int to, DotKernel dot, Scratch scratch) {
        long vector = contiguousVector(x, scratch);
        int blocks = x.k() / LANES;
        int whole = blocks * LANES;
        int rest = x.k() - whole;
        float[] tail = new float[LANES], row = new float[LANES], sums = scratch.tile.floats;
        MemorySegment.copy(ALL, JAVA_FLOAT_UNALIGNED, vector + (long) whole * Float.BYTES, tail, 0, rest);
        for (int i = from; i < to; i++) {
            long at = x.a() + i * x.aRow();
            dot.multiply(blocks, at, vector, scratch.tile);
            if (rest > 0) {
                MemorySegment.copy(ALL, JAVA_FLOAT_UNALIGNED, at + (long) whole * Float.BYTES, row, 0, rest);
                addProducts(sums, row, tail);
            }
            ALL.set(JAVA_FLOAT_UNALIGNED, x.c() + i * x.cRow(), total(sums));
        }
    }

    /** Behind the end of the row all is zero, as it is in {@link #plainRows}. */
    private static void addProducts(float[] sums, float[] row, float[] vector) {
        for (int j = 0; j < LANES; j++) {
            sums[j] = Math.fma(row[j], vector[j], sums[j]);
        }
    }

    private static void plainRows(Product x, int from, int to) {
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

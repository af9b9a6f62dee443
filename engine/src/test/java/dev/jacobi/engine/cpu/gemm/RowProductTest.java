package dev.jacobi.engine.cpu.gemm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.jacobi.engine.cpu.math.VectorWidth;
import dev.jacobi.engine.cpu.threads.Workers;
import java.lang.foreign.MemorySegment;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A row by a matrix, and a matrix that lies in columns by a column, which is the same: both by a path of their own. */
class RowProductTest {

    private static final int[] COLUMNS = {256, 257, 263, 264, 383, 512, 1000, 2048, 2049, 4096, 4099, 4104, 8195};
    private static final int[] DEPTHS = {16, 17, 18, 19, 100, 1024, 1025, 2051, 3072};
    private static final long MOST = 2_500_000;

    private enum Variant {
        NARROW(128, KernelSet.Choice.EMITTED, 1), EMITTED(256, KernelSet.Choice.EMITTED, 2), MANY_THREADS(256, KernelSet.Choice.EMITTED, 5),
        PLAIN(256, KernelSet.Choice.PLAIN, 1), PLAIN_THREADS(128, KernelSet.Choice.PLAIN, 2),
        CHANGING(256, KernelSet.Choice.WHEN_COMPILED, 2),
        WIDE(512, KernelSet.Choice.PLAIN, 2), WIDEST(VectorWidth.SHAPE.vectorBitSize(), KernelSet.Choice.EMITTED, 2);

        private final Gemm gemm;

        Variant(int bits, KernelSet.Choice choice, int threads) {
            gemm = new Gemm(bits, choice, new Workers(threads));
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"FLOAT32", "FLOAT64"})
    void sumsAreRightAndTheSameHoweverTheyAreMade(Element element) {
        Random random = new Random(1);
        int turn = 0;
        for (int n : COLUMNS) {
            for (int k : DEPTHS) {
                if ((long) n * k > MOST) {
                    continue;
                }
                turn++;
                GemmShape shape = GemmShape.of(1, n, k);
                Matrix a = rows(element, 1, k, 1 + turn % 3, random);
                Matrix b = rows(element, k, n, 1, random);
                String what = element + " n=" + n + " k=" + k;
                MemorySegment expected = Buffers.empty(element, n + 1);
                Reference.check(Variant.EMITTED.gemm, element, shape, a, b, Target.rowMajor(expected, n), false, 0.5, what);
                for (Variant variant : Variant.values()) {
                    assertSame(expected, product(variant.gemm, element, shape, a, b), n, what + " " + variant);
                    assertSame(expected, product(variant.gemm, element, GemmShape.of(n, 1, k), b.transposed(), a.transposed()), n,
                            what + " as a column, " + variant);
                }
                assertSame(expected, blocked(element, shape, a, b), n, what + " by panels");
            }
        }
    }

    /** Rows that overlap, lie backwards or are all the same one, and elements of A that are. */
    @ParameterizedTest
    @EnumSource(names = {"FLOAT32", "FLOAT64"})
    void anyStrides(Element element) {
        int n = 301, k = 37;
        MemorySegment memory = Buffers.random(element, 40L * 400, new Random(2));
        for (long rowStride : new long[]{0, 1, 300, 400, -1, -400}) {
            for (long step : new long[]{0, 1, 7, -1, -3}) {
                Matrix b = new Matrix(memory, rowStride < 0 ? -rowStride * (k - 1) + 3 : 3, rowStride, 1, 0);
                Matrix a = new Matrix(memory, step < 0 ? -step * (k - 1) + 2 : 2, 1, step, 0);
                for (Variant variant : Variant.values()) {
                    Reference.check(variant.gemm, element, GemmShape.of(1, n, k), a, b,
                            Target.rowMajor(Buffers.empty(element, n + 2), n), false, 1, variant + " " + rowStride + " " + step);
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"FLOAT32", "FLOAT64"})
    void specialValuesPropagateAndGoNoFurther(Element element) {
        int n = 259, k = 18;
        double[] specials = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, 0, -0.0};
        for (Variant variant : Variant.values()) {
            Random random = new Random(3);
            for (int i = 0; i < 60; i++) {
                Matrix a = rows(element, 1, k, 1, random), b = rows(element, k, n, 1, random);
                Buffers.put(element, b.base(), random.nextInt(k * n), specials[i % specials.length]);
                Buffers.put(element, b.base(), (k - 1) * n + random.nextInt(n), specials[i / 5 % specials.length]);
                Buffers.put(element, a.base(), random.nextInt(k), specials[i / 3 % specials.length]);
                Reference.check(variant.gemm, element, GemmShape.of(1, n, k), a, b, Target.rowMajor(Buffers.empty(element, n), n), false, 0,
                        variant + " " + i);
            }
        }
    }

    /** A sum that is a negative zero stays one, though it is rounded up to four rows. */
    @ParameterizedTest
    @EnumSource(names = {"FLOAT32", "FLOAT64"})
    void negativeZerosStay(Element element) {
        int n = 258, k = 17;
        double least = element == Element.FLOAT64 ? Double.MIN_VALUE : Float.MIN_VALUE;
        MemorySegment a = Buffers.empty(element, k), b = Buffers.empty(element, (long) k * n);
        Buffers.put(element, a, k - 1, least);
        for (int j = 0; j < n; j++) {
            Buffers.put(element, b, (k - 1) * n + j, -0.25);
        }
        for (Variant variant : Variant.values()) {
            MemorySegment c = product(variant.gemm, element, GemmShape.of(1, n, k), Matrix.rowMajor(a, k), Matrix.rowMajor(b, n));
            for (int j = 0; j < n; j++) {
                assertEquals(-0.0, Buffers.at(element, c, j), variant + " column " + j);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"FLOAT32", "FLOAT64"})
    void batches(Element element) {
        Random random = new Random(4);
        for (int batch : new int[]{2, 3, 40}) {
            int n = 300, k = 65;
            Matrix a = Matrix.rowMajor(Buffers.random(element, (long) batch * k, random), k).batched(k);
            Matrix b = Matrix.rowMajor(Buffers.random(element, (long) batch * k * n, random), n).batched((long) k * n);
            for (Variant variant : Variant.values()) {
                Target c = new Target(Buffers.empty(element, (long) batch * (n + 5)), 0, n, n + 5);
                Reference.check(variant.gemm, element, new GemmShape(batch, 1, n, k), a, b, c, false, 0.5, variant + " " + batch);
            }
        }
    }

    /** Rows one after another, whose elements are {@code step} apart. */
    private static Matrix rows(Element element, int rows, int columns, int step, Random random) {
        return new Matrix(Buffers.random(element, (long) rows * columns * step, random), 0, (long) columns * step, step, 0);
    }

    private static MemorySegment product(Gemm gemm, Element element, GemmShape shape, Matrix a, Matrix b) {
        MemorySegment c = Buffers.empty(element, (long) shape.rows() * shape.columns() + 1);
        gemm.run(element, shape, a, b, Target.rowMajor(c, shape.columns()), false);
        return c;
    }

    private static MemorySegment blocked(Element element, GemmShape shape, Matrix a, Matrix b) {
        MemorySegment c = Buffers.empty(element, shape.columns() + 1);
        KernelSet kernels = new KernelSet(new Lanes(element == Element.FLOAT64, 256), KernelSet.Choice.EMITTED);
        Product x = Product.of(element, shape, a, b, Target.rowMajor(c, shape.columns()), false);
        assertTrue(RowProduct.takes(x, kernels));
        new BlockedProduct(kernels, new Workers(1), true, x, Optional.empty()).run();
        return c;
    }

    private static void assertSame(MemorySegment expected, MemorySegment actual, int count, String what) {
        long bytes = expected.byteSize() / (count + 1) * count;
        assertEquals(-1, expected.asSlice(0, bytes).mismatch(actual.asSlice(0, bytes)), what);
    }
}

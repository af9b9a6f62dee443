package dev.jacobi.engine.cpu.gemm;

import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.SPARSE;
import static java.nio.file.StandardOpenOption.WRITE;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.jacobi.engine.cpu.threads.Workers;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.management.ManagementFactory;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class GemmTest {

    private static final int[] TAILS = {1, 2, 3, 5, 6, 7, 8, 12, 13, 15, 16, 17, 31, 33, 48, 63, 64, 65, 70};

    record Variant(int bits, KernelSet.Choice choice, int threads, Gemm gemm) {
        Variant(int bits, KernelSet.Choice choice, int threads) {
            this(bits, choice, threads, new Gemm(bits, choice, new Workers(threads)));
        }

        @Override
        public String toString() {
            return bits + " bits, " + choice + ", " + threads + " threads";
        }
    }

    private static final List<Variant> VARIANTS = List.of(new Variant(128, KernelSet.Choice.EMITTED, 1),
            new Variant(256, KernelSet.Choice.EMITTED, 2), new Variant(512, KernelSet.Choice.EMITTED, 2),
            new Variant(512, KernelSet.Choice.PLAIN, 2), new Variant(256, KernelSet.Choice.FULL_TILES, 2),
            new Variant(256, KernelSet.Choice.WHEN_COMPILED, 2));

    static Stream<Variant> variants() {
        return VARIANTS.stream();
    }

    @ParameterizedTest
    @MethodSource("variants")
    void everyTailInEveryOrientation(Variant variant) {
        Random random = new Random(1);
        MemorySegment a = Buffers.random(Element.FLOAT64, 70 * 70, random);
        MemorySegment b = Buffers.random(Element.FLOAT64, 70 * 70, random);
        MemorySegment af = narrowed(a);
        MemorySegment bf = narrowed(b);
        int turn = 0;
        for (int m : TAILS) {
            for (int n : TAILS) {
                for (int k : TAILS) {
                    // Every size meets every other; the orientation and the type take turns.
                    turn++;
                    if ((m + n + k) % 3 != 0 && Math.max(m, Math.max(n, k)) > 17) {
                        continue;
                    }
                    Element element = turn % 3 == 0 ? Element.FLOAT64 : Element.FLOAT32;
                    Matrix left = oriented(element == Element.FLOAT64 ? a : af, m, k, (turn & 1) != 0);
                    Matrix right = oriented(element == Element.FLOAT64 ? b : bf, k, n, (turn & 2) != 0);
                    Target c = Target.rowMajor(Buffers.empty(element, (long) m * n), n);
                    Reference.check(variant.gemm(), element, GemmShape.of(m, n, k), left, right, c, turn % 5 == 0, 0.5,
                            variant + " " + element + " m=" + m + " n=" + n + " k=" + k + " turn " + turn);
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("variants")
    void anyStridesOffsetsAndBatches(Variant variant) {
        for (long seed = 0; seed < 150; seed++) {
            Random random = new Random(seed);
            Element element = Element.values()[random.nextInt(4)];
            GemmShape shape = new GemmShape(1 + random.nextInt(4), 1 + random.nextInt(40), 1 + random.nextInt(90), 1 + random.nextInt(60));
            Matrix a = randomMatrix(element, shape.batch(), shape.rows(), shape.depth(), random);
            Matrix b = randomMatrix(element, shape.batch(), shape.depth(), shape.columns(), random);
            long leading = shape.columns() + random.nextInt(5);
            long batchStride = leading * shape.rows() + random.nextInt(5);
            long offset = random.nextInt(7);
            MemorySegment memory = Buffers.empty(element.result(), offset + batchStride * shape.batch() + 3);
            Reference.check(variant.gemm(), element, shape, a, b, new Target(memory, offset, leading, batchStride), random.nextBoolean(),
                    1.5, variant + " seed " + seed + " " + element + " " + shape + " " + a + " " + b);
        }
    }

    @ParameterizedTest
    @MethodSource("variants")
    void largerThanABlockInEveryDirection(Variant variant) {
        Random random = new Random(5);
        for (int[] size : new int[][]{{130, 4200, 9}, {203, 150, 1500}, {110, 520, 800}, {99, 1100, 1300}, {5, 300, 400},
                {400, 3, 33}}) {
            Matrix a = oriented(Buffers.random(Element.FLOAT32, (long) size[0] * size[2], random), size[0], size[2], false);
            Matrix b = oriented(Buffers.random(Element.FLOAT32, (long) size[2] * size[1], random), size[2], size[1], true);
            Target c = Target.rowMajor(Buffers.empty(Element.FLOAT32, (long) size[0] * size[1]), size[1]);
            Reference.check(variant.gemm(), Element.FLOAT32, GemmShape.of(size[0], size[1], size[2]), a, b, c, true, 2,
                    variant + " " + List.of(size[0], size[1], size[2]));
        }
    }

    /** A narrow product whose A lies in columns is computed transposed; one with a long B in place takes two blocks of the depth. */
    @ParameterizedTest
    @MethodSource("variants")
    void narrowAndLong(Variant variant) {
        Random random = new Random(8);
        for (int[] size : new int[][]{{512, 10, 256}, {300, 20, 70}, {64, 2, 9}, {110, 520, 800}, {97, 128, 2600}}) {
            for (boolean turned : new boolean[]{true, false}) {
                Matrix a = oriented(Buffers.random(Element.FLOAT32, (long) size[0] * size[2], random), size[0], size[2], turned);
                Matrix b = oriented(Buffers.random(Element.FLOAT32, (long) size[2] * size[1], random), size[2], size[1], false);
                Target c = Target.rowMajor(Buffers.empty(Element.FLOAT32, (long) size[0] * size[1]), size[1]);
                Reference.check(variant.gemm(), Element.FLOAT32, GemmShape.of(size[0], size[1], size[2]), a, b, c, false, 2,
                        variant + " " + List.of(size[0], size[1], size[2]) + turned);
            }
        }
    }

    /** Rows of A that lie along the depth are packed for all panels, 4096 at a time; panels of B are packed by who uses them, or read in place. */
    @ParameterizedTest
    @MethodSource("variants")
    void manyPanelsByTurnedAndStraightRows(Variant variant) {
        Random random = new Random(6);
        for (int[] size : new int[][]{{4200, 330, 48}, {210, 810, 400}, {100, 1030, 1100}}) {
            for (boolean turned : new boolean[]{true, false}) {
                Matrix a = oriented(Buffers.random(Element.FLOAT32, (long) size[0] * size[2], random), size[0], size[2], turned);
                Matrix b = oriented(Buffers.random(Element.FLOAT32, (long) size[2] * size[1], random), size[2], size[1], false);
                Target c = Target.rowMajor(Buffers.empty(Element.FLOAT32, (long) size[0] * size[1]), size[1]);
                Reference.check(variant.gemm(), Element.FLOAT32, GemmShape.of(size[0], size[1], size[2]), a, b, c, true, 2,
                        variant + " " + List.of(size[0], size[1], size[2]) + (turned ? " turned" : ""));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("variants")
    void matricesByVectors(Variant variant) {
        Random random = new Random(8);
        for (int[] size : new int[][]{{1, 2100, 333}, {2100, 1, 333}, {1, 1, 5000}, {1, 130, 64}, {67, 1, 131}, {3, 1, 1025}}) {
            int m = size[0], n = size[1], k = size[2];
            MemorySegment a = Buffers.random(Element.FLOAT32, (long) m * k, random),
                    b = Buffers.random(Element.FLOAT32, (long) k * n, random);
            for (int turn = 0; turn < 8; turn++) {
                long leading = n + turn % 3;
                Target c = Target.rowMajor(Buffers.empty(Element.FLOAT32, m * leading), leading);
                Reference.check(variant.gemm(), Element.FLOAT32, GemmShape.of(m, n, k), oriented(a, m, k, (turn & 1) != 0),
                        oriented(b, k, n, (turn & 2) != 0), c, (turn & 4) != 0, 0.5, variant + " " + List.of(m, n, k) + " turn " + turn);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("variants")
    void batchesOfSmallProducts(Variant variant) {
        Random random = new Random(5);
        int turn = 0;
        for (int m : new int[]{1, 2, 5, 6, 8, 9, 32}) {
            for (int n : new int[]{4, 16, 32, 48, 64, 80, 128}) {
                for (int batch : new int[]{2, 40}) {
                    turn++;
                    int k = 1 + random.nextInt(40);
                    Element element = turn % 3 == 0 ? Element.FLOAT64 : Element.FLOAT32;
                    long leading = n + turn % 2 * 3;
                    Matrix a = oriented(Buffers.random(element, (long) batch * m * k, random), m, k, (turn & 2) != 0)
                            .batched((long) m * k);
                    Matrix b = Matrix.rowMajor(Buffers.random(element, (long) batch * k * n, random), n).batched((long) k * n);
                    Target c = new Target(Buffers.empty(element, batch * m * leading), 0, leading, m * leading);
                    Reference.check(variant.gemm(), element, new GemmShape(batch, m, n, k), a, b, c, turn % 4 == 0, 0.5,
                            variant + " " + element + " " + List.of(batch, m, n, k) + " turn " + turn);
                }
            }
        }
    }

    @Test
    void rowsFartherApartThanAnIntHasBytes(@TempDir Path folder) throws IOException {
        Random random = new Random(3);
        int rows = 6;
        int depth = 7;
        int columns = 70;
        long rowStride = 150_000_000;
        try (Arena arena = Arena.ofConfined();
                FileChannel file = FileChannel.open(folder.resolve("sparse"), CREATE_NEW, READ, WRITE, SPARSE)) {
            MemorySegment far = file.map(FileChannel.MapMode.READ_WRITE, 0, ((rows - 1) * rowStride + depth) * Float.BYTES, arena);
            for (int i = 0; i < rows; i++) {
                for (int p = 0; p < depth; p++) {
                    Buffers.put(Element.FLOAT32, far, i * rowStride + p, random.nextDouble() - 0.5);
                }
            }
            Matrix b = Matrix.rowMajor(Buffers.random(Element.FLOAT32, (long) depth * columns, random), columns);
            Target c = Target.rowMajor(Buffers.empty(Element.FLOAT32, (long) rows * columns), columns);
            for (Variant variant : VARIANTS) {
                Reference.check(variant.gemm(), Element.FLOAT32, GemmShape.of(rows, columns, depth), new Matrix(far, 0, rowStride, 1, 0), b,
                        c, false, 0, variant.toString());
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Element.class)
    void sameBitsAtEveryWidthAndNumberOfThreads(Element element) {
        Random random = new Random(11);
        for (int[] size : new int[][]{{1, 500, 300}, {300, 1, 500}, {37, 90, 411}, {150, 700, 200}, {620, 610, 600}, {300, 200, 1100}}) {
            int m = size[0];
            int n = size[1];
            int k = size[2];
            MemorySegment a = Buffers.random(element, (long) m * k, random);
            MemorySegment b = Buffers.random(element, (long) k * n, random);
            List<Variant> all = new ArrayList<>(VARIANTS);
            all.add(new Variant(512, KernelSet.Choice.EMITTED, 1));
            all.add(new Variant(128, KernelSet.Choice.EMITTED, 3));
            List<MemorySegment> results = all.stream().map(variant -> {
                MemorySegment c = Buffers.empty(element.result(), (long) m * n);
                variant.gemm().run(element, GemmShape.of(m, n, k), Matrix.rowMajor(a, k), Matrix.rowMajor(b, n), Target.rowMajor(c, n),
                        false);
                return c;
            }).toList();
            for (int i = 1; i < results.size(); i++) {
                assertEquals(-1, results.getFirst().mismatch(results.get(i)),
                        all.getFirst() + " and " + all.get(i) + " differ for m=" + m + " n=" + n + " k=" + k);
            }
        }
    }

    /** Operands that lie in columns are packed in other ways, or the product is computed transposed: with sums in the same order. */
    @ParameterizedTest
    @EnumSource(names = {"FLOAT32", "FLOAT64"})
    void sameBitsInEveryOrientation(Element element) {
        Random random = new Random(12);
        for (int[] size : new int[][]{{97, 83, 71}, {410, 403, 401}, {300, 510, 450}, {70, 1030, 65}}) {
            int m = size[0], n = size[1], k = size[2];
            MemorySegment a = Buffers.random(element, (long) m * k, random), b = Buffers.random(element, (long) k * n, random);
            MemorySegment aTurned = transposed(element, a, m, k), bTurned = transposed(element, b, k, n);
            for (Variant variant : VARIANTS) {
                MemorySegment[] results = new MemorySegment[4];
                for (int turn = 0; turn < results.length; turn++) {
                    Matrix left = (turn & 1) != 0 ? Matrix.rowMajor(aTurned, m).transposed() : Matrix.rowMajor(a, k);
                    Matrix right = (turn & 2) != 0 ? Matrix.rowMajor(bTurned, k).transposed() : Matrix.rowMajor(b, n);
                    results[turn] = Buffers.empty(element, (long) m * n);
                    variant.gemm().run(element, GemmShape.of(m, n, k), left, right, Target.rowMajor(results[turn], n), false);
                    assertEquals(-1, results[0].mismatch(results[turn]), variant + " " + List.of(m, n, k) + " turn " + turn);
                }
            }
        }
    }

    private static MemorySegment transposed(Element element, MemorySegment matrix, int rows, int columns) {
        double[] values = Reference.values(element, matrix);
        MemorySegment result = Buffers.empty(element, (long) rows * columns);
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < columns; j++) {
                Buffers.put(element, result, j * rows + i, values[i * columns + j]);
            }
        }
        return result;
    }

    /** The emitted kernels take the place of the plain loops at some moment in this test: no result may show which. */
    @Test
    void kernelsThatBecomeReadyChangeNothing() throws InterruptedException {
        Gemm gemm = new Gemm(256, KernelSet.Choice.WHEN_COMPILED, new Workers(2));
        Random random = new Random(3);
        int n = 150;
        MemorySegment a = Buffers.random(Element.FLOAT32, n * n, random);
        MemorySegment b = Buffers.random(Element.FLOAT32, n * n, random);
        MemorySegment expected = product(gemm, a, b, n);
        for (int i = 0; i < 200; i++) {
            assertEquals(-1, expected.mismatch(product(gemm, a, b, n)), "call " + i);
            if (i == 100) {
                gemm.awaitWarm();
            }
        }
    }

    /** A vector that is not kept in a register is an object: then a product of this size makes many megabytes of them. */
    @ParameterizedTest
    @EnumSource(names = {"FLOAT32", "FLOAT64"})
    void onceCompiledAProductAllocatesNextToNothing(Element element) throws InterruptedException {
        int n = 256;
        Gemm gemm = new Gemm(Lanes.configuredBits(), KernelSet.Choice.WHEN_COMPILED, new Workers(1));
        Random random = new Random(4);
        MemorySegment a = Buffers.random(element, n * n, random), b = Buffers.random(element, n * n, random);
        MemorySegment c = Buffers.empty(element, n * n);
        var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        long[] bytes = new long[60];
        for (int i = 0; i < bytes.length; i++) {
            if (i % 20 == 0) {
                gemm.awaitWarm();
            }
            long before = threads.getCurrentThreadAllocatedBytes();
            gemm.run(element, GemmShape.of(n, n, n), Matrix.rowMajor(a, n), Matrix.rowMajor(b, n), Target.rowMajor(c, n), false);
            bytes[i] = threads.getCurrentThreadAllocatedBytes() - before;
        }
        long median = Arrays.stream(bytes, bytes.length - 20, bytes.length).sorted().skip(10).findFirst().orElseThrow();
        assertTrue(median < 64 << 10, median + " bytes of the heap");
    }

    @ParameterizedTest
    @MethodSource("variants")
    void specialValuesPropagate(Variant variant) {
        double inf = Double.POSITIVE_INFINITY;
        double[] specials = {Double.NaN, inf, -inf, 0, -0.0, 1};
        for (int where = 0; where < 40; where++) {
            for (double left : specials) {
                int m = 7;
                int n = 67;
                int k = 9;
                MemorySegment a = Buffers.random(Element.FLOAT32, m * k, new Random(where));
                MemorySegment b = Buffers.random(Element.FLOAT32, k * n, new Random(where + 1));
                Buffers.put(Element.FLOAT32, a, where, left);
                Buffers.put(Element.FLOAT32, b, 13 * where, where % 3 == 0 ? 0 : inf);
                Reference.check(variant.gemm(), Element.FLOAT32, GemmShape.of(m, n, k), Matrix.rowMajor(a, k), Matrix.rowMajor(b, n),
                        Target.rowMajor(Buffers.empty(Element.FLOAT32, m * n), n), false, 0, variant + " " + left + " at " + where);
            }
        }
    }

    @Test
    void emptySums() {
        Gemm gemm = VARIANTS.getFirst().gemm();
        MemorySegment none = Buffers.empty(Element.FLOAT32, 0);
        for (boolean accumulate : new boolean[]{false, true}) {
            MemorySegment c = Buffers.of(Element.FLOAT32, 1, 2, 3, 4, 5, 6);
            gemm.run(Element.FLOAT32, GemmShape.of(2, 2, 0), Matrix.rowMajor(none, 0), Matrix.rowMajor(none, 2), new Target(c, 0, 3, 0),
                    accumulate);
            double[] expected = accumulate ? new double[]{1, 2, 3, 4, 5, 6} : new double[]{0, 0, 3, 0, 0, 6};
            assertArrayEquals(expected, Reference.values(Element.FLOAT32, c));
            for (GemmShape shape : List.of(GemmShape.of(0, 2, 3), GemmShape.of(2, 0, 3), new GemmShape(0, 2, 2, 2))) {
                gemm.run(Element.FLOAT32, shape, Matrix.rowMajor(c, 1), Matrix.rowMajor(c, 1), new Target(c, 0, 3, 0), accumulate);
            }
            assertArrayEquals(expected, Reference.values(Element.FLOAT32, c));
        }
    }

    @Test
    void mistakesAreNamed() {
        MemorySegment six = Buffers.of(Element.FLOAT32, 1, 2, 3, 4, 5, 6);
        MemorySegment heap = MemorySegment.ofArray(new float[6]);
        Matrix fits = Matrix.rowMajor(six, 2);
        GemmShape two = GemmShape.of(2, 2, 2);
        assertMessage(IndexOutOfBoundsException.class, two, new Matrix(six, 3, 2, 1), fits, new Target(six, 0, 2, 0), "A of", "offset 3");
        assertMessage(IndexOutOfBoundsException.class, two, fits, new Matrix(six, 2, -3, 1), new Target(six, 0, 2, 0), "B of", "-3");
        assertMessage(IndexOutOfBoundsException.class, two, fits, new Matrix(six, 0, Long.MAX_VALUE, Long.MAX_VALUE),
                new Target(six, 0, 2, 0), "B of");
        assertMessage(IndexOutOfBoundsException.class, GemmShape.of(3, 3, 2), fits, Matrix.rowMajor(six, 3), new Target(six, 0, 3, 0),
                "C of", "6 elements");
        assertMessage(IllegalArgumentException.class, two, Matrix.rowMajor(heap, 2), fits, new Target(six, 0, 2, 0), "A is a heap");
        assertMessage(IllegalArgumentException.class, two, fits, fits, new Target(six, 0, 1, 0), "leading dimension 1");
        assertMessage(IllegalArgumentException.class, new GemmShape(2, 1, 1, 1), fits, fits, new Target(six, 0, 1, 0), "batch stride 0");
        assertMessage(IllegalArgumentException.class, two, fits, fits, new Target(six.asReadOnly(), 0, 2, 0), "read-only");
        MemorySegment freed;
        try (Arena arena = Arena.ofConfined()) {
            freed = arena.allocate(64);
        }
        assertMessage(IllegalStateException.class, two, Matrix.rowMajor(freed, 2), fits, new Target(six, 0, 2, 0), "A was freed");
        assertThrows(IllegalArgumentException.class, () -> GemmShape.of(-1, 2, 2));
    }

    private static void assertMessage(Class<? extends RuntimeException> type, GemmShape shape, Matrix a, Matrix b, Target c,
            String... parts) {
        String message = assertThrows(type, () -> Gemm.multiply(Element.FLOAT32, shape, a, b, c, false)).getMessage();
        for (String part : parts) {
            assertTrue(message.startsWith("[gemm] ") && message.contains(part), message + " does not say " + part);
        }
    }

    private static MemorySegment product(Gemm gemm, MemorySegment a, MemorySegment b, int n) {
        MemorySegment c = Buffers.empty(Element.FLOAT32, n * n);
        gemm.run(Element.FLOAT32, GemmShape.of(n, n, n), Matrix.rowMajor(a, n), Matrix.rowMajor(b, n), Target.rowMajor(c, n), false);
        return c;
    }

    private static Matrix oriented(MemorySegment memory, int rows, int columns, boolean transposed) {
        return transposed ? Matrix.rowMajor(memory, rows).transposed() : Matrix.rowMajor(memory, columns);
    }

    private static MemorySegment narrowed(MemorySegment doubles) {
        return Buffers.of(Element.FLOAT32, Reference.values(Element.FLOAT64, doubles));
    }

    /** A matrix with any strides: contiguous, transposed, gaps, broadcast, backwards. */
    private static Matrix randomMatrix(Element element, int batch, int rows, int columns, Random random) {
        long column = random.nextInt(4) == 0 ? 0 : 1 + random.nextInt(2);
        long row = random.nextInt(8) == 0 ? 0 : Math.max(1, column) * columns + random.nextInt(3);
        if (random.nextInt(3) == 0) {
            row = random.nextInt(8) == 0 ? 0 : 1 + random.nextInt(2);
            column = Math.max(1, row) * rows + random.nextInt(3);
        }
        row *= random.nextInt(5) == 0 ? -1 : 1;
        column *= random.nextInt(5) == 0 ? -1 : 1;
        long each = Math.abs(row) * rows + Math.abs(column) * columns;
        long batchStride = switch (random.nextInt(4)) {
            case 0 -> 0;
            case 1 -> -each;
            default -> each;
        };
        long before = (row < 0 ? -row * (rows - 1) : 0) + (column < 0 ? -column * (columns - 1) : 0)
                + (batchStride < 0 ? each * (batch - 1) : 0);
        long offset = before + random.nextInt(5);
        MemorySegment memory = Buffers.random(element, offset + each * batch + 1, random);
        return new Matrix(memory, offset, row, column, batchStride);
    }
}

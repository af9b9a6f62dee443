package dev.jacobi.engine.cpu.gemm;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.jacobi.engine.cpu.threads.Workers;
import dev.jacobi.engine.memory.OffHeap;
import java.lang.foreign.MemorySegment;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.Random;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Products whose A lies in lines, against the same product of an A in rows. */
class LineProductTest {

    /** Lines of different lengths, whose rows overlap if {@code step} is less than {@code segmentDepth}; segments anywhere. */
    private record Sample(Element element, MemorySegment memory, int[] starts, int[] lengths, int[] segmentAt, int step, int segmentDepth,
            int together)
            implements
                Lines {
        static Sample of(Element element, Random random, int segments, int segmentDepth, int together) {
            int step = 1 + random.nextInt(segmentDepth + 3), count = 1 + random.nextInt(6);
            int[] lengths = together > 1 ? IntStream.generate(() -> 17).limit(count).toArray() : random.ints(count, 1, 40).toArray(),
                    starts = random.ints(count, 0, 500).toArray();
            int[] segmentAt = random.ints(segments, 0, 1000).toArray();
            return new Sample(element, Buffers.random(element, 1500 + 40 * step + segmentDepth, random), starts, lengths, segmentAt, step,
                    segmentDepth, together);
        }

        @Override
        public int count() { return starts.length; }

        @Override
        public int rows(int line) { return lengths[line]; }

        @Override
        public int firstRow(int line) { return Arrays.stream(lengths, 0, line).sum(); }

        @Override
        public long rowStride() { return (long) step * element.bytes(); }

        @Override
        public int segments() { return segmentAt.length; }

        @Override
        public int together() { return together; }

        @Override
        public long readerBytes() { return 8; }

        @Override
        public Reader reader(long address) {
            OffHeap.putLong(address, 7);
            return (line, from, to, table) -> {
                for (int s = from; s < to; s++) {
                    OffHeap.putLong(table + 8L * (s - from), memory.address() + (long) (starts[line] + segmentAt[s]) * element.bytes());
                }
                assertEquals(7, OffHeap.longAt(address), "the reader's memory");
            };
        }

        int rows() { return Arrays.stream(lengths).sum(); }

        int depth() { return segmentAt.length * segmentDepth; }

        /** The same matrix in rows. */
        MemorySegment written() {
            MemorySegment a = Buffers.empty(element, (long) rows() * depth());
            long at = 0;
            for (int line = 0; line < count(); line++) {
                for (int row = 0; row < lengths[line]; row++) {
                    for (int segment : segmentAt) {
                        IntUnaryOperator index = index(line, row, segment);
                        for (int p = 0; p < segmentDepth; p++) {
                            Buffers.put(element, a, at++, Buffers.at(element, memory, index.applyAsInt(p)));
                        }
                    }
                }
            }
            return a;
        }

        private IntUnaryOperator index(int line, int row, int segment) { return p -> starts[line] + segment + row * step + p; }
    }

    /** To the bit as far as one block of the depth goes, and within the bound of any order of sums beyond, where all variants still agree. */
    @Test
    void theSameAsOfRows() {
        Random random = new Random(11);
        for (int i = 0; i < 60; i++) {
            Element element = i % 4 == 0 ? Element.FLOAT64 : Element.FLOAT32;
            boolean deep = i % 6 == 5;
            Sample a = Sample.of(element, random, 1 + random.nextInt(deep ? 9 : 5), 1 + random.nextInt(deep ? 700 : 60), 1);
            int n = i % 10 == 9 ? 300 + random.nextInt(300) : 1 + random.nextInt(140), m = a.rows(), k = a.depth();
            MemorySegment written = a.written();
            boolean turned = random.nextBoolean();
            MemorySegment memory = Buffers.random(element, (long) k * n, random);
            Matrix b = turned ? Matrix.rowMajor(memory, k).transposed() : Matrix.rowMajor(memory, n);
            MemorySegment first = MemorySegment.NULL;
            for (GemmTest.Variant variant : GemmTest.variants().toList()) {
                String what = variant + ", sample " + i + ": " + element + " " + m + " x " + k + " x " + n;
                MemorySegment c = Buffers.random(element, (long) m * (n + 3), new Random(1)),
                        rows = Buffers.random(element, (long) m * (n + 3), new Random(1));
                variant.gemm().run(element, GemmShape.of(m, n, k), a, b, new Target(c, 0, n + 3, 0));
                variant.gemm().run(element, GemmShape.of(m, n, k), Matrix.rowMajor(written, k), b, new Target(rows, 0, n + 3, 0), false);
                if (k <= Lines.DEEPEST && m * n * k < 1 << 20) assertEquals(-1, rows.mismatch(c), what);
                double[] expected = Reference.values(element, rows), actual = Reference.values(element, c);
                double bound = (k + 4) * (element == Element.FLOAT64 ? 0x1p-52 : 0x1p-23) * k;
                for (int j = 0; j < expected.length; j++) assertEquals(expected[j], actual[j], bound, what + " at " + j);
                if (first.byteSize() == 0) first = c;
                assertEquals(-1, first.mismatch(c), what + " differs from the first variant");
            }
        }
    }

    @Test
    void transposedTheSameAsOfColumns() {
        Random random = new Random(12);
        for (int i = 0; i < 40; i++) {
            Element element = i % 4 == 0 ? Element.FLOAT64 : Element.FLOAT32;
            Sample a = Sample.of(element, random, 1 + random.nextInt(5), 1 + random.nextInt(60), 1 + random.nextInt(3));
            int n = 16 * (1 + random.nextInt(9)), m = a.depth(), k = a.rows();
            Matrix b = new Matrix(Buffers.random(element, (long) k * (n + 5), random), 0, n + 5, 1);
            Matrix turned = Matrix.rowMajor(a.written(), m).transposed();
            MemorySegment first = MemorySegment.NULL;
            for (GemmTest.Variant variant : GemmTest.variants().toList()) {
                String what = variant + ", sample " + i + ": " + element + " " + m + " x " + k + " x " + n;
                MemorySegment c = Buffers.random(element, (long) m * (n + 3), new Random(1)),
                        expected = Buffers.random(element, (long) m * (n + 3), new Random(1));
                variant.gemm().runTransposed(element, GemmShape.of(m, n, k), a, b, new Target(c, 0, n + 3, 0));
                variant.gemm().run(element, GemmShape.of(m, n, k), turned, b, new Target(expected, 0, n + 3, 0), false);
                double bound = (k + 4) * (element == Element.FLOAT64 ? 0x1p-52 : 0x1p-23) * k;
                assertArrayEquals(Reference.values(element, expected), Reference.values(element, c), bound, what);
                if (first.byteSize() == 0) first = c;
                assertEquals(-1, first.mismatch(c), what + " differs from the first variant");
            }
        }
    }

    /** A vector that is not kept in a register is an object: then a product of this size makes many megabytes of them. */
    @ParameterizedTest
    @EnumSource(names = {"FLOAT32", "FLOAT64"})
    void onceCompiledAProductAllocatesNextToNothing(Element element) throws InterruptedException {
        Gemm gemm = new Gemm(Lanes.configuredBits(), KernelSet.Choice.WHEN_COMPILED, new Workers(1));
        Random random = new Random(4);
        Sample a = new Sample(element, Buffers.random(element, 20_000, random), new int[400],
                random.ints(400, 1, 3).map(i -> 32 + 4 * i).toArray(),
                new int[]{0, 3000, 6000}, 30, 90, 1);
        int m = a.rows(), n = 64, k = a.depth();
        MemorySegment b = Buffers.random(element, (long) k * n, random), c = Buffers.empty(element, (long) m * n);
        var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        long[] bytes = new long[60];
        for (int i = 0; i < bytes.length; i++) {
            if (i % 20 == 0) gemm.awaitWarm();
            long before = threads.getCurrentThreadAllocatedBytes();
            gemm.run(element, GemmShape.of(m, n, k), a, Matrix.rowMajor(b, n), Target.rowMajor(c, n));
            bytes[i] = threads.getCurrentThreadAllocatedBytes() - before;
        }
        long median = Arrays.stream(bytes, bytes.length - 20, bytes.length).sorted().skip(10).findFirst().orElseThrow();
        assertTrue(median < 1 << 20, median + " bytes of the heap, and in each call " + Arrays.toString(bytes));
    }
}

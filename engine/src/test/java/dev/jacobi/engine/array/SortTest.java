package dev.jacobi.engine.array;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.jacobi.engine.cpu.threads.Workers;
import dev.jacobi.engine.mx;
import dev.jacobi.engine.type.DType;
import dev.jacobi.engine.type.Shape;
import dev.jacobi.engine.type.ShapeException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Order against the JDK's stable sort of boxed numbers: all dtypes, axes, lengths on both sides of a merge, NaN, infinities and both zeros. */
class SortTest {
    private static final long SEED = 31;

    /** NaN last, and -0 equal to 0. */
    private static int compare(double a, double b) {
        if (a != a || b != b) return Boolean.compare(a != a, b != b);
        return a < b ? -1 : a > b ? 1 : 0;
    }

    private static void check(Array x, int axis) {
        Array rows = x.moveaxis(axis, -1), values = x.sort(axis).moveaxis(axis, -1), indices = x.argsort(axis).moveaxis(axis, -1);
        assertEquals(DType.UINT32, indices.dtype());
        assertEquals(x.dtype(), values.dtype());
        double[] in = rows.toDoubleArray(), sorted = values.toDoubleArray();
        int[] order = indices.toIntArray();
        int n = x.dim(axis);
        for (int line = 0; line < in.length / Math.max(1, n); line++) {
            int at = line * n;
            int[] expected = IntStream.range(0, n).boxed().sorted(Comparator.comparing(i -> i, (i, j) -> compare(in[at + i], in[at + j])))
                    .mapToInt(i -> i).toArray();
            assertArrayEquals(expected, Arrays.copyOfRange(order, at, at + n), "argsort of " + x.dtype() + x.shape() + " along " + axis);
            for (int k = 0; k < n; k++) assertEquals(in[at + expected[k]] + 0.0, sorted[at + k] + 0.0, x.dtype() + " place " + k);
        }
    }

    @Test
    void isTheJdksStableSort() {
        Random random = new Random(SEED);
        Shape[] shapes = {Shape.of(0), Shape.of(1), Shape.of(500), Shape.of(16_383), Shape.of(16_384), Shape.of(40_001), Shape.of(3, 9000),
                Shape.of(9000, 2), Shape.of(50, 4, 3), Shape.of(0, 4)};
        for (Shape shape : shapes) {
            for (DType dtype : DType.values()) {
                if (!dtype.isFloating() && !dtype.isInteger() && dtype != DType.BOOL) continue;
                double[] x = new double[(int) shape.size()];
                boolean few = random.nextBoolean();
                for (int i = 0; i < x.length; i++) {
                    x[i] = dtype == DType.BOOL ? random.nextInt(2)
                            : dtype.isUnsigned() ? random.nextInt(few ? 5 : 250)
                                    : few || dtype.bytes() == 1 ? random.nextInt(-100, 100) : random.nextGaussian() * 1000;
                    if (dtype.isFloating() && random.nextInt(20) == 0)
                        x[i] = new double[]{Double.NaN, mx.inf, -mx.inf, -0.0, 0.0}[random.nextInt(5)];
                }
                Array a = mx.array(x, dtype).reshape(shape);
                for (int axis = 0; axis < shape.rank(); axis++) check(a, axis);
            }
        }
    }

    @Test
    void wideIntegersKeepEveryBit() {
        Random random = new Random(SEED);
        for (int n : new int[]{100, 20_000}) {
            long[] x = random.longs(n).toArray();
            for (int i = 0; i < n / 2; i++) x[i] = x[i] & 3 | x[0] & ~3L; // equal upper halves
            long[] sorted = x.clone();
            Arrays.sort(sorted);
            Array a = mx.array(x);
            assertArrayEquals(sorted, a.sort(0).toLongArray());
            assertArrayEquals(sorted, mx.take(a, a.argsort(0), 0).toLongArray());
            Array u = mx.array(x).astype(DType.UINT64);
            long[] unsigned = Arrays.stream(x).map(v -> v ^ Long.MIN_VALUE).sorted().map(v -> v ^ Long.MIN_VALUE).toArray();
            assertArrayEquals(unsigned, u.sort(0).toLongArray());
            assertArrayEquals(unsigned, mx.take(u, u.argsort(0), 0).toLongArray());
        }
    }

    @Test
    void doesNotDependOnTheNumberOfThreads() {
        int before = Workers.shared().threads();
        Array x = mx.random.randint(mx.random.key(3), 0, 1000, 300_000);
        try {
            Workers.shared().setThreads(1);
            int[] one = x.argsort(0).toIntArray();
            Workers.shared().setThreads(3);
            assertArrayEquals(one, x.argsort(0).toIntArray());
        } finally {
            Workers.shared().setThreads(before);
        }
    }

    @Test
    void negativeNanIsLastToo() {
        float[] x = {1, Float.intBitsToFloat(0xffc00000), -1};
        assertEquals("array([-1, 1, nan], dtype=float32)", mx.sort(mx.array(x)).toString());
        assertEquals("array([2, 0, 1], dtype=uint32)", mx.argsort(mx.array(x)).toString());
    }

    @Test
    void partsOfAnOrder() {
        Array x = mx.array(new double[][]{{3, 1, 2, 5}, {0, -1, mx.nan, 7}});
        assertEquals("array([[3, 5],\n       [7, nan]], dtype=float32)", mx.topk(x, 2).toString());
        assertEquals(2, x.partition(-3, 1).get(0, 1).item());
        assertEquals(3, mx.argpartition(x, 2).get(1, 2).item());
        assertEquals("array([2.5, nan], dtype=float32)", x.median(1).toString());
        assertEquals(3, mx.median(mx.array(9, 3, 1)).item());
        assertEquals(2.5, mx.median(mx.array(new double[][]{{4, 1}, {2, 3}})).item());
        assertThrows(ShapeException.class, () -> mx.topk(x, 5));
        assertThrows(ShapeException.class, () -> mx.partition(x, 4));
    }

    @Test
    void searchsortedIsNumpys() {
        // numpy.searchsorted of the same, both sides
        Array a = mx.array(1.0, 2.0, 2.0, 4.0, mx.nan), v = mx.array(new double[][]{{0, 1, 2}, {3, 9, mx.nan}});
        assertEquals("array([[0, 0, 1],\n       [3, 4, 4]], dtype=uint32)", mx.searchsorted(a, v).toString());
        assertEquals("array([[0, 1, 3],\n       [3, 4, 5]], dtype=uint32)", a.searchsorted(v, true).toString());
        Array all = mx.arange(1000).multiply(2), at = mx.arange(2002).subtract(1);
        for (boolean right : new boolean[]{false, true}) {
            int[] places = all.searchsorted(at, right).toIntArray();
            for (int i = 0; i < places.length; i++) {
                int value = i - 1, expected = Math.clamp(right ? Math.floorDiv(value, 2) + 1 : Math.ceilDiv(value, 2), 0, 1000);
                assertEquals(expected, places[i], "of " + value);
            }
        }
        assertEquals("array([0, 0], dtype=uint32)", mx.searchsorted(mx.zeros(0), mx.array(1.0, 2.0)).toString());
    }

    @Test
    void derivatives() {
        Array x = mx.array(3.0, 1.0, 2.0), w = mx.array(10.0, 20.0, 30.0);
        assertEquals("array([30, 10, 20], dtype=float32)", mx.grad((Array y) -> mx.sort(y).multiply(w).sum()).apply(x).toString());
        assertEquals("array([0, 0, 1], dtype=float32)", mx.grad(mx::median).apply(x).toString());
    }
}

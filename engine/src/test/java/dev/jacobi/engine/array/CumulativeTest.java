package dev.jacobi.engine.array;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.jacobi.engine.cpu.threads.Workers;
import dev.jacobi.engine.mx;
import dev.jacobi.engine.type.DType;
import dev.jacobi.engine.type.Shape;
import java.util.Random;
import java.util.function.DoubleBinaryOperator;
import org.junit.jupiter.api.Test;

/** Cumulative operations against loops, over axes, dtypes, directions and lengths on both sides of tiles and blocks. */
class CumulativeTest {
    private static final long SEED = 4711;

    private enum What {
        SUM((a, b) -> a + b, 0), PROD((a, b) -> a * b, 1), MAX(Math::max, Double.NEGATIVE_INFINITY), MIN(Math::min,
                Double.POSITIVE_INFINITY),
        LOGSUMEXP((a, b) -> a == Double.NEGATIVE_INFINITY ? b : Math.max(a, b) + Math.log1p(Math.exp(-Math.abs(a - b))),
                Double.NEGATIVE_INFINITY);

        final DoubleBinaryOperator combine;
        final double none;

        What(DoubleBinaryOperator combine, double none) {
            this.combine = combine;
            this.none = none;
        }

        Array of(Array x, int axis, boolean reverse, boolean inclusive) {
            return switch (this) {
                case SUM -> x.cumsum(axis, reverse, inclusive);
                case PROD -> x.cumprod(axis, reverse, inclusive);
                case MAX -> x.cummax(axis, reverse, inclusive);
                case MIN -> x.cummin(axis, reverse, inclusive);
                case LOGSUMEXP -> x.logcumsumexp(axis, reverse, inclusive);
            };
        }
    }

    private static double[] loop(What what, double[] x, Shape shape, int axis, boolean reverse, boolean inclusive) {
        int n = shape.dim(axis), inner = 1;
        for (int k = axis + 1; k < shape.rank(); k++) inner *= shape.dim(k);
        double[] r = new double[x.length];
        for (int line = 0; line < x.length / Math.max(1, n); line++) {
            double sofar = what.none;
            for (int k = 0; k < n; k++) {
                int i = (line / inner * n + (reverse ? n - 1 - k : k)) * inner + line % inner;
                double next = what.combine.applyAsDouble(sofar, x[i]);
                r[i] = inclusive ? next : sofar;
                sofar = next;
            }
        }
        return r;
    }

    private static void check(What what, Array x, int axis, double tolerance) {
        for (boolean reverse : new boolean[]{false, true}) {
            for (boolean inclusive : new boolean[]{true, false}) {
                double[] expected = loop(what, x.toDoubleArray(), x.shape(), axis, reverse, inclusive);
                Array y = what.of(x, axis, reverse, inclusive);
                assertEquals(x.shape(), y.shape());
                double[] actual = y.toDoubleArray();
                for (int i = 0; i < actual.length; i++) {
                    if (!(Math.abs(actual[i] - expected[i]) <= tolerance * (1 + Math.abs(expected[i]))) && actual[i] != expected[i])
                        throw new AssertionError(what + " of " + x.dtype() + x.shape() + " along " + axis + (reverse ? " reversed" : "")
                                + (inclusive ? "" : " exclusive") + ": element " + i + " is " + actual[i] + ", not " + expected[i]);
                }
            }
        }
    }

    private static Array random(Shape shape, DType dtype) {
        Random random = new Random(SEED);
        double[] x = new double[(int) shape.size()];
        for (int i = 0; i < x.length; i++) x[i] = dtype.isFloating() ? random.nextDouble(-1, 1) : random.nextInt(-5, 6);
        return mx.array(x, dtype).reshape(shape);
    }

    @Test
    void areLoops() {
        Shape[] shapes = {Shape.of(1), Shape.of(1023), Shape.of(1024), Shape.of(1025), Shape.of(70_001), Shape.of(3, 300), Shape.of(300, 3),
                Shape.of(5, 7, 64), Shape.of(5, 7, 63), Shape.of(3, 2, 1200), Shape.of(2, 70_000), Shape.of(0, 3), Shape.of(3, 0)};
        for (Shape shape : shapes) {
            for (int axis = 0; axis < shape.rank(); axis++) {
                for (What what : What.values()) {
                    check(what, random(shape, DType.FLOAT64), axis, 1e-11);
                    check(what, random(shape, DType.FLOAT32), axis, 1e-6);
                    if (what == What.SUM) check(what, random(shape, DType.INT32), axis, 0);
                    if (what == What.MAX || what == What.MIN) check(what, random(shape, DType.FLOAT16), axis, 0);
                }
            }
        }
    }

    @Test
    void readViews() {
        Array x = random(Shape.of(40, 90), DType.FLOAT32);
        for (Array view : new Array[]{x.transpose(), mx.flip(x, 0), mx.flip(x, 1), x.get("::2, 1::3"), mx.broadcastTo(x.get(0), 70, 90)}) {
            for (int axis = 0; axis < 2; axis++) for (What what : What.values()) check(what, view, axis, 1e-6);
        }
    }

    @Test
    void aLongSumOfFloatsIsAccurate() {
        int n = 3_000_000;
        Array x = mx.full(Shape.of(n), 0.1).add(mx.zeros(n));
        float[] sums = x.cumsum(0).toFloatArray(), back = x.cumsum(0, true, true).toFloatArray();
        for (int i = 0; i < n; i++) {
            double exact = (double) 0.1f * (i + 1);
            assertEquals(exact, sums[i], Math.ulp((float) exact) / 1.99, "element " + i);
            assertEquals(exact, back[n - 1 - i], Math.ulp((float) exact) / 1.99, "element " + i + " from the end");
        }
    }

    @Test
    void doNotDependOnTheNumberOfThreads() {
        int before = Workers.shared().threads();
        Array x = mx.random.normal(mx.random.key(1), 400_000);
        try {
            for (What what : What.values()) {
                Workers.shared().setThreads(1);
                float[] one = what.of(x, 0, false, true).toFloatArray();
                Workers.shared().setThreads(3);
                assertArrayEquals(one, what.of(x, 0, false, true).toFloatArray(), what.toString());
            }
        } finally {
            Workers.shared().setThreads(before);
        }
    }

    @Test
    void specialValues() {
        Array x = mx.array(1.0, mx.nan, 2.0, mx.inf);
        assertEquals("array([1, nan, nan, nan], dtype=float32)", x.cumsum(0).toString());
        assertEquals("array([1, nan, nan, nan], dtype=float32)", x.cummax(0).toString());
        assertEquals("array([1, nan, nan, nan], dtype=float32)", x.logcumsumexp(0).toString());
        Array none = mx.array(-mx.inf, -mx.inf, 0.0, mx.inf, mx.inf, 5.0);
        assertEquals("array([-inf, -inf, 0, inf, inf, inf], dtype=float32)", none.logcumsumexp(0).toString());
        assertEquals("array([800, 800.693], dtype=float32)", mx.array(800.0, 800.0).logcumsumexp(0).toString());
        Array gradient = mx.grad((Array v) -> v.logcumsumexp(0).get(2)).apply(none);
        assertEquals("array([0, 0, 1, 0, 0, 0], dtype=float32)", gradient.toString());
        Array zeroThenHuge = mx.concatenate(java.util.List.of(mx.zeros(1), mx.full(Shape.of(200_000), 1.5)), 0);
        assertEquals(0, zeroThenHuge.cumprod(0).get(-1).item());
        assertEquals("array([1, 1, 2], dtype=int32)", mx.array(true, false, true).cumsum(0).toString());
        assertEquals("array([0, 1, 3, 6], dtype=int32)", mx.cumsum(mx.arange(4).reshape(2, 2)).toString());
        assertEquals("array([-2147483648, 3, 3], dtype=int32)", mx.array(3, 1, 2).cummax(0, false, false).toString());
    }
}

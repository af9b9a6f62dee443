package dev.jacobi.engine.cpu;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.jacobi.engine.array.Array;
import dev.jacobi.engine.ir.Data;
import dev.jacobi.engine.ir.Scalars;
import dev.jacobi.engine.memory.Memory;
import dev.jacobi.engine.mx;
import dev.jacobi.engine.type.DType;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Graphs that are fused give what they give step by step, whichever way their loops are run. */
class FusedGraphsTest {
    private LoopCode.Tiers before;

    @AfterEach
    void automaticAgain() {
        if (before != null) LoopCode.use(before);
    }

    private void use(LoopCode.Tiers tiers) {
        LoopCode.Tiers was = LoopCode.use(tiers);
        if (before == null) before = was;
    }

    private static double[] values(Array x) {
        Array flat = mx.astype(x, DType.FLOAT64).reshape(-1);
        double[] r = new double[(int) flat.size()];
        for (int i = 0; i < r.length; i++) r[i] = ((Number) flat.get(i).item()).doubleValue();
        return r;
    }

    private static void assertSame(String what, double[] expected, double[] actual, double relative, double absolute) {
        assertEquals(expected.length, actual.length, what);
        for (int i = 0; i < expected.length; i++) {
            double a = expected[i], b = actual[i];
            if (a == b || Double.isNaN(a) && Double.isNaN(b)) continue;
            assertTrue(Math.abs(a - b) <= relative * Math.abs(a) + absolute, what + ", element " + i + ": expected " + a + ", got " + b);
        }
    }

    /** Random graphs over one shape: contiguous, transposed, reversed, sliced, row, column and scalar operands; reductions of rows in between. */
    @ParameterizedTest
    @EnumSource(LoopCode.Tiers.class)
    void randomGraphs(LoopCode.Tiers tiers) {
        use(tiers);
        long seed = Long.getLong("jacobi.test.seed", System.nanoTime());
        for (int round = 0; round < 60; round++) {
            long s = seed + round;
            double[] whole = build(new Random(s), x -> x), steps = build(new Random(s), x -> {
                mx.eval(x);
                return x;
            });
            assertSame("seed " + s + ", " + tiers, steps, whole, 1e-4, 1e-3); // differences of large numbers
        }
    }

    private static double[] build(Random random, UnaryOperator<Array> each) {
        int[][] shapes = {{5}, {3, 70}, {2, 3, 257}, {70, 5}, {1, 130}, {130, 1}, {33, 64}, {2, 2, 2, 31}, {1, 1}, {17, 300}};
        int[] shape = shapes[random.nextInt(shapes.length)];
        int rank = shape.length;
        mx.random.seed(random.nextInt(1000));
        List<Array> pool = new ArrayList<>();
        for (int k = 0; k < 4; k++) pool.add(mx.broadcastTo(operand(random, shape), shape));
        for (int k = 0; k < 12; k++) {
            Array a = pool.get(random.nextInt(pool.size())), b = pool.get(random.nextInt(pool.size()));
            Array made = switch (random.nextInt(14)) {
                case 0 -> a.add(b);
                case 1 -> a.subtract(b);
                case 2 -> a.multiply(b);
                case 3 -> mx.maximum(a, b);
                case 4 -> mx.exp(mx.negative(mx.abs(a)));
                case 5 -> mx.tanh(a);
                case 6 -> mx.where(a.greater(b), a, b.multiply(0.5));
                case 7 -> mx.sin(a);
                case 8 -> mx.sigmoid(a);
                case 9 -> a.divide(mx.abs(b).add(1.0));
                case 10 -> a.subtract(a.mean(rank - 1).reshape(kept(shape)));
                case 11 -> a.softmax(rank - 1);
                case 12 -> mx.tanh(a.max(rank - 1).reshape(kept(shape))).add(b);
                default -> a.multiply(mx.rsqrt(mx.square(a).mean(rank - 1).reshape(kept(shape)).add(1.0)));
            };
            pool.add(each.apply(made));
        }
        Array last = pool.getLast();
        return values(each.apply(switch (random.nextInt(4)) {
            case 0 -> last.mean(rank - 1);
            case 1 -> last.mean(0);
            case 2 -> last.logsumexp(rank - 1);
            default -> last;
        }));
    }

    private static int[] kept(int[] shape) {
        int[] r = shape.clone();
        r[r.length - 1] = 1;
        return r;
    }

    private static Array operand(Random random, int[] shape) {
        int rank = shape.length;
        return switch (random.nextInt(7)) {
            case 0 -> mx.array(random.nextGaussian());
            case 1 -> normal(shape[rank - 1]); // a row
            case 2 -> normal(kept(shape)); // a column
            case 3 -> {
                int[] turned = new int[rank], axes = new int[rank];
                for (int k = 0; k < rank; k++) {
                    turned[k] = shape[rank - 1 - k];
                    axes[k] = rank - 1 - k;
                }
                yield mx.transpose(normal(turned));
            }
            case 4 -> {
                int[] wide = shape.clone();
                wide[rank - 1] = 2 * shape[rank - 1] + 1;
                yield normal(wide).get("..., 1::2");
            }
            case 5 -> normal(shape).get("..., ::-1");
            default -> normal(shape);
        };
    }

    private static Array normal(int... shape) {
        Array x = mx.random.normal(shape);
        mx.eval(x);
        return x;
    }

    record Rows(int rows, int length) {}

    static Stream<Rows> rows() {
        return Stream.of(new Rows(1, 2), new Rows(3, 63), new Rows(5, 64), new Rows(4, 1000), new Rows(3, 1024), new Rows(2, 4099),
                new Rows(300, 65),
                new Rows(2, 70_001), new Rows(1, 300_000), new Rows(0, 100));
    }

    /** Against float64, row by row. */
    @ParameterizedTest
    @MethodSource("rows")
    void reductionsOfRows(Rows size) {
        int rows = size.rows, n = size.length;
        mx.random.seed(rows + n);
        Array x = mx.random.normal(rows, n).multiply(3.0).add(1.0);
        mx.eval(x);
        double[] v = values(x);
        for (LoopCode.Tiers tiers : LoopCode.Tiers.values()) {
            use(tiers);
            double[] sum = values(x.sum(1)), max = values(x.max(1)), min = values(x.min(1)), mean = values(x.mean(1)),
                    lse = values(x.logsumexp(1)),
                    var = values(x.var(1)), soft = values(x.softmax(1));
            for (int r = 0; r < rows; r++) {
                double s = 0, size1 = 0, high = Double.NEGATIVE_INFINITY, low = Double.POSITIVE_INFINITY, e = 0, d = 0;
                for (int i = 0; i < n; i++) {
                    double y = v[r * n + i];
                    s += y;
                    size1 += Math.abs(y);
                    high = Math.max(high, y);
                    low = Math.min(low, y);
                }
                for (int i = 0; i < n; i++) {
                    e += Math.exp(v[r * n + i] - high);
                    d += Math.pow(v[r * n + i] - s / n, 2);
                }
                String what = tiers + " " + size + " row " + r;
                assertEquals(s, sum[r], 3e-7 * size1, what);
                assertEquals(high, max[r], what);
                assertEquals(low, min[r], what);
                assertEquals(s / n, mean[r], 3e-7 * size1 / n, what);
                assertEquals(high + Math.log(e), lse[r], 2e-6 * (1 + Math.abs(high)), what);
                assertEquals(d / n, var[r], 2e-6 * d / n, what);
                for (int i = 0; i < n; i++) {
                    double p = Math.exp(v[r * n + i] - high) / e;
                    assertEquals(p, soft[r * n + i], 2e-6 * p, what);
                }
            }
        }
    }

    @Test
    void notANumberInARowStaysInIt() {
        Array x = mx.array(new float[]{1, Float.NaN, 3}).reshape(1, 3), y = mx.ones(40, 3);
        for (LoopCode.Tiers tiers : LoopCode.Tiers.values()) {
            use(tiers);
            assertTrue(Double.isNaN(values(x.max(1))[0]));
            Array many = mx.concatenate(List.of(mx.zeros(1, 100), mx.zeros(1, 100).divide(0.0), mx.ones(1, 100)), 0);
            double[] m = values(many.max(1)), s = values(many.softmax(1));
            assertEquals(0, m[0]);
            assertTrue(Double.isNaN(m[1]) && Double.isNaN(s[150]));
            assertEquals(0.01, s[250], 1e-8);
        }
        assertEquals(120, y.sum().item());
    }

    /** In softmax kernels compute the exponential by code for what is not positive. */
    @Test
    void softmaxHasTheSameBitsHoweverItIsComputed() {
        float inf = Float.POSITIVE_INFINITY, nan = Float.NaN;
        float[][] ends = {{}, {0, -0f, 0}, {1e30f, -1e30f}, {-inf, 3}, {inf, 2}, {-1e-40f, 1e-40f}, {nan, 1}, {87, -17, -87.5f},
                {100, -4, -3}};
        Array x = mx.random.normal(mx.random.key(5), ends.length + 1, 300).multiply(30).eval();
        float[] v = x.toFloatArray();
        for (int r = 0; r < ends.length; r++) System.arraycopy(ends[r], 0, v, r * 300 + 7, ends[r].length);
        java.util.Arrays.fill(v, ends.length * 300, v.length, -inf);
        Array rows = mx.array(v).reshape(-1, 300);
        for (DType dtype : new DType[]{DType.FLOAT32, DType.FLOAT16, DType.FLOAT64}) {
            Array y = rows.astype(dtype).eval();
            use(LoopCode.Tiers.INTERPRETED);
            Array interpreted = y.softmax(1).astype(DType.FLOAT32).eval();
            use(LoopCode.Tiers.GENERATED);
            Array generated = y.softmax(1).astype(DType.FLOAT32).eval();
            assertArrayEquals(interpreted.toFloatArray(), generated.toFloatArray(), dtype.toString());
            float[] all = generated.toFloatArray();
            for (int r = 0; r <= ends.length; r++) {
                boolean none = r == 4 || r == 6 || r == ends.length || dtype == DType.FLOAT16 && r == 2;
                double sum = 0;
                for (int i = 0; i < 300; i++) {
                    assertEquals(none, Float.isNaN(all[r * 300 + i]), dtype + " row " + r);
                    sum += all[r * 300 + i];
                }
                if (!none) assertEquals(1, sum, dtype == DType.FLOAT16 ? 5e-3 : 2e-6, dtype + " row " + r);
            }
        }
    }

    /** Only what is less its own maximum is known not to be positive. */
    @Test
    void exponentialsOfOtherDifferencesMayBeLarge() {
        Array x = mx.random.normal(mx.random.key(6), 40, 200).eval(), y = mx.random.normal(mx.random.key(7), 40, 200).multiply(20).eval();
        for (LoopCode.Tiers tiers : LoopCode.Tiers.values()) {
            use(tiers);
            float[] a = mx.exp(y.subtract(x.max(1).reshape(40, 1))).sum(1).toFloatArray();
            float[] b = mx.exp(x.subtract(x.min(1).reshape(40, 1))).sum(1).toFloatArray();
            float[] v = x.toFloatArray(), w = y.toFloatArray();
            for (int r = 0; r < 40; r++) {
                double high = Double.NEGATIVE_INFINITY, low = Double.POSITIVE_INFINITY, s = 0, t = 0;
                for (int i = r * 200; i < r * 200 + 200; i++) {
                    high = Math.max(high, v[i]);
                    low = Math.min(low, v[i]);
                }
                for (int i = r * 200; i < r * 200 + 200; i++) {
                    s += Math.exp(w[i] - high);
                    t += Math.exp(v[i] - low);
                }
                assertEquals(s, a[r], 1e-5 * s, tiers + " row " + r);
                assertEquals(t, b[r], 1e-5 * t, tiers + " row " + r);
            }
        }
    }

    /** Leading and middle axes, narrow and wide, against float64. */
    @Test
    void reductionsOfColumns() {
        int[][] shapes = {{1000, 70}, {5000, 3}, {70, 5000}, {3, 700, 20}, {2, 9, 4097}, {4097, 1}, {129, 512}, {2000, 8}};
        for (int[] shape : shapes) {
            int axis = shape.length == 3 ? 1 : 0, outer = axis == 1 ? shape[0] : 1, gone = shape[axis], columns = shape[axis + 1];
            for (DType dtype : new DType[]{DType.FLOAT32, DType.FLOAT64}) {
                mx.random.seed(7);
                Array x = mx.astype(mx.random.normal(shape).add(0.5), dtype);
                mx.eval(x);
                double[] v = values(x);
                for (LoopCode.Tiers tiers : LoopCode.Tiers.values()) {
                    use(tiers);
                    double[] sum = values(x.sum(axis)), max = values(x.max(axis)), min = values(x.min(axis));
                    for (int o = 0; o < outer; o++) {
                        for (int c = 0; c < columns; c++) {
                            int first = o * gone * columns + c;
                            ColumnTotals t = ColumnTotals.of(gone, r -> v[first + r * columns]);
                            int at = o * columns + c;
                            assertEquals(t.sum(), sum[at], (dtype == DType.FLOAT32 ? 3e-7 : 1e-14) * t.size());
                            assertEquals(t.max(), max[at]);
                            assertEquals(t.min(), min[at]);
                        }
                    }
                }
            }
        }
    }

    /** A kernel that gives up on large angles leaves the interpreter what it needs, in place of an operand, too. */
    @Test
    void anglesOutOfRange() {
        float[] angles = new float[5000];
        for (int i = 0; i < angles.length; i++) angles[i] = i % 7 == 3 ? 1e6f + i : i;
        Array x = mx.array(angles);
        for (LoopCode.Tiers tiers : LoopCode.Tiers.values()) {
            use(tiers);
            double[] s = values(mx.sin(x.add(1.0).multiply(1.0)).add(0.0));
            for (int i = 0; i < angles.length; i++) assertEquals(Math.sin(angles[i] + 1f), s[i], 3e-7);
            Group group = new Group();
            int leaf = group.leaf(new Operand(Data.Strided.rowMajor(copy(angles), x.shape()), x.shape(), DType.FLOAT32), false);
            group.apply(dev.jacobi.engine.ir.Op.SIN, new int[]{leaf}, DType.FLOAT32, false);
            Data.Strided in = (Data.Strided) group.leaves().getFirst().data();
            Data.Strided out = (Data.Strided) Elementwise.run(group, x.shape(), DType.FLOAT32, in.buffer());
            for (int i = 0; i < angles.length; i++) {
                assertEquals(Math.sin(angles[i]), Double.longBitsToDouble(Scalars.read(DType.FLOAT32, out.buffer().segment(), i * 4L)),
                        3e-7);
            }
        }
    }

    private static dev.jacobi.engine.memory.Buffer copy(float[] x) {
        dev.jacobi.engine.memory.Buffer b = Memory.shared().allocate(x.length * 4L);
        for (int i = 0; i < x.length; i++) Scalars.write(DType.FLOAT32, b.segment(), i * 4L, Double.doubleToRawLongBits(x[i]));
        return b;
    }
}

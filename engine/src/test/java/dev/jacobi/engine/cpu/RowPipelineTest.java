package dev.jacobi.engine.cpu;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.jacobi.engine.array.Array;
import dev.jacobi.engine.array.Index;
import dev.jacobi.engine.mx;
import dev.jacobi.engine.type.DType;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** Rows whose passes run together with those of other rows give the bits that each gives by itself, however many there are and whatever is in them. */
class RowPipelineTest {
    private static final int[] ROWS = {1, 2, 3, 4, 5, 9, 40}, LENGTHS = {2048, 2049, 2111, 4096, 4100, 5003, 16384};

    private record Function(String name, UnaryOperator<Array> of) {}

    private static final List<Function> FUNCTIONS = List.of(new Function("softmax", x -> x.softmax(1)),
            new Function("logsumexp", x -> x.logsumexp(1)), new Function("log softmax", x -> x.subtract(wide(x.logsumexp(1)))),
            // what is kept of a row before its largest element is known, and is no part of the result's memory
            new Function("softmax of tanh", x -> mx.tanh(x).softmax(1).multiply(x)),
            new Function("sum from the least on", x -> mx.exp(wide(x.min(1)).subtract(x)).sum(1)),
            new Function("both ends", x -> mx.exp(x.subtract(wide(x.max(1)))).add(mx.exp(wide(x.min(1)).subtract(x))).sum(1)),
            // tells -0 from 0
            new Function("over the largest", x -> mx.exp(x.subtract(wide(x.max(1)))).sum(1).divide(x.max(1))),
            // sums first, and three passes
            new Function("layer norm of exp", x -> norm(mx.exp(mx.negative(mx.square(x))))));

    private static Array wide(Array rows) { return rows.reshape((int) rows.size(), 1); }

    private static Array norm(Array x) {
        Array d = x.subtract(wide(x.mean(1)));
        return d.multiply(mx.rsqrt(wide(mx.square(d).mean(1)).add(1e-5)));
    }

    @Test
    void rowsByThemselves() {
        for (DType dtype : List.of(DType.FLOAT32, DType.FLOAT64)) {
            for (int length : LENGTHS) for (int rows : ROWS) if (rows * length < 90_000) check(rows(rows, length, dtype), true);
        }
    }

    /** Rows of a part of an array are apart; columns are no rows that are read in place. */
    @Test
    void rowsOfParts() {
        Array x = rows(9, 4200, DType.FLOAT32);
        check(x.get(Index.slice(1, 8), Index.slice(3, 4103)), false);
        check(rows(2100, 7, DType.FLOAT32).T(), false);
        check(x.get(Index.slice(0, 3), Index.slice(0, 4100)).reshape(3, 1, 4100).broadcastTo(dev.jacobi.engine.type.Shape.of(3, 2, 4100))
                .reshape(6, 4100), false);
    }

    @Test
    void plansOfSoftmaxHaveOneLoop() {
        LoopCode.Tiers before = LoopCode.use(LoopCode.Tiers.GENERATED);
        try {
            rows(9, 4096, DType.FLOAT32).softmax(1).eval();
            assertTrue(LoopCode.report().contains("loose=true"), LoopCode.report());
        } finally {
            LoopCode.use(before);
        }
    }

    private static void check(Array x, boolean tiersAgree) {
        for (Function f : FUNCTIONS) {
            double[][] results = new double[2][];
            for (int t = 0; t < 2; t++) {
                LoopCode.Tiers before = LoopCode.use(t == 0 ? LoopCode.Tiers.INTERPRETED : LoopCode.Tiers.GENERATED);
                try {
                    results[t] = values(f.of.apply(x));
                    int n = x.shape().dim(0), each = results[t].length / n;
                    for (int r = 0; r < n; r += 1 + n / 9) {
                        double[] alone = values(f.of.apply(x.get(Index.slice(r, r + 1))));
                        assertSame(f.name + " of " + x.shape() + ", row " + r, alone,
                                Arrays.copyOfRange(results[t], r * each, (r + 1) * each));
                    }
                } finally {
                    LoopCode.use(before);
                }
            }
            // functions of doubles are the JDK's until they are compiled
            if (tiersAgree && x.dtype() == DType.FLOAT32) assertSame(f.name + " of " + x.shape(), results[0], results[1]);
        }
    }

    private static double[] values(Array x) {
        if (x.dtype() == DType.FLOAT64) return x.flatten().toDoubleArray();
        float[] floats = x.flatten().toFloatArray();
        double[] values = new double[floats.length];
        for (int i = 0; i < values.length; i++) values[i] = floats[i];
        return values;
    }

    private static void assertSame(String what, double[] expected, double[] actual) {
        assertEquals(expected.length, actual.length, what);
        for (int i = 0; i < expected.length; i++) {
            if (Double.compare(expected[i], actual[i]) != 0) assertEquals(expected[i], actual[i], what + ", element " + i);
        }
    }

    /** Most are random; some have a NaN of either sign, infinities, or nothing but zeros of both signs and what lies below. */
    private static Array rows(int rows, int length, DType dtype) {
        Random random = new Random(31L * rows + length);
        float[] values = new float[rows * length];
        for (int r = 0; r < rows; r++) {
            int kind = (r + length) % 9;
            for (int i = 0; i < length; i++) {
                float v = (float) random.nextGaussian() * 3;
                values[r * length + i] = switch (kind) {
                    case 1 -> Float.NEGATIVE_INFINITY;
                    case 2 -> i % 3 == 0 ? -0f : -Math.abs(v);
                    case 3 -> i % 3 == 0 ? -0f : i % 7 == 0 ? 0f : -Math.abs(v);
                    case 4 -> i % 2 == 0 ? Float.NEGATIVE_INFINITY : v;
                    default -> v;
                };
            }
            int at = r * length + random.nextInt(length);
            if (kind == 5) values[at] = Float.NaN;
            if (kind == 6) values[at] = Float.intBitsToFloat(0xffc00001);
            if (kind == 7) values[at] = Float.POSITIVE_INFINITY;
            if (kind == 8) values[r * length + length - 1] = Float.NaN;
        }
        return mx.astype(mx.array(values).reshape(rows, length), dtype).eval();
    }
}

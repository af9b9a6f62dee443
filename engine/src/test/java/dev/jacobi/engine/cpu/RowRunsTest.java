package dev.jacobi.engine.cpu;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.jacobi.engine.array.Array;
import dev.jacobi.engine.array.Index;
import dev.jacobi.engine.mx;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Rows that are reduced in one run give the bits that each gives by itself, as do long rows in pieces. */
class RowRunsTest {
    private static final float NEGATIVE_NAN = Float.intBitsToFloat(0xffc00000);

    private record Function(String name, UnaryOperator<Array> of) {}

    private static final List<Function> FUNCTIONS = List.of(new Function("sum", x -> x.sum(1)), new Function("max", x -> x.max(1)),
            new Function("min", x -> x.min(1)), new Function("mean of squares", x -> mx.square(x).mean(1)),
            new Function("sum of doubles of what is one value", x -> x.multiply(mx.array(2)).sum(1)));

    /** Blocks that are not full; lengths of whole vectors and others, of one segment and several, and of more than one cut. */
    @ParameterizedTest
    @CsvSource({"64, 4096", "129, 2048", "70, 8192", "33, 12288", "1025, 64", "300, 80", "2, 65536", "65, 4097", "131, 2011", "3, 65536",
            "1031, 257", "2, 140000", "3, 196611", "1, 300001"})
    void rowsByThemselves(int rows, int length) {
        Array x = rows(rows, length);
        for (Function f : FUNCTIONS) {
            int[][] results = new int[3][];
            LoopCode.Tiers before = LoopCode.use(LoopCode.Tiers.INTERPRETED);
            try {
                results[0] = bits(f.of.apply(x));
                LoopCode.use(LoopCode.Tiers.GENERATED);
                results[1] = bits(f.of.apply(x));
                results[2] = new int[rows];
                for (int r = 0; r < rows; r++) results[2][r] = bits(f.of.apply(x.get(Index.slice(r, r + 1))))[0];
            } finally {
                LoopCode.use(before);
            }
            for (int r = 0; r < rows; r++) {
                String what = f.name + " of " + x.shape() + ", row " + r;
                assertEquals(results[0][r], results[1][r], what + ", interpreted and generated");
                assertEquals(results[2][r], results[1][r], what + ", by itself and with others");
            }
        }
    }

    private static int[] bits(Array x) {
        float[] values = x.flatten().toFloatArray();
        int[] bits = new int[values.length];
        // which NaN it is depends on the order of operands, which no tier promises
        for (int i = 0; i < bits.length; i++) bits[i] = Float.floatToIntBits(values[i]);
        return bits;
    }

    /** Most are random; some have a NaN, infinities of one sign or both, or nothing but zeros and what lies below. */
    private static Array rows(int rows, int length) {
        Random random = new Random(17L * rows + length);
        float[] values = new float[rows * length];
        for (int r = 0; r < rows; r++) {
            int kind = r % 8, first = r * length;
            for (int i = 0; i < length; i++) {
                float v = (float) random.nextGaussian() * 3;
                values[first + i] = kind == 1 ? i % 3 == 0 ? -0f : -Math.abs(v) : kind == 2 ? -0f : v;
            }
            if (kind >= 3)
                values[first + random.nextInt(length)] = kind == 3 ? Float.NaN : kind == 7 ? NEGATIVE_NAN : Float.POSITIVE_INFINITY;
            if (kind == 5) values[first + length - 1] = Float.NEGATIVE_INFINITY;
        }
        return mx.array(values).reshape(rows, length).eval();
    }
}

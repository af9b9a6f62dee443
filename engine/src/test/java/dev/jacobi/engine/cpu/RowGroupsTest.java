package dev.jacobi.engine.cpu;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.jacobi.engine.array.Array;
import dev.jacobi.engine.array.Index;
import dev.jacobi.engine.cpu.math.FloatExtrema;
import dev.jacobi.engine.ir.Reduction;
import dev.jacobi.engine.memory.Buffer;
import dev.jacobi.engine.memory.Memory;
import dev.jacobi.engine.mx;
import dev.jacobi.engine.type.DType;
import dev.jacobi.engine.type.Shape;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.Random;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Rows, wherever they lie and however many are worked on together, give what a loop over their elements gives. */
class RowGroupsTest {
    private static final float[] EDGES = {0f, -0f, Float.NaN, Float.intBitsToFloat(0xffc00001), Float.intBitsToFloat(0x7f800001),
            Float.intBitsToFloat(0xff800001), Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY, Float.MIN_VALUE, -Float.MIN_VALUE,
            Float.MAX_VALUE, -Float.MAX_VALUE, 1, -1};

    @ParameterizedTest
    @EnumSource(value = LoopCode.Tiers.class, names = {"INTERPRETED", "GENERATED"})
    void onePassOverRowsOfAnyNumberAndLength(LoopCode.Tiers tier) {
        LoopCode.Tiers before = LoopCode.use(tier);
        try {
            for (int rows : new int[]{1, 2, 63, 64, 65, 129, 300}) {
                for (int length : new int[]{1, 15, 16, 17, 31, 33, 127, 129, 1025}) check(normal(1, rows, length), rows, length);
            }
            for (int rows : new int[]{1, 3, 5}) for (int length : new int[]{4095, 4097, 8192, 65535, 65537}) {
                check(normal(1, rows, length), rows, length);
            }
            check(normal(1, 20_000, 40), 20_000, 40);
        } finally {
            LoopCode.use(before);
        }
    }

    /** Rows of a part of an array are apart, and those of more axes not always evenly. */
    @ParameterizedTest
    @CsvSource({"1, 1", "2, 1", "1, 3", "2, 3", "5, 4"})
    void rowsOfPartsOfArrays(int planes, int rows) {
        for (int length : new int[]{33, 257, 4100}) {
            Array all = normal(2, (planes + 1) * (rows + 1), length + 3).reshape(planes + 1, rows + 1, length + 3);
            Array part = all.get(Index.slice(1, planes + 1), Index.slice(1, rows + 1), Index.slice(2, length + 2));
            check(part, planes * rows, length);
            check(part.transpose(1, 0, 2), planes * rows, length);
            check(part.get(Index.slice(0, planes), Index.slice(0, 1)).broadcastTo(Shape.of(planes, rows, length)), planes * rows, length);
        }
    }

    private static Array normal(int seed, int rows, int length) {
        return mx.random.normal(mx.random.key(seed), new int[]{rows, length}).eval();
    }

    private static void check(Array x, int rows, int length) {
        String what = rows + " rows of " + length;
        float[] in = x.flatten().toFloatArray();
        int last = x.shape().rank() - 1;
        float[] sum = x.sum(last).flatten().toFloatArray(), max = x.max(last).flatten().toFloatArray(),
                min = x.min(last).flatten().toFloatArray(), mean = x.exp().mean(last).flatten().toFloatArray(),
                softmax = x.softmax(last).flatten().toFloatArray(), logsumexp = x.logsumexp(last).flatten().toFloatArray();
        Array wide = x.astype(DType.FLOAT64).sum(last);
        double[] inDouble = wide.flatten().toDoubleArray(), inBoth = wide.add(x.sum(last).astype(DType.FLOAT64)).flatten().toDoubleArray();
        for (int r = 0; r < rows; r++) {
            double total = 0, size = 0, exps = 0;
            float high = Float.NEGATIVE_INFINITY, low = Float.POSITIVE_INFINITY;
            for (int i = 0; i < length; i++) {
                float v = in[r * length + i];
                total += v;
                size += Math.abs(v);
                exps += Math.exp(v);
                high = Math.max(high, v);
                low = Math.min(low, v);
            }
            assertEquals(total, sum[r], 1e-6 * size, what);
            assertEquals(total, inDouble[r], 1e-13 * size, what + " in double");
            assertEquals(2 * total, inBoth[r], 1e-6 * size, what + " in float and double at once");
            assertEquals(high, max[r], what);
            assertEquals(low, min[r], what);
            assertEquals(exps / length, mean[r], 1e-6 * exps / length, what);
            assertEquals(Math.log(exps), logsumexp[r], 2e-6 * Math.max(1, Math.abs(Math.log(exps))), what);
            for (int i = 0; i < length; i += 1 + length / 50) {
                assertEquals(Math.exp(in[r * length + i]) / exps, softmax[r * length + i], 2e-6, what);
            }
        }
    }

    /** Partial results of a vector, NaNs of both signs and zeros among them, as Math.max and Math.min have them. */
    @Test
    void largestAndSmallestOfAVector() {
        Random random = new Random(5);
        Buffer memory = Memory.shared().allocate(64);
        for (int trial = 0; trial < 20_000; trial++) {
            int lanes = 4 << random.nextInt(3), kinds = 1 + random.nextInt(EDGES.length);
            float high = Float.NEGATIVE_INFINITY, low = Float.POSITIVE_INFINITY;
            int from = random.nextInt(EDGES.length);
            for (int i = 0; i < lanes; i++) {
                float v = random.nextInt(4) == 0 ? (float) random.nextGaussian() : EDGES[(from + random.nextInt(kinds)) % EDGES.length];
                memory.segment().set(ValueLayout.JAVA_FLOAT_UNALIGNED, i * 4L, v);
                high = Math.max(high, v);
                low = Math.min(low, v);
            }
            assertEquals((double) high, Partials.ofFloats(Reduction.MAX, memory.address(), lanes));
            assertEquals((double) low, Partials.ofFloats(Reduction.MIN, memory.address(), lanes));
            VectorSpecies<Float> species = VectorSpecies.of(float.class, VectorShape.forBitSize(lanes * Float.SIZE));
            FloatVector vector = FloatVector.fromMemorySegment(species, memory.segment(), 0, ByteOrder.nativeOrder());
            assertEquals(high, FloatExtrema.largestLane(vector));
            assertEquals(low, FloatExtrema.smallestLane(vector));
        }
        java.lang.ref.Reference.reachabilityFence(memory);
    }
}

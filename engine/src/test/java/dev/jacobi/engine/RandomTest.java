package dev.jacobi.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.jacobi.engine.array.Array;
import dev.jacobi.engine.type.MxException;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Distributions: moments within five standard errors of what they must be, at one fixed key; bounds; permutations. */
class RandomTest {
    private static final Array KEY = mx.random.key(42);
    private static final int N = 200_000;

    private static void moments(float[] x, double mean, double variance, double kurtosis) {
        double m = 0, v = 0;
        for (float a : x) m += a / x.length;
        for (float a : x) v += (a - m) * (a - m) / x.length;
        assertEquals(mean, m, 5 * Math.sqrt(variance / x.length), "mean");
        assertEquals(variance, v, 5 * variance * Math.sqrt((kurtosis - 1) / x.length), "variance");
    }

    @Test
    void uniformIsTheShiftedWordsOfBits() {
        long[] bits = mx.random.bits(KEY, 1000).toLongArray();
        float[] unit = mx.random.uniform(KEY, 0, 1, 1000).toFloatArray();
        for (int i = 0; i < bits.length; i++) assertEquals((bits[i] >>> 9) * 0x1p-23f, unit[i]);
        float[] between = mx.random.uniform(KEY, -3, 5, N).toFloatArray();
        for (float u : between) assertTrue(u >= -3 && u < 5);
        moments(between, 1, 64 / 12.0, 1.8);
    }

    @Test
    void momentsAreThoseOfTheDistribution() {
        moments(mx.random.normal(KEY, N).toFloatArray(), 0, 1, 3);
        moments(mx.random.laplace(KEY, N).toFloatArray(), 0, 2, 6);
        moments(mx.random.gumbel(KEY, N).toFloatArray(), 0.5772156649, Math.PI * Math.PI / 6, 5.4);
        // of the normal distribution cut at -1 and 1: variance 1 - 2 phi(1) / (2 Phi(1) - 1)
        float[] cut = mx.random.truncatedNormal(KEY, -1, 1, N).toFloatArray();
        moments(cut, 0, 0.29112509, 2.07);
        for (float x : cut) assertTrue(x > -1 && x < 1);
    }

    @Test
    void everyPlaceOfAPermutationIsUsedOnce() {
        for (int n : new int[]{0, 1, 2, 1000, 50_000}) {
            int[] p = mx.random.permutation(KEY, n).toIntArray(), sorted = p.clone();
            Arrays.sort(sorted);
            assertArrayEquals(IntStream.range(0, n).toArray(), sorted);
            if (n == 50_000) {
                long fixed = IntStream.range(0, n).filter(i -> p[i] == i).count();
                assertTrue(fixed < 10, fixed + " of 50,000 are where they were; one is expected");
            }
        }
        Array x = mx.arange(12).reshape(3, 4), y = mx.random.permutation(KEY, x, 1);
        assertTrue(mx.sort(y).arrayEqual(x), "rows keep their elements, in one order for all: " + y);
        assertTrue(y.get(1).subtract(4).arrayEqual(y.get(0)));
    }

    @Test
    void wrongBoundsAreRefused() {
        assertThrows(MxException.class, () -> mx.random.truncatedNormal(KEY, 1, 1, 3));
        assertThrows(MxException.class, () -> mx.random.permutation(KEY, -1));
    }
}

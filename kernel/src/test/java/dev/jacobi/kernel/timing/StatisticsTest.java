package dev.jacobi.kernel.timing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class StatisticsTest {

    private static double[] samples(int n, double median, Random random) {
        return random.doubles(n).map(u -> median * (1 + 0.2 * (u - 0.5))).toArray();
    }

    @Test
    void oneValueHasNoDoubt() {
        assertEquals(new Statistics.Interval(2, 2), Statistics.medianRatio(new double[]{6}, new double[]{3, 3}));
    }

    @Test
    void noValuesGiveNoInterval() {
        assertFalse(Statistics.medianRatio(new double[0], new double[]{1}).contains(1));
    }

    /** As a sample that is drawn, sorted and asked for its median would have it. */
    @ParameterizedTest
    @ValueSource(ints = {2, 3, 7, 20, 51})
    void theIntervalIsThatOfSortedSamples(int n) {
        Random random = new Random(n);
        double[] x = samples(n, 3, random), y = samples(n, 2, random), ratios = new double[20_000];
        for (int i = 0; i < ratios.length; i++) ratios[i] = drawnMedian(x, random) / drawnMedian(y, random);
        Statistics.Interval interval = Statistics.medianRatio(x, y);
        assertEquals(Statistics.quantile(ratios, 0.025), interval.low(), 0.02);
        assertEquals(Statistics.quantile(ratios, 0.975), interval.high(), 0.02);
    }

    private static double drawnMedian(double[] x, Random random) {
        return Statistics.median(random.ints(x.length, 0, x.length).mapToDouble(i -> x[i]).toArray());
    }

    @Test
    void whatIsTheSameIsFoundToBeMostly() {
        int found = 0;
        for (int seed = 0; seed < 100; seed++) {
            Random random = new Random(seed);
            if (Statistics.medianRatio(samples(31, 2, random), samples(31, 2, random)).contains(1)) found++;
        }
        assertTrue(found >= 85, "the interval of 95 % held 1 in " + found + " of 100");
    }
}

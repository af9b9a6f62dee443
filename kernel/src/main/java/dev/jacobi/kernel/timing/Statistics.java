package dev.jacobi.kernel.timing;

import java.util.Arrays;
import java.util.SplittableRandom;

/** Sample statistics. */
final class Statistics {
    private static final int RESAMPLES = 2000;

    static double mean(double[] x) { return Arrays.stream(x).average().orElse(Double.NaN); }

    /** The population standard deviation. */
    static double deviation(double[] x) {
        double mean = mean(x);
        return Math.sqrt(Arrays.stream(x).map(v -> (v - mean) * (v - mean)).average().orElse(Double.NaN));
    }

    static double median(double[] x) { return quantile(x, 0.5); }

    /** The quantile, interpolated linearly between the two nearest values. */
    static double quantile(double[] x, double q) {
        if (x.length == 0) return Double.NaN;
        double[] sorted = x.clone();
        Arrays.sort(sorted);
        double at = q * (sorted.length - 1);
        int low = (int) at;
        return low + 1 == sorted.length ? sorted[low] : sorted[low] + (at - low) * (sorted[low + 1] - sorted[low]);
    }

    /** A confidence interval. */
    record Interval(double low, double high) {
        boolean contains(double value) { return low <= value && value <= high; }
    }

    /** The 95 % bootstrap interval of the ratio of the medians of {@code x} and {@code y}; the same for the same data. */
    static Interval medianRatio(double[] x, double[] y) {
        SplittableRandom random = new SplittableRandom(42);
        double[] sortedX = x.clone(), sortedY = y.clone(), ratios = new double[RESAMPLES];
        Arrays.sort(sortedX);
        Arrays.sort(sortedY);
        for (int i = 0; i < RESAMPLES; i++) ratios[i] = resampledMedian(sortedX, random) / resampledMedian(sortedY, random);
        return new Interval(quantile(ratios, 0.025), quantile(ratios, 0.975));
    }

    /** The median of as many draws from {@code sorted}, with replacement, as it has values. They are counted: sorting each sample took a processor 0.1 s. */
    private static double resampledMedian(double[] sorted, SplittableRandom random) {
        int n = sorted.length;
        if (n == 0) return Double.NaN;
        int[] drawn = new int[n];
        for (int i = 0; i < n; i++) drawn[random.nextInt(n)]++;
        int at = 0, until = drawn[0];
        while (until <= (n - 1) / 2) until += drawn[++at];
        double lower = sorted[at];
        while (until <= n / 2) until += drawn[++at];
        return (lower + sorted[at]) / 2;
    }

    private Statistics() {}
}

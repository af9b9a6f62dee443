package dev.jacobi.kernel.timing;

import java.util.Arrays;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

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
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(42);
        double[] ratios = new double[RESAMPLES];
        for (int i = 0; i < RESAMPLES; i++) ratios[i] = median(resampled(x, random)) / median(resampled(y, random));
        return new Interval(quantile(ratios, 0.025), quantile(ratios, 0.975));
    }

    private static double[] resampled(double[] x, RandomGenerator random) {
        double[] drawn = new double[x.length];
        for (int i = 0; i < drawn.length; i++) drawn[i] = x[random.nextInt(x.length)];
        return drawn;
    }

    private Statistics() {}
}

package dev.jacobi.kernel.display;

import dev.jacobi.engine.array.Array;
import java.util.Arrays;

/**
 * What one pass over an array tells.
 *
 * @param read how many elements were looked at: all, or evenly spaced ones of a very large array
 * @param finite how many of them are finite; min, max, mean and deviation (of the population) are of these, NaN if there are none
 * @param sample up to some thousand of the finite elements, sorted
 */
record Statistics(long size, long read, long finite, double min, double max, double mean, double deviation, long zeros, long nans,
        long plusInfinities, long minusInfinities, double[] sample) {
    private static final int SAMPLE = 8192;

    /** The statistics of {@code x}, which has values. */
    static Statistics of(Array x) { return of(x, Elements.LIMIT); }

    /** As {@link #of(Array)}, looking at {@code limit} elements or fewer. */
    static Statistics of(Array x, long limit) {
        Array looked = Elements.sample(x, limit);
        Pass pass = new Pass(looked.size());
        Elements.forEachBlock(looked, pass::block);
        return pass.result(x.size());
    }

    /** Whether not all elements were looked at. */
    boolean isSampled() { return read < size; }

    /** The {@code q}-quantile of the finite elements, exact if there are few. */
    double quantile(double q) {
        if (sample.length == 0) return Double.NaN;
        double at = q * (sample.length - 1);
        int i = (int) at;
        return i + 1 == sample.length ? sample[i] : sample[i] + (at - i) * (sample[i + 1] - sample[i]);
    }

    private static final class Pass {
        private final long size;
        private final long stride;
        private final double[] sample = new double[SAMPLE];
        private int sampled;
        private long position, finite, zeros, nans, plus, minus;
        private double min = Double.POSITIVE_INFINITY, max = Double.NEGATIVE_INFINITY, mean, squares;

        Pass(long size) {
            this.size = size;
            long s = (size + SAMPLE - 1) / SAMPLE;
            stride = s % 2 == 0 ? s + 1 : s; // odd, so that it does not keep to one column of a table of even width
        }

        void block(double[] values) {
            long n = 0;
            double sum = 0;
            for (double v : values) {
                if (v - v == 0) {
                    n++;
                    sum += v;
                    if (v < min) min = v;
                    if (v > max) max = v;
                    if (v == 0) zeros++;
                } else if (v != v) {
                    nans++;
                } else if (v > 0) {
                    plus++;
                } else {
                    minus++;
                }
            }
            if (n > 0) merge(values, n, sum / n);
            long first = (stride - position % stride) % stride;
            for (long i = first; i < values.length; i += stride) {
                double v = values[(int) i];
                if (v - v == 0) sample[sampled++] = v;
            }
            position += values.length;
        }

        /** Adds a block's mean and squared deviations to those so far: Chan, Golub and LeVeque's update, which does not cancel. */
        private void merge(double[] values, long n, double blockMean) {
            double blockSquares = 0;
            for (double v : values) if (v - v == 0) blockSquares += (v - blockMean) * (v - blockMean);
            double difference = blockMean - mean;
            long total = finite + n;
            mean += difference * n / total;
            squares += blockSquares + difference * difference * finite * n / total;
            finite = total;
        }

        Statistics result(long all) {
            boolean none = finite == 0;
            double[] sorted = Arrays.copyOf(sample, sampled);
            Arrays.sort(sorted);
            return new Statistics(all, size, finite, none ? Double.NaN : min, none ? Double.NaN : max, none ? Double.NaN : mean,
                    none ? Double.NaN : Math.sqrt(squares / finite), zeros, nans, plus, minus, sorted);
        }
    }
}

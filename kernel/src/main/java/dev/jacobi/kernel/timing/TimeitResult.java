package dev.jacobi.kernel.timing;

import java.util.Arrays;

/**
 * What a measurement gave.
 *
 * @param loops how often the statement ran in each run
 * @param allRuns seconds of each run
 * @param first seconds of the very first call
 * @param warmup seconds of warm-up
 * @param steady whether the warm-up came to an end
 * @param bytesPerLoop heap bytes allocated by all threads a loop
 * @param collections garbage collections during the runs
 * @param cpuShare the part of the time for which the thread had a processor, where that is known, else 1
 * @param precision significant digits in texts
 */
public record TimeitResult(long loops, double[] allRuns, double first, double warmup, boolean steady, double bytesPerLoop, long collections,
        double cpuShare,
        int precision) {

    /** Seconds a loop, of each run. */
    public double[] timings() { return Arrays.stream(allRuns).map(t -> t / loops).toArray(); }

    /** How many runs. */
    public int repeat() { return allRuns.length; }

    /** The mean time of a loop in seconds. */
    public double average() { return Arrays.stream(timings()).average().orElse(Double.NaN); }

    /** The population standard deviation of the runs' times of a loop in seconds. */
    public double stdev() {
        double mean = average();
        return Math.sqrt(Arrays.stream(timings()).map(t -> (t - mean) * (t - mean)).average().orElse(Double.NaN));
    }

    /** The fastest run's time of a loop in seconds. */
    public double best() { return Arrays.stream(timings()).min().orElse(Double.NaN); }

    /** The slowest run's time of a loop in seconds. */
    public double worst() { return Arrays.stream(timings()).max().orElse(Double.NaN); }

    /** The median of the runs' times of a loop in seconds. */
    public double median() {
        double[] t = timings();
        Arrays.sort(t);
        return t.length == 0 ? Double.NaN : (t[(t.length - 1) / 2] + t[t.length / 2]) / 2;
    }

    /** IPython's line. */
    public String line() {
        return "%s ± %s per loop (mean ± std. dev. of %d run%s, %,d loop%s each)".formatted(TimeText.of(average(), precision),
                TimeText.of(stdev(), precision),
                repeat(), repeat() == 1 ? "" : "s", loops, loops == 1 ? "" : "s");
    }

    /** Warnings, IPython's line, and a second one with what a JVM adds. */
    public String text() {
        StringBuilder s = new StringBuilder();
        if (worst() > 4 * best() && best() > 0 && worst() > 1e-6) {
            s.append(
                    "The slowest run took %.2f times longer than the fastest. This could mean that an intermediate result is being cached.%n"
                            .formatted(worst() / best()));
        }
        if (!steady)
            s.append("Not steady after %s of warm-up: the last batches still differ. Try -w 10.%n".formatted(TimeText.of(warmup, 2)));
        if (cpuShare < 0.8) {
            s.append("The thread had the CPU for only %.0f %% of the time: other processes disturb the numbers; trust min.%n"
                    .formatted(100 * cpuShare));
        }
        s.append(line()).append('\n').append("min ").append(TimeText.of(best(), precision)).append(", median ")
                .append(TimeText.of(median(), precision))
                .append(", first ").append(TimeText.of(first, precision)).append("; ").append(TimeText.bytes(bytesPerLoop))
                .append(" allocated per loop");
        if (collections > 0) s.append("; ").append(collections).append(collections == 1 ? " GC" : " GCs");
        return s.toString();
    }

    @Override
    public String toString() { return "<TimeitResult : " + line() + ">"; }

    @Override
    public boolean equals(Object o) { return this == o; }

    @Override
    public int hashCode() { return System.identityHashCode(this); }

}

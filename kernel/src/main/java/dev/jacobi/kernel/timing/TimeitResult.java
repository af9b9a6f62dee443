package dev.jacobi.kernel.timing;

import java.util.Arrays;

/**
 * What a measurement gave.
 *
 * @param loops how often the statement ran in each run
 * @param allRuns seconds of each run
 * @param samples seconds a loop, of each part of a run that was timed by itself
 * @param first seconds of the very first call
 * @param warmup seconds of warm-up
 * @param steady whether the warm-up came to an end
 * @param drift by which part the last batches of the warm-up still differed
 * @param bytesPerLoop heap bytes allocated by all threads a loop
 * @param arrayBytesPerLoop bytes off the heap that arrays were given a loop
 * @param kernelsPerLoop how many kernels computed arrays a loop: primitives, or several in one loop
 * @param gcCount garbage collections during the runs
 * @param gcTime seconds of them
 * @param jitTime seconds for which the just-in-time compiler was busy during the runs
 * @param cpuShare for which part of the time the thread had a processor; 1 if it waited of its own accord
 * @param compileTime seconds that the statement took to compile
 * @param kind what the statement's value is
 * @param evaluated whether lazy arrays were evaluated in each loop
 * @param precision significant digits in texts
 * @param plain whether the text is IPython's alone
 */
public record TimeitResult(long loops, double[] allRuns, double[] samples, double first, double warmup, boolean steady, double drift,
        double bytesPerLoop, double arrayBytesPerLoop, double kernelsPerLoop, long gcCount, double gcTime, double jitTime, double cpuShare,
        double compileTime, Sink.Kind kind,
        boolean evaluated,
        int precision, boolean plain) {

    /** Seconds a loop, of each run. */
    public double[] timings() { return Arrays.stream(allRuns).map(t -> t / loops).toArray(); }

    /** How many runs. */
    public int repeat() { return allRuns.length; }

    /** The mean time of a loop in seconds. */
    public double average() { return Statistics.mean(timings()); }

    /** The population standard deviation of the runs' times of a loop in seconds. */
    public double stdev() {
        return Statistics.deviation(timings());
    }

    /** The fastest run's time of a loop in seconds. */
    public double best() { return Statistics.quantile(timings(), 0); }

    /** The slowest run's time of a loop in seconds. */
    public double worst() { return Statistics.quantile(timings(), 1); }

    /** The fastest part's time of a loop in seconds. */
    public double min() { return Statistics.quantile(samples, 0); }

    /** The median of the parts' times of a loop in seconds. */
    public double median() { return Statistics.median(samples); }

    /** The time of a loop in seconds that only 5 % of the parts exceed. */
    public double p95() {
        return Statistics.quantile(samples, 0.95);
    }

    /** Warnings, IPython's line, and a second one with what a virtual machine adds. */
    public String text() { return TimeitText.of(this); }

    @Override
    public String toString() { return "<TimeitResult : " + TimeitText.line(this) + ">"; }

    @Override
    public boolean equals(Object o) { return this == o; }

    @Override
    public int hashCode() { return System.identityHashCode(this); }
}

package dev.jacobi.kernel.timing;

/**
 * How to measure; 0 where it is to be found out.
 *
 * @param loops loops a run
 * @param repeat runs
 * @param repeatGiven whether so many runs were asked for, however long they take
 * @param warmUp seconds of warm-up at the most
 * @param precision significant digits in texts
 * @param processorTime whether processor time counts, not the wall clock
 * @param collectGarbage whether to collect garbage before each run
 * @param plain whether texts are IPython's, without the second line
 * @param compileSeconds how long the statement was compiled, for the text
 */
public record TimingOptions(long loops, int repeat, boolean repeatGiven, double warmUp, int precision, boolean processorTime,
        boolean collectGarbage,
        boolean plain, double compileSeconds) {

    /** Seconds of warm-up at the most, if nothing is said. */
    public static final double WARM_UP = 2;

    /** Runs, if nothing is said. */
    public static final int REPEAT = 7;

    /** Found out, 7 runs, at most 2 s of warm-up, 3 digits. */
    public static TimingOptions standard() {
        return new TimingOptions(0, REPEAT, false, WARM_UP, 3, false, false, false, 0);
    }

    /** The same with the time that the statement took to compile. */
    public TimingOptions withCompileSeconds(double seconds) {
        return new TimingOptions(loops, repeat, repeatGiven, warmUp, precision, processorTime, collectGarbage, plain, seconds);
    }
}

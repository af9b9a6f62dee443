package dev.jacobi.kernel.timing;

import com.sun.management.ThreadMXBean;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.concurrent.Callable;

/**
 * Measures a statement as it runs once the JVM has compiled it: warm-up until batches no longer get faster and the compiler is quiet, then runs of equal
 * numbers of loops. Nothing is reported that was measured while the compiler was busy, if that can be helped.
 */
public final class Timing {
    private static final double BATCH = 2e-3, RUN = 20e-3, STEADY = 0.05, LONGEST_WARM_UP = 2, SLOW = 0.4;
    private static final int WINDOW = 5;
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    /**
     * How to measure; 0 where it is to be found out.
     *
     * @param loops loops a run
     * @param repeat runs
     * @param warmUp seconds of warm-up at the most
     * @param precision significant digits in texts
     */
    public record Options(long loops, int repeat, double warmUp, int precision) {
        /** Found out, 7 runs, at most 2 s of warm-up, 3 digits. */
        public static Options standard() {
            return new Options(0, 7, LONGEST_WARM_UP, 3);
        }
    }

    /**
     * The total seconds of {@code number} calls, as Python's {@code timeit.timeit(f, number)} gives them: cold, without warm-up. Arrays that it
     * returns are evaluated.
     */
    public static double timeit(Callable<?> statement, int number) throws Exception {
        long start = System.nanoTime();
        for (int i = 0; i < number; i++) Sink.take(statement.call());
        return (System.nanoTime() - start) * 1e-9;
    }

    /** The total seconds of {@code number} calls. */
    public static double timeit(Action statement, int number) throws Exception {
        long start = System.nanoTime();
        for (int i = 0; i < number; i++) statement.run();
        return (System.nanoTime() - start) * 1e-9;
    }

    /** A statement without a value. */
    @FunctionalInterface
    public interface Action {
        void run() throws Exception;
    }

    /** Measures {@code timed}. */
    public static TimeitResult measure(Timed timed, Options options) throws Throwable {
        double first = timed.run(1) * 1e-9;
        WarmUp warm = warmUp(timed, first, options.warmUp());
        long loops = options.loops() > 0 ? options.loops() : loops(warm.estimate);
        TimeitResult result = runs(timed, loops, options, first, warm);
        if (compiledMeanwhile(result) && options.loops() == 0) {
            WarmUp longer = warmUp(timed, result.median(), 2 * options.warmUp());
            result = runs(timed, loops(longer.estimate), options, first, longer);
        }
        Sink.clear();
        return result;
    }

    private static final class WarmUp {
        double estimate;
        double seconds;
        boolean steady;
    }

    private static double lastRunsCompilation;

    private static boolean compiledMeanwhile(TimeitResult r) { return lastRunsCompilation > 0.05 * Arrays.stream(r.allRuns()).sum(); }

    /** Doubles the loops until a batch takes 2 ms, then goes on until five batches are no faster than the five before. */
    private static WarmUp warmUp(Timed timed, double first, double longest) throws Throwable {
        WarmUp w = new WarmUp();
        w.estimate = first;
        if (longest <= 0) {
            w.steady = true;
            return w;
        }
        long begin = System.nanoTime(), n = 1;
        if (first > SLOW) {
            w.estimate = timed.run(1) * 1e-9;
            w.seconds = first + w.estimate;
            w.steady = true;
            return w;
        }
        double[] last = new double[2 * WINDOW];
        Arrays.fill(last, Double.NaN);
        double compiled = compilerSeconds();
        int quiet = 0;
        for (int batch = 0;; batch++) {
            double t = timed.run(n) * 1e-9;
            w.seconds = (System.nanoTime() - begin) * 1e-9;
            w.estimate = t / n;
            if (t < BATCH) {
                n = Math.max(n + 1, (long) Math.min(2.0 * n, 1.2 * BATCH / Math.max(t / n, 1e-10)));
                if (w.seconds < longest) continue;
            }
            System.arraycopy(last, 1, last, 0, last.length - 1);
            last[last.length - 1] = t / n;
            double now = compilerSeconds();
            quiet = now == compiled ? quiet + 1 : 0;
            compiled = now;
            double before = median(Arrays.copyOf(last, WINDOW)), after = median(Arrays.copyOfRange(last, WINDOW, last.length));
            boolean settled = Math.abs(before - after) <= STEADY * before && quiet >= WINDOW && w.seconds >= 0.05;
            if (settled || w.seconds >= longest) {
                w.steady = settled || Math.abs(before - after) <= 2 * STEADY * before;
                w.estimate = Double.isNaN(after) ? w.estimate : after;
                return w;
            }
        }
    }

    /** The smallest of 1, 2, 5 times a power of ten that makes a run of 20 ms. */
    private static long loops(double estimate) {
        for (long power = 1;; power *= 10) {
            for (long digit : new long[]{1, 2, 5})
                if (digit * power * estimate >= RUN || digit * power >= 1_000_000_000L) return digit * power;
        }
    }

    private static TimeitResult runs(Timed timed, long loops, Options options, double first, WarmUp warm) throws Throwable {
        double[] runs = new double[options.repeat()];
        double compiled = compilerSeconds();
        long bytes = THREADS.getTotalThreadAllocatedBytes(), collections = collections(), cpu = THREADS.getCurrentThreadCpuTime(),
                wall = System.nanoTime();
        for (int r = 0; r < runs.length; r++) runs[r] = timed.run(loops) * 1e-9;
        wall = System.nanoTime() - wall;
        cpu = THREADS.getCurrentThreadCpuTime() - cpu;
        lastRunsCompilation = compilerSeconds() - compiled;
        double perLoop = (THREADS.getTotalThreadAllocatedBytes() - bytes) / (double) (loops * runs.length);
        boolean busy = warm.estimate < SLOW;
        return new TimeitResult(loops, runs, first, warm.seconds, warm.steady, perLoop, collections() - collections,
                busy ? Math.min(1, (double) cpu / wall) : 1,
                options.precision());
    }

    private static double median(double[] x) {
        Arrays.sort(x);
        return x[x.length / 2];
    }

    private static double compilerSeconds() { return ManagementFactory.getCompilationMXBean().getTotalCompilationTime() * 1e-3; }

    private static long collections() {
        return ManagementFactory.getGarbageCollectorMXBeans().stream().mapToLong(GarbageCollectorMXBean::getCollectionCount).sum();
    }

    private Timing() {}
}

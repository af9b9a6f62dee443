package dev.jacobi.kernel.timing;

import dev.jacobi.engine.ir.KernelWatch;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.DoubleStream;

/**
 * One statement under measurement. What has been gathered can be had at any time, also from another thread and after a failure.
 */
public final class Measurement {
    private static final double RUN = 20e-3, BATCH = 2e-3, BUDGET = 2, DISTURBED = 0.05;
    private static final int BATCHES = 10, LEAST_RUNS = 3;

    private final Timed timed;
    private final TimingOptions options;
    private final Meters meters;
    private Sink.Kind kind = Sink.Kind.PLAIN;
    private double first;
    private Optional<Object> firstValue = Optional.empty();
    private WarmUp warm;
    private long loops;
    private final List<Run> runs = new ArrayList<>();

    /** What was read off around one run. */
    private record Run(double seconds, long[] batches, long loopsOfBatch, double cpu, double processCpu, long waits, long bytes,
            long arrayBytes, long kernels,
            long collections,
            long collectionMillis, long compilationMillis, long evaluations) {}

    /** A measurement of {@code timed} with the clocks of this virtual machine. */
    public Measurement(Timed timed, TimingOptions options) {
        this(timed, options, new JvmMeters());
    }

    Measurement(Timed timed, TimingOptions options, Meters meters) {
        this.timed = timed;
        this.options = options;
        this.meters = meters;
    }

    /**
     * All of it: the first call, the warm-up, the runs; again if the just-in-time compiler was busy during the runs, unless that took twice as long as a
     * warm-up may take already.
     */
    public void run() throws Throwable {
        warmUp();
        double spent = warm.seconds() + runAll();
        while (disturbed() && options.loops() == 0 && spent < 2 * options.warmUp()) {
            WarmUp longer = WarmUp.of(timed, median(), options.warmUp(), meters);
            prepare(new WarmUp(longer.estimate(), warm.seconds() + longer.seconds(), longer.steady(), longer.drift()));
            spent += longer.seconds() + runAll();
        }
        Sink.clear();
    }

    /** The first call and the warm-up. */
    public void warmUp() throws Throwable {
        Sink.clear();
        long[] nanos = new long[1];
        timed.run(1, nanos);
        synchronized (this) {
            first = nanos[0] * 1e-9;
        }
        kind = Sink.endLooking();
        firstValue = Sink.value();
        prepare(WarmUp.of(timed, first, options.warmUp(), meters));
    }

    private synchronized void prepare(WarmUp done) {
        warm = done;
        runs.clear();
        loops = options.loops() > 0 ? options.loops() : loops(done.estimate());
    }

    private double runAll() throws Throwable {
        double total = 0;
        for (int i = 0; i < options.repeat(); i++) {
            if (options.loops() == 0 && !options.repeatGiven() && i >= LEAST_RUNS && total > BUDGET) break;
            total += oneRun();
        }
        return total;
    }

    /** One run more. */
    public double oneRun() throws Throwable {
        if (options.collectGarbage()) meters.collectGarbage();
        Sink.look(kind);
        int count = batches();
        long[] nanos = new long[count];
        long waits = meters.waits(), collections = meters.collections(), collecting = meters.collectionMillis(),
                compiled = meters.compilationMillis(),
                evaluations = Sink.evaluations(), process = meters.processCpuNanos(), arrayBytes = meters.arrayBytes(),
                bytes = meters.allocatedBytes(),
                cpu = meters.threadCpuNanos();
        LongAdder kernels = new LongAdder();
        try (var watch = KernelWatch.begin((source, kernel, time) -> kernels.increment())) {
            timed.run(loops / count, nanos);
        }
        cpu = meters.threadCpuNanos() - cpu;
        bytes = meters.allocatedBytes() - bytes;
        arrayBytes = meters.arrayBytes() - arrayBytes;
        process = meters.processCpuNanos() - process;
        double seconds = options.processorTime() ? process * 1e-9 : Arrays.stream(nanos).sum() * 1e-9;
        Run run = new Run(seconds, nanos, loops / count, cpu * 1e-9, process * 1e-9, meters.waits() - waits, bytes, arrayBytes,
                kernels.sum(),
                meters.collections() - collections, meters.collectionMillis() - collecting, meters.compilationMillis() - compiled,
                Sink.evaluations() - evaluations);
        synchronized (this) {
            runs.add(run);
        }
        return seconds;
    }

    /** How many parts a run is timed in: at most ten, of 2 ms at least. */
    private int batches() {
        if (options.processorTime()) return 1;
        for (int n = (int) Math.min(BATCHES, loops); n > 1; n--) if (loops % n == 0 && loops / n * warm.estimate() >= BATCH) return n;
        return 1;
    }

    /** The smallest of 1, 2, 5 times a power of ten that makes a run of 20 ms. */
    static long loops(double estimate) {
        for (long power = 1;; power *= 10) {
            for (long digit : new long[]{1, 2, 5})
                if (digit * power * estimate >= RUN || digit * power >= 1_000_000_000L) return digit * power;
        }
    }

    private boolean disturbed() {
        double measured = runs.stream().mapToDouble(Run::seconds).sum();
        return runs.stream().mapToLong(Run::compilationMillis).sum() * 1e-3 > DISTURBED * measured;
    }

    private double median() { return Statistics.median(runs.stream().mapToDouble(r -> r.seconds / loops).toArray()); }

    /** The value of the first call, if it has one. */
    public Optional<Object> firstValue() { return firstValue; }

    /** How many runs there were. */
    public synchronized int runs() { return runs.size(); }

    /** What was gathered; empty before the first run has ended. */
    public synchronized Optional<TimeitResult> result() {
        if (runs.isEmpty()) return Optional.empty();
        double[] all = runs.stream().mapToDouble(Run::seconds).toArray();
        double[] samples = options.processorTime() ? Arrays.stream(all).map(t -> t / loops).toArray()
                : runs.stream().flatMapToDouble(r -> Arrays.stream(r.batches).mapToDouble(n -> n * 1e-9 / r.loopsOfBatch)).toArray();
        double done = (double) loops * runs.size();
        return Optional.of(new TimeitResult(loops, all, samples, first, warm.seconds(), warm.steady(), warm.drift(),
                runs.stream().mapToLong(Run::bytes).sum() / done, runs.stream().mapToLong(Run::arrayBytes).sum() / done,
                runs.stream().mapToLong(Run::kernels).sum() / done, runs.stream().mapToLong(Run::collections).sum(),
                runs.stream().mapToLong(Run::collectionMillis).sum() * 1e-3, runs.stream().mapToLong(Run::compilationMillis).sum() * 1e-3,
                cpuShare(),
                options.compileSeconds(), kind, runs.stream().mapToLong(Run::evaluations).sum() > 0, options.precision(), options.plain()));
    }

    /**
     * For which part of the time something of this process was computing; 1 if the thread has waited of its own accord, since nobody else need have had the
     * processor then.
     */
    private double cpuShare() {
        double wall = seconds(runs.stream().flatMapToDouble(r -> Arrays.stream(r.batches).asDoubleStream()));
        boolean waited = runs.stream().mapToLong(Run::waits).sum() > runs.size();
        double own = runs.stream().mapToDouble(Run::cpu).sum();
        return waited || options.processorTime() || wall <= 0 ? 1 : Math.min(1, own / wall);
    }

    private static double seconds(DoubleStream nanos) { return nanos.sum() * 1e-9; }
}

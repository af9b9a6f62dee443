package dev.jacobi.engine.bench.peers;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.CompilationMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;

/** Jacobi's side: reads lines "CASE MILLISECONDS", answers "CASE" and the nanoseconds of each call, as peers.py does. */
public final class Worker {
    /** A kernel has to be seen often before it is compiled as well as it will be. */
    private static final long WARM_UP = 2_500_000_000L, LONGEST_WARM_UP = 20_000_000_000L;
    /**
     * The warm-up ends when the JVM's compilers have needed less than this share of each of some spells, one after the other: until then they take a processor
     * away. One quiet spell tells nothing: the time of a compilation is counted at its end, and large methods take longer than a spell.
     */
    private static final double QUIET = 0.05, SPELL = 0.5;
    private static final int QUIET_SPELLS = 3;
    private static final int MOST_SAMPLES = 2000, LEAST_SAMPLES = 3;
    private static final long SAMPLE_NANOS = 200_000;

    private static String name = "";
    private static Runnable run = () -> {};

    public static void main(String[] args) throws IOException {
        Map<String, Supplier<Runnable>> cases = Cases.all();
        System.out.println("ready");
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in));
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            String[] words = line.split(" ");
            System.out.println(words[0] + " " + answer(cases.get(words[0]), words[0], Integer.parseInt(words[1]) / 1e3));
        }
    }

    private static String answer(Supplier<Runnable> setUp, String asked, double seconds) {
        if (setUp == null) return "-";
        if (!asked.equals(name)) {
            run = () -> {};
            name = asked;
            run = setUp.get();
            untilQuiet(run);
        }
        StringBuilder text = new StringBuilder();
        for (double t : measure(run, seconds)) text.append(String.format(Locale.ROOT, "%.0f ", t));
        return text.toString().strip();
    }

    /** Calls until the compilers are done with what the calls need, as far as that can be seen. */
    static void untilQuiet(Runnable call) {
        CompilationMXBean compilers = ManagementFactory.getCompilationMXBean();
        long start = System.nanoTime();
        int quiet = 0;
        while (System.nanoTime() - start < LONGEST_WARM_UP && (quiet < QUIET_SPELLS || System.nanoTime() - start < WARM_UP)) {
            long before = compilers.getTotalCompilationTime();
            measure(call, SPELL);
            quiet = compilers.getTotalCompilationTime() - before < QUIET * SPELL * 1e3 ? quiet + 1 : 0;
        }
    }

    private static List<Double> measure(Runnable call, double seconds) {
        long begin = System.nanoTime();
        call.run();
        long calls = Math.max(1, Math.min(10_000, SAMPLE_NANOS / Math.max(1, System.nanoTime() - begin)));
        List<Double> samples = new ArrayList<>();
        long end = System.nanoTime() + (long) (seconds * 1e9);
        while (samples.size() < LEAST_SAMPLES || System.nanoTime() < end && samples.size() < MOST_SAMPLES) {
            long start = System.nanoTime();
            for (long i = 0; i < calls; i++) call.run();
            samples.add((System.nanoTime() - start) / (double) calls);
        }
        return samples;
    }

    private Worker() {}
}

package dev.jacobi.engine.bench.peers;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;

/** Jacobi's side: reads lines "CASE MILLISECONDS", answers "CASE" and the nanoseconds of each call, as peers.py does. */
public final class Worker {
    /** A kernel has to be seen often before it is compiled as well as it will be. */
    private static final long WARM_UP = 2_500_000_000L;
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
            for (long end = System.nanoTime() + WARM_UP; System.nanoTime() < end;) measure(0.1);
        }
        StringBuilder text = new StringBuilder();
        for (double t : measure(seconds)) text.append(String.format(Locale.ROOT, "%.0f ", t));
        return text.toString().strip();
    }

    private static List<Double> measure(double seconds) {
        long begin = System.nanoTime();
        run.run();
        long calls = Math.max(1, Math.min(10_000, SAMPLE_NANOS / Math.max(1, System.nanoTime() - begin)));
        List<Double> samples = new ArrayList<>();
        long end = System.nanoTime() + (long) (seconds * 1e9);
        while (samples.size() < LEAST_SAMPLES || System.nanoTime() < end && samples.size() < MOST_SAMPLES) {
            long start = System.nanoTime();
            for (long i = 0; i < calls; i++) run.run();
            samples.add((System.nanoTime() - start) / (double) calls);
        }
        return samples;
    }

    private Worker() {}
}

package dev.jacobi.engine.bench.peers;

import static dev.jacobi.engine.mx.*;

import dev.jacobi.engine.array.Array;
import dev.jacobi.engine.function.Fn1;
import dev.jacobi.engine.mx;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What is slow once: measured in a process of its own, which {@link Compare} starts several times. Prints milliseconds, in this order: the first product of
 * matrices of 1024 x 1024 after the JVM's start; the first result of a compiled function; the same of a new function in a process that has computed others before; how long it
 * takes to its full speed.
 */
public final class ColdStart {
    /** What is printed. */
    static final List<String> NAMES = List.of("first 1024^3 product in a fresh JVM", "compile: first result in a fresh JVM",
            "compile: first result of a new function", "compile: full speed");
    private static final long LONG_ENOUGH = 3_000_000_000L;
    /** Full speed is where a call takes at most this many times what it takes in the end. */
    private static final double NEAR = 1.15;

    public static void main(String[] args) {
        long start = System.nanoTime();
        Array a = mx.full(dev.jacobi.engine.type.Shape.of(1024, 1024), 0.5);
        matmul(a, a).eval();
        double product = millis(start);

        Array x = Cases.normal(1 << 20);
        long fresh = System.nanoTime();
        compile(y -> exp(tanh(y)).subtract(sigmoid(y))).apply(x).eval();
        double firstEver = millis(fresh);
        // Now the session is not new: other functions were compiled in it.
        for (int i = 0; i < 300; i++) compile(y -> exp(tanh(y)).subtract(sigmoid(y))).apply(x).eval();
        Fn1 f = compile(y -> sigmoid(y).multiply(tanh(y)).add(exp(negative(y).multiply(y))));
        List<double[]> calls = new ArrayList<>();
        long begin = System.nanoTime();
        double first = 0;
        while (System.nanoTime() - begin < LONG_ENOUGH) {
            long call = System.nanoTime();
            f.apply(x).eval();
            calls.add(new double[]{millis(begin), millis(call)});
            if (calls.size() == 1) first = millis(call);
        }
        System.out.printf(Locale.ROOT, "%.1f %.1f %.1f %.0f%n", product, firstEver, first, fullSpeed(calls));
    }

    /** When five calls in a row first took, in the median, as long as in the end. */
    private static double fullSpeed(List<double[]> calls) {
        double last = median(calls, calls.size() - calls.size() / 4, calls.size());
        for (int i = 0; i + 5 <= calls.size(); i++) if (median(calls, i, i + 5) <= NEAR * last) return calls.get(i)[0];
        return Double.NaN;
    }

    private static double median(List<double[]> calls, int from, int to) {
        double[] t = calls.subList(from, to).stream().mapToDouble(c -> c[1]).sorted().toArray();
        return t[t.length / 2];
    }

    private static double millis(long since) { return (System.nanoTime() - since) / 1e6; }

    private ColdStart() {}
}

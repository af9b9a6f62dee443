package dev.jacobi.engine.bench.peers;

import static dev.jacobi.engine.mx.*;

import dev.jacobi.engine.array.Array;
import dev.jacobi.engine.function.Fn1;
import dev.jacobi.engine.mx;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * What is slow once: measured in a process of its own, which {@link Compare} starts several times. Prints milliseconds, in the order of {@link #NAMES}: the
 * first product after the JVM's start; the first result of a compiled function; the same of the second function, and how long it takes to its full speed; the
 * medians of both over further functions.
 */
public final class ColdStart {
    /** What is printed. */
    static final List<String> NAMES = List.of("first 1024^3 product in a fresh JVM", "compile: first result in a fresh JVM",
            "compile: first result of a second function", "compile: full speed of it", "compile: first result of further functions",
            "compile: full speed of them");
    private static final long LONG_ENOUGH = 3_000_000_000L;
    /** Full speed is where a call takes at most this many times what it takes in the end. */
    private static final double NEAR = 1.15;

    private record Start(double first, double fullSpeed) {}

    public static void main(String[] args) {
        long start = System.nanoTime();
        Array a = mx.full(dev.jacobi.engine.type.Shape.of(1024, 1024), 0.5);
        matmul(a, a).eval();
        double product = millis(start);

        Array x = Cases.normal(1 << 20);
        long fresh = System.nanoTime();
        compile(y -> exp(tanh(y)).subtract(sigmoid(y))).apply(x).eval();
        double firstEver = millis(fresh);
        // Now the session is not new: a function was compiled in it, and the JVM's compilers have come to rest.
        Worker.untilQuiet(() -> compile(y -> exp(tanh(y)).subtract(sigmoid(y))).apply(x).eval());
        Start second = start(y -> sigmoid(y).multiply(tanh(y)).add(exp(negative(y).multiply(y))), x);
        List<Start> further = FURTHER.stream().map(f -> start(f, x)).toList();
        System.out.printf(Locale.ROOT, "%.1f %.1f %.1f %.0f %.1f %.0f%n", product, firstEver, second.first, second.fullSpeed,
                median(further.stream().map(Start::first)), median(further.stream().map(Start::fullSpeed)));
    }

    /** As much work as the second function, each with a kernel of its own. */
    private static final List<Fn1> FURTHER = List.of(y -> tanh(y).multiply(exp(negative(y))).subtract(sigmoid(y)),
            y -> exp(negative(y).multiply(y)).multiply(sigmoid(y)).add(tanh(y)), y -> sigmoid(y).add(tanh(y)).multiply(exp(negative(y))),
            y -> tanh(sigmoid(y)).add(exp(negative(y))).multiply(y), y -> exp(tanh(y)).multiply(sigmoid(y)).add(y));

    private static Start start(Fn1 function, Array x) {
        Fn1 f = compile(function);
        List<double[]> calls = new ArrayList<>();
        long begin = System.nanoTime();
        while (System.nanoTime() - begin < LONG_ENOUGH) {
            long call = System.nanoTime();
            f.apply(x).eval();
            calls.add(new double[]{millis(begin), millis(call)});
        }
        return new Start(calls.getFirst()[1], fullSpeed(calls));
    }

    /** When five calls in a row first took, in the median, as long as in the end. */
    private static double fullSpeed(List<double[]> calls) {
        double last = median(calls.stream().skip(calls.size() - calls.size() / 4).map(c -> c[1]));
        for (int i = 0; i + 5 <= calls.size(); i++) {
            if (median(calls.subList(i, i + 5).stream().map(c -> c[1])) <= NEAR * last) return calls.get(i)[0];
        }
        return Double.NaN;
    }

    private static double median(Stream<Double> times) {
        double[] t = times.mapToDouble(d -> d).sorted().toArray();
        return t[t.length / 2];
    }

    private static double millis(long since) { return (System.nanoTime() - since) / 1e6; }

    private ColdStart() {}
}

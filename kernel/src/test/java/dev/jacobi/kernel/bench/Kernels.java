package dev.jacobi.kernel.bench;

import dev.jacobi.engine.array.Array;
import dev.jacobi.engine.mx;
import java.util.Arrays;
import java.util.Random;

/** The work that is measured twice. JMH has it from the build; the session compiles the text of this very file as a cell. */
public final class Kernels {

    /** A value that nobody needs, unless something makes the compiler think so. */
    public record Point(double x, double y) {}

    /** {@code n} numbers between 0 and 1. */
    public static double[] doubles(int n) { return new Random(1).doubles(n).toArray(); }

    /** {@code n} of all integers. */
    public static int[] ints(int n) { return new Random(2).ints(n).toArray(); }

    /** A loop that leaves a number. */
    public static double sum(double[] x) {
        double s = 0;
        for (double v : x) s += v;
        return s;
    }

    /** A loop that leaves nothing but what it writes: y = a x + y. */
    public static void axpy(double a, double[] x, double[] y) {
        for (int i = 0; i < x.length; i++) y[i] = a * x[i] + y[i];
    }

    /** Lazy: nothing is computed here. */
    public static Array chain(Array x) {
        return mx.sigmoid(x).multiply(mx.tanh(x)).add(mx.exp(x.multiply(x).negative()));
    }

    /** A sorted copy. */
    public static int[] sorted(int[] x) {
        int[] copy = x.clone();
        Arrays.sort(copy);
        return copy;
    }

    /** Many small objects. */
    public static String joined(int n) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < n; i++) text.append(i).append(", ");
        return text.toString();
    }

    private Kernels() {}
}

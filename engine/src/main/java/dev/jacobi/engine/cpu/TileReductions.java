package dev.jacobi.engine.cpu;

import dev.jacobi.engine.ir.Reduction;
import dev.jacobi.engine.type.DType;

/** A tile into one value, or into many. */
final class TileReductions {
    /** Independent partial sums: enough for the widest vectors, and what keeps the error of a tile's sum near one rounding. */
    private static final int LANES = 64;

    static double reduce(Reduction reduction, float[] x, int n) {
        switch (reduction) {
            case SUM -> {
                double total = 0;
                for (int from = 0; from < n; from += LANES) {
                    float part = 0;
                    for (int i = from; i < Math.min(n, from + LANES); i++) part += x[i];
                    total += part;
                }
                return total;
            }
            case PROD -> {
                double p = 1;
                for (int i = 0; i < n; i++) p *= x[i];
                return p;
            }
            case MAX -> {
                float m = x[0];
                for (int i = 1; i < n; i++) m = Math.max(m, x[i]);
                return m;
            }
            default -> {
                float m = x[0];
                for (int i = 1; i < n; i++) m = Math.min(m, x[i]);
                return m;
            }
        }
    }

    static double reduce(Reduction reduction, double[] x, int n) {
        switch (reduction) {
            case SUM -> {
                return pairwise(x, 0, n);
            }
            case PROD -> {
                double p = 1;
                for (int i = 0; i < n; i++) p *= x[i];
                return p;
            }
            case MAX -> {
                double m = x[0];
                for (int i = 1; i < n; i++) m = Math.max(m, x[i]);
                return m;
            }
            default -> {
                double m = x[0];
                for (int i = 1; i < n; i++) m = Math.min(m, x[i]);
                return m;
            }
        }
    }

    private static double pairwise(double[] x, int from, int to) {
        if (to - from <= LANES) {
            double s = 0;
            for (int i = from; i < to; i++) s += x[i];
            return s;
        }
        int middle = from + to >>> 1;
        return pairwise(x, from, middle) + pairwise(x, middle, to);
    }

    static long reduce(Reduction reduction, DType dtype, long[] x, int n, long from) {
        long r = from;
        if (reduction == Reduction.SUM) for (int i = 0; i < n; i++) r += x[i];
        else
            for (int i = 0; i < n; i++) r = reduction.combine().apply(dtype, r, x[i]);
        return r;
    }

    static void into(Reduction reduction, float[] x, double[] to, int n) {
        switch (reduction) {
            case SUM -> {
                for (int i = 0; i < n; i++) to[i] += x[i];
            }
            case PROD -> {
                for (int i = 0; i < n; i++) to[i] *= x[i];
            }
            case MAX -> {
                for (int i = 0; i < n; i++) to[i] = Math.max(to[i], x[i]);
            }
            case MIN -> {
                for (int i = 0; i < n; i++) to[i] = Math.min(to[i], x[i]);
            }
        }
    }

    static void into(Reduction reduction, double[] x, double[] to, int n) {
        switch (reduction) {
            case SUM -> {
                for (int i = 0; i < n; i++) to[i] += x[i];
            }
            case PROD -> {
                for (int i = 0; i < n; i++) to[i] *= x[i];
            }
            case MAX -> {
                for (int i = 0; i < n; i++) to[i] = Math.max(to[i], x[i]);
            }
            case MIN -> {
                for (int i = 0; i < n; i++) to[i] = Math.min(to[i], x[i]);
            }
        }
    }

    private TileReductions() {}
}

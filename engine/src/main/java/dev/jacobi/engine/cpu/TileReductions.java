package dev.jacobi.engine.cpu;

import dev.jacobi.engine.cpu.math.DoubleMath;
import dev.jacobi.engine.cpu.math.FloatMath;
import dev.jacobi.engine.ir.Reduction;
import dev.jacobi.engine.type.DType;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** A tile into one value, or into many. */
final class TileReductions {
    /** Independent partial sums: enough for the widest vectors, and what keeps the error of a tile's sum near one rounding. */
    private static final int LANES = 64;

    private static final VectorSpecies<Float> FLOATS = FloatMath.SPECIES;
    private static final VectorSpecies<Double> DOUBLES = DoubleMath.SPECIES;

    /** Reduces elements of {@code x} into partial results: element i into number {@code i % width} of {@code sums}. */
    static void accumulate(Reduction reduction, Tile x, int n, Tile sums, int width) {
        if (x.f != null && width % FLOATS.length() == 0) floats(reduction, x.f, n, sums.f, width);
        else if (x.d != null && width % DOUBLES.length() == 0) doubles(reduction, x.d, n, sums.d, width);
        else
            for (int i = 0; i < n; i++) combine(reduction, x, i, sums, i % width);
    }

    /** Reduces the second {@code n} partial results into the first. */
    static void halve(Reduction reduction, Tile sums, int n) {
        for (int i = 0; i < n; i++) combine(reduction, sums, n + i, sums, i);
    }

    private static void combine(Reduction reduction, Tile x, int i, Tile sums, int j) {
        if (x.f != null) {
            float a = sums.f[j], b = x.f[i];
            sums.f[j] = switch (reduction) {
                case SUM -> a + b;
                case PROD -> a * b;
                case MAX -> Math.max(a, b);
                case MIN -> Math.min(a, b);
            };
        } else if (x.d != null) {
            sums.d[j] = reduction.combine().apply(sums.d[j], x.d[i]);
        } else {
            sums.l[j] = reduction.combine().apply(x.dtype, sums.l[j], x.l[i]);
        }
    }

    private static void floats(Reduction reduction, float[] x, int n, float[] sums, int width) {
        for (int j = 0; j < width; j += FLOATS.length()) {
            switch (reduction) {
                case SUM -> floatsSum(x, j, n, sums, width);
                case PROD -> throw new AssertionError("products are not folded");
                case MAX -> floatsMax(x, j, n, sums, width);
                case MIN -> floatsMin(x, j, n, sums, width);
            }
        }
    }

    private static void floatsSum(float[] x, int from, int n, float[] sums, int width) {
        FloatVector a = FloatVector.fromArray(FLOATS, sums, from);
        for (int i = from; i < n; i += width) a = a.add(FloatVector.fromArray(FLOATS, x, i));
        a.intoArray(sums, from);
    }

    private static void floatsMax(float[] x, int from, int n, float[] sums, int width) {
        FloatVector a = FloatVector.fromArray(FLOATS, sums, from);
        for (int i = from; i < n; i += width) a = a.max(FloatVector.fromArray(FLOATS, x, i));
        a.intoArray(sums, from);
    }

    private static void floatsMin(float[] x, int from, int n, float[] sums, int width) {
        FloatVector a = FloatVector.fromArray(FLOATS, sums, from);
        for (int i = from; i < n; i += width) a = a.min(FloatVector.fromArray(FLOATS, x, i));
        a.intoArray(sums, from);
    }

    private static void doubles(Reduction reduction, double[] x, int n, double[] sums, int width) {
        for (int j = 0; j < width; j += DOUBLES.length()) {
            switch (reduction) {
                case SUM -> doublesSum(x, j, n, sums, width);
                case PROD -> throw new AssertionError("products are not folded");
                case MAX -> doublesMax(x, j, n, sums, width);
                case MIN -> doublesMin(x, j, n, sums, width);
            }
        }
    }

    private static void doublesSum(double[] x, int from, int n, double[] sums, int width) {
        DoubleVector a = DoubleVector.fromArray(DOUBLES, sums, from);
        for (int i = from; i < n; i += width) a = a.add(DoubleVector.fromArray(DOUBLES, x, i));
        a.intoArray(sums, from);
    }

    private static void doublesMax(double[] x, int from, int n, double[] sums, int width) {
        DoubleVector a = DoubleVector.fromArray(DOUBLES, sums, from);
        for (int i = from; i < n; i += width) a = a.max(DoubleVector.fromArray(DOUBLES, x, i));
        a.intoArray(sums, from);
    }

    private static void doublesMin(double[] x, int from, int n, double[] sums, int width) {
        DoubleVector a = DoubleVector.fromArray(DOUBLES, sums, from);
        for (int i = from; i < n; i += width) a = a.min(DoubleVector.fromArray(DOUBLES, x, i));
        a.intoArray(sums, from);
    }

    static double reduce(Reduction reduction, float[] x, int n) {
        return switch (reduction) {
            case SUM -> sum(x, n);
            case PROD -> {
                double p = 1;
                for (int i = 0; i < n; i++) p *= x[i];
                yield p;
            }
            case MAX -> extremum(VectorOperators.GT, x, n);
            case MIN -> extremum(VectorOperators.LT, x, n);
        };
    }

    /** Four vectors of partial sums, added up in double. */
    private static double sum(float[] x, int n) {
        int lanes = FLOATS.length(), i = 0;
        FloatVector a = FloatVector.zero(FLOATS), b = a, c = a, d = a;
        for (; i <= n - 4 * lanes; i += 4 * lanes) {
            a = a.add(FloatVector.fromArray(FLOATS, x, i));
            b = b.add(FloatVector.fromArray(FLOATS, x, i + lanes));
            c = c.add(FloatVector.fromArray(FLOATS, x, i + 2 * lanes));
            d = d.add(FloatVector.fromArray(FLOATS, x, i + 3 * lanes));
        }
        double tail = 0;
        for (; i < n; i++) tail += x[i];
        // reduceLanes would add the lanes in one order when interpreted and in another when compiled
        float[] lane = new float[lanes];
        a.add(b).add(c.add(d)).intoArray(lane, 0);
        double sum = 0;
        for (float s : lane) sum += s;
        return tail + sum;
    }

    /** The first of x in an order, or NaN if there is one: comparing and blending is cheaper than the lanes' own maximum. */
    private static double extremum(VectorOperators.Comparison better, float[] x, int n) {
        int lanes = FLOATS.length(), i = lanes;
        float best = x[0];
        if (n >= lanes) {
            FloatVector a = FloatVector.fromArray(FLOATS, x, 0);
            VectorMask<Float> nan = a.compare(VectorOperators.NE, a);
            for (; i <= n - lanes; i += lanes) {
                FloatVector v = FloatVector.fromArray(FLOATS, x, i);
                a = a.blend(v, v.compare(better, a));
                nan = nan.or(v.compare(VectorOperators.NE, v));
            }
            if (nan.anyTrue()) return Double.NaN;
            best = a.reduceLanes(better == VectorOperators.GT ? VectorOperators.MAX : VectorOperators.MIN);
        } else {
            i = 1;
        }
        for (; i < n; i++) best = better == VectorOperators.GT ? Math.max(best, x[i]) : Math.min(best, x[i]);
        return best;
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
        into(reduction, x, 0, to, n);
    }

    /** The same with elements {@code from ...} of {@code x}. */
    static void into(Reduction reduction, float[] x, int from, double[] to, int n) {
        switch (reduction) {
            case SUM -> {
                for (int i = 0; i < n; i++) to[i] += x[from + i];
            }
            case PROD -> {
                for (int i = 0; i < n; i++) to[i] *= x[from + i];
            }
            case MAX -> {
                for (int i = 0; i < n; i++) to[i] = Math.max(to[i], x[from + i]);
            }
            case MIN -> {
                for (int i = 0; i < n; i++) to[i] = Math.min(to[i], x[from + i]);
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

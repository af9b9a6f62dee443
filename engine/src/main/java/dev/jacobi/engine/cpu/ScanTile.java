package dev.jacobi.engine.cpu;

import dev.jacobi.engine.cpu.math.VectorWidth;
import dev.jacobi.engine.ir.Accumulation;
import dev.jacobi.engine.ir.Reduction;
import dev.jacobi.engine.type.DType;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/** A scan on its way along one line. What it has so far is kept in double, or long, whatever the dtype, so that sums of floats are accurate at any length. */
final class ScanTile {
    private static final VectorSpecies<Double> DOUBLES = VectorWidth.DOUBLES;
    private static final int LANES = DOUBLES.length();
    private static final VectorSpecies<Float> FLOATS = VectorSpecies.of(float.class, VectorShape.forBitSize(DOUBLES.vectorBitSize() / 2));
    private static final VectorShuffle<Double> BY_1 = up(1), BY_2 = up(2), BY_4 = up(4);
    private static final VectorMask<Double> FROM_1 = from(1), FROM_2 = from(2), FROM_4 = from(4);
    private static final VectorShuffle<Double> LAST = VectorShuffle.fromOp(DOUBLES, i -> LANES - 1);
    private static final VectorShuffle<Float> TURNED = VectorShuffle.fromOp(VectorWidth.FLOATS, i -> VectorWidth.FLOATS.length() - 1 - i);

    private static VectorShuffle<Double> up(int distance) {
        return VectorShuffle.fromOp(DOUBLES, i -> Math.max(0, i - distance));
    }

    private static VectorMask<Double> from(int lane) {
        boolean[] bits = new boolean[LANES];
        for (int i = 0; i < LANES; i++) bits[i] = i >= lane;
        return VectorMask.fromArray(DOUBLES, bits, 0);
    }

    private final Accumulation what;
    private final DType dtype;
    private final boolean reverse;
    /** The sum, product or extremum so far; of LOGSUMEXP the largest element, and the sum of exp(x - largest). */
    private double real, scaled;
    private long whole;

    ScanTile(Accumulation what, DType dtype, boolean reverse) {
        this.what = what;
        this.dtype = dtype;
        this.reverse = reverse;
        real = realOfNone(what);
        if (!dtype.isFloating()) whole = reduction(what).identity(dtype);
    }

    static double realOfNone(Accumulation what) {
        return switch (what) {
            case SUM -> 0;
            case PROD -> 1;
            case MIN -> Double.POSITIVE_INFINITY;
            case MAX, LOGSUMEXP -> Double.NEGATIVE_INFINITY;
        };
    }

    static Reduction reduction(Accumulation what) {
        return switch (what) {
            case SUM -> Reduction.SUM;
            case PROD -> Reduction.PROD;
            case MAX -> Reduction.MAX;
            case MIN -> Reduction.MIN;
            case LOGSUMEXP -> throw new AssertionError("of floats only");
        };
    }

    /** What this and the elements of {@code next} behind it make together. */
    ScanTile then(ScanTile next) {
        ScanTile r = new ScanTile(what, dtype, reverse);
        if (!dtype.isFloating()) r.whole = reduction(what).combine().apply(dtype, whole, next.whole);
        else if (what == Accumulation.LOGSUMEXP) {
            r.real = Math.max(real, next.real);
            r.scaled = scaled * weight(real, r.real) + next.scaled * weight(next.real, r.real);
        } else
            r.real = reduction(what).combine().apply(real, next.real);
        return r;
    }

    /** exp(x - largest), where infinities of one sign are equal. */
    private static double weight(double x, double largest) {
        return x == largest ? 1 : Math.exp(x - largest);
    }

    /** Takes in the tile's elements. */
    void total(Tile tile, int n) {
        if (what == Accumulation.SUM && tile.f != null) real += sum(tile.f, n);
        else if (what == Accumulation.SUM && tile.d != null) real += TileReductions.reduce(Reduction.SUM, tile.d, n);
        else
            scan(tile, n);
    }

    /** Takes in the tile's elements, and replaces each by the result up to it. */
    void scan(Tile tile, int n) {
        int first = reverse ? n - 1 : 0, step = reverse ? -1 : 1;
        if (tile.f != null) floats(tile.f, n, first, step);
        else if (tile.d != null) doubles(tile.d, n, first, step);
        else
            longs(tile.l, n, first, step);
    }

    private void floats(float[] x, int n, int first, int step) {
        double r = real;
        switch (what) {
            case SUM -> {
                if (reverse) turn(x, n);
                real = sums(x, n, r);
                if (reverse) turn(x, n);
                return;
            }
            case PROD -> {
                for (int k = 0, i = first; k < n; k++, i += step) x[i] = (float) (r *= x[i]);
            }
            case MAX -> {
                float m = (float) r;
                for (int k = 0, i = first; k < n; k++, i += step) x[i] = m = Math.max(m, x[i]);
                r = m;
            }
            case MIN -> {
                float m = (float) r;
                for (int k = 0, i = first; k < n; k++, i += step) x[i] = m = Math.min(m, x[i]);
                r = m;
            }
            case LOGSUMEXP -> {
                for (int k = 0, i = first; k < n; k++, i += step) x[i] = (float) include(x[i]);
                return;
            }
        }
        real = r;
    }

    private void doubles(double[] x, int n, int first, int step) {
        double r = real;
        switch (what) {
            case SUM -> {
                // from 0, so that the error of a tile does not grow with what came before it
                double sum = 0;
                for (int k = 0, i = first; k < n; k++, i += step) x[i] = sum += x[i];
                for (int i = 0; i < n; i++) x[i] += r;
                r += sum;
            }
            case PROD -> {
                for (int k = 0, i = first; k < n; k++, i += step) x[i] = r *= x[i];
            }
            case MAX -> {
                for (int k = 0, i = first; k < n; k++, i += step) x[i] = r = Math.max(r, x[i]);
            }
            case MIN -> {
                for (int k = 0, i = first; k < n; k++, i += step) x[i] = r = Math.min(r, x[i]);
            }
            case LOGSUMEXP -> {
                for (int k = 0, i = first; k < n; k++, i += step) x[i] = include(x[i]);
                return;
            }
        }
        real = r;
    }

    private void longs(long[] x, int n, int first, int step) {
        long r = whole;
        switch (what) {
            case SUM -> {
                for (int k = 0, i = first; k < n; k++, i += step) x[i] = r += x[i];
            }
            case PROD -> {
                for (int k = 0, i = first; k < n; k++, i += step) x[i] = r *= x[i];
            }
            default -> {
                var combine = reduction(what).combine();
                for (int k = 0, i = first; k < n; k++, i += step) x[i] = r = combine.apply(dtype, r, x[i]);
            }
        }
        whole = r;
    }

    /** logaddexp of what there is and {@code x}. */
    private double include(double x) {
        if (x <= real) {
            if (x != Double.NEGATIVE_INFINITY) scaled += weight(x, real);
        } else {
            scaled = scaled * Math.exp(real - x) + 1;
            real = x;
        }
        return real + Math.log(scaled);
    }

    /** Sums in vectors of doubles: within one by shifted additions, from one to the next by its last lane. */
    private static double sums(float[] x, int n, double before) {
        int i = 0;
        DoubleVector carry = DoubleVector.broadcast(DOUBLES, before);
        for (; i <= n - LANES; i += LANES) {
            DoubleVector v = (DoubleVector) FloatVector.fromArray(FLOATS, x, i).convertShape(VectorOperators.F2D, DOUBLES, 0);
            v = v.add(v.rearrange(BY_1), FROM_1);
            if (LANES > 2) v = v.add(v.rearrange(BY_2), FROM_2);
            if (LANES > 4) v = v.add(v.rearrange(BY_4), FROM_4);
            v = v.add(carry);
            ((FloatVector) v.convertShape(VectorOperators.D2F, FLOATS, 0)).intoArray(x, i);
            carry = v.rearrange(LAST);
        }
        double sum = carry.lane(0);
        for (; i < n; i++) x[i] = (float) (sum += x[i]);
        return sum;
    }

    /** Their sum, in doubles as {@link #sums}: a block's first result must not be less than the last of the block before. */
    private static double sum(float[] x, int n) {
        int i = 0;
        DoubleVector a = DoubleVector.zero(DOUBLES), b = a;
        for (; i <= n - 2 * LANES; i += 2 * LANES) {
            a = a.add(FloatVector.fromArray(FLOATS, x, i).convertShape(VectorOperators.F2D, DOUBLES, 0));
            b = b.add(FloatVector.fromArray(FLOATS, x, i + LANES).convertShape(VectorOperators.F2D, DOUBLES, 0));
        }
        // reduceLanes would add the lanes in one order when interpreted and in another when compiled
        double[] lane = new double[LANES];
        a.add(b).intoArray(lane, 0);
        double sum = 0;
        for (double s : lane) sum += s;
        for (; i < n; i++) sum += x[i];
        return sum;
    }

    /** Puts the first {@code n} elements in reverse order. */
    private static void turn(float[] x, int n) {
        int lanes = VectorWidth.FLOATS.length(), i = 0, j = n;
        for (; j - i >= 2 * lanes; i += lanes) {
            j -= lanes;
            FloatVector a = FloatVector.fromArray(VectorWidth.FLOATS, x, i), b = FloatVector.fromArray(VectorWidth.FLOATS, x, j);
            b.rearrange(TURNED).intoArray(x, i);
            a.rearrange(TURNED).intoArray(x, j);
        }
        for (j--; i < j; i++, j--) {
            float a = x[i];
            x[i] = x[j];
            x[j] = a;
        }
    }
}

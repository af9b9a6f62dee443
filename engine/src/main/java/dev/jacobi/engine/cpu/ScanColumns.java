package dev.jacobi.engine.cpu;

import dev.jacobi.engine.ir.Accumulation;
import dev.jacobi.engine.type.DType;
import java.util.Arrays;

/** A scan on its way along many lines that lie side by side, kept in double or long as {@link ScanTile} does. */
final class ScanColumns {
    private final Accumulation what;
    private final DType dtype;
    private final double[] real, scaled;
    private final long[] whole;

    ScanColumns(Accumulation what, DType dtype, int count) {
        this.what = what;
        this.dtype = dtype;
        real = dtype.isFloating() ? new double[count] : null;
        scaled = what == Accumulation.LOGSUMEXP ? new double[count] : null;
        whole = dtype.isFloating() ? null : new long[count];
        if (real != null) Arrays.fill(real, ScanTile.realOfNone(what));
        if (whole != null) Arrays.fill(whole, ScanTile.reduction(what).identity(dtype));
    }

    /** Takes in the next element of each line, and replaces it by the result up to it. */
    void scan(Tile tile, int n) {
        if (tile.f != null) floats(tile.f, n);
        else if (tile.d != null) doubles(tile.d, n);
        else
            longs(tile.l, n);
    }

    private void floats(float[] x, int n) {
        double[] r = real;
        switch (what) {
            case SUM -> {
                for (int i = 0; i < n; i++) r[i] += x[i];
            }
            case PROD -> {
                for (int i = 0; i < n; i++) r[i] *= x[i];
            }
            case MAX -> {
                for (int i = 0; i < n; i++) r[i] = Math.max(r[i], x[i]);
            }
            case MIN -> {
                for (int i = 0; i < n; i++) r[i] = Math.min(r[i], x[i]);
            }
            case LOGSUMEXP -> {
                for (int i = 0; i < n; i++) x[i] = (float) include(i, x[i]);
                return;
            }
        }
        for (int i = 0; i < n; i++) x[i] = (float) r[i];
    }

    private void doubles(double[] x, int n) {
        double[] r = real;
        switch (what) {
            case SUM -> {
                for (int i = 0; i < n; i++) x[i] = r[i] += x[i];
            }
            case PROD -> {
                for (int i = 0; i < n; i++) x[i] = r[i] *= x[i];
            }
            case MAX -> {
                for (int i = 0; i < n; i++) x[i] = r[i] = Math.max(r[i], x[i]);
            }
            case MIN -> {
                for (int i = 0; i < n; i++) x[i] = r[i] = Math.min(r[i], x[i]);
            }
            case LOGSUMEXP -> {
                for (int i = 0; i < n; i++) x[i] = include(i, x[i]);
            }
        }
    }

    private void longs(long[] x, int n) {
        var combine = ScanTile.reduction(what).combine();
        for (int i = 0; i < n; i++) x[i] = whole[i] = combine.apply(dtype, whole[i], x[i]);
    }

    private double include(int i, double x) {
        if (x <= real[i]) {
            if (x != Double.NEGATIVE_INFINITY) scaled[i] += x == real[i] ? 1 : Math.exp(x - real[i]);
        } else {
            scaled[i] = scaled[i] * Math.exp(real[i] - x) + 1;
            real[i] = x;
        }
        return real[i] + Math.log(scaled[i]);
    }
}

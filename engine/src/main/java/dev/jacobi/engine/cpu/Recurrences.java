package dev.jacobi.engine.cpu;

import dev.jacobi.engine.ir.Data;
import dev.jacobi.engine.memory.Buffer;
import dev.jacobi.engine.memory.Memory;
import java.util.Arrays;

/** y[k] = a[k] y[k - 1] + b[k] along an axis, in double: line by line, or many neighbouring lines at once. */
final class Recurrences {
    /** Fewer neighbours than this are not worth a loop of their own. */
    private static final int NARROW = 16;
    private static final double NANOS_EACH = 2.5;

    static Data run(int axis, boolean reverse, Operand a, Operand b) {
        Lines lines = Lines.along(axis, b.shape());
        boolean side = lines.inner() >= NARROW;
        Operand factors = side ? a : Lines.axisLast(a, axis), terms = side ? b : Lines.axisLast(b, axis);
        Data.Strided f = factors.rowMajor(), t = terms.rowMajor();
        Buffer out = Memory.shared().allocate(b.shape().size() * b.dtype().bytes());
        Cursor fs = new Cursor(f, factors.shape(), b.dtype()), ts = new Cursor(t, terms.shape(), b.dtype());
        int n = lines.n();
        long inner = side ? lines.inner() : 1, across = Math.ceilDiv(inner, Tile.SIZE), jobs = lines.count() / Math.max(1, inner) * across;
        if (b.shape().size() > 0) {
            Scans.parts(jobs, b.shape().size() * NANOS_EACH, (from, to) -> {
                Tile x = new Tile(b.dtype()), y = new Tile(b.dtype());
                for (long j = from; j < to; j++) {
                    if (side)
                        columns(reverse, fs, ts, x, y, j / across * n * inner + j % across * Tile.SIZE, inner, n,
                                (int) Math.min(Tile.SIZE, inner - j % across * Tile.SIZE), out);
                    else
                        row(reverse, fs, ts, x, y, j * n, n, out);
                }
            });
        }
        factors.release(f);
        terms.release(t);
        Data.Strided data = Data.Strided.rowMajor(out, terms.shape());
        return side ? data : Lines.axisBack(data, b.shape(), axis);
    }

    private static double next(double a, double before, double b) {
        // zero wins over infinity and NaN
        return a == 0 || before == 0 ? b : a * before + b;
    }

    private static void row(boolean reverse, Cursor fs, Cursor ts, Tile x, Tile y, long start, int n, Buffer out) {
        double before = 0;
        for (int at = 0; at < n; at += Tile.SIZE) {
            int count = Math.min(Tile.SIZE, n - at);
            long from = start + (reverse ? n - at - count : at);
            x.load(fs, from, count, 0);
            y.load(ts, from, count, 0);
            int i = reverse ? count - 1 : 0, step = reverse ? -1 : 1;
            for (int k = 0; k < count; k++, i += step) {
                boolean first = at + k == 0;
                if (x.f != null) y.f[i] = (float) (before = first ? y.f[i] : next(x.f[i], before, y.f[i]));
                else
                    y.d[i] = before = first ? y.d[i] : next(x.d[i], before, y.d[i]);
            }
            y.store(out.segment(), from, count);
        }
    }

    private static void columns(boolean reverse, Cursor fs, Cursor ts, Tile x, Tile y, long corner, long inner, int n, int count,
            Buffer out) {
        double[] before = new double[count];
        for (int k = 0; k < n; k++) {
            long at = corner + (reverse ? n - 1 - k : k) * inner;
            x.load(fs, at, count, 0);
            y.load(ts, at, count, 0);
            if (k == 0) clear(x);
            if (x.f != null) for (int i = 0; i < count; i++) y.f[i] = (float) (before[i] = next(x.f[i], before[i], y.f[i]));
            else
                for (int i = 0; i < count; i++) y.d[i] = before[i] = next(x.d[i], before[i], y.d[i]);
            y.store(out.segment(), at, count);
        }
    }

    private static void clear(Tile x) {
        if (x.f != null) Arrays.fill(x.f, 0);
        else
            Arrays.fill(x.d, 0);
    }

    private Recurrences() {}
}

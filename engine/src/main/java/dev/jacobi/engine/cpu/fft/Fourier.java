package dev.jacobi.engine.cpu.fft;

import dev.jacobi.engine.cpu.threads.Workers;
import java.lang.ref.Reference;

/**
 * Discrete Fourier transforms of lines of complex64 or float32 at addresses off the heap, of any length, on all threads. Forward is
 * X[k] = scale * sum(x[j] exp(-2 pi i j k / n)), inverse has the other sign. Target and source may be the same. Whoever calls keeps the memory reachable.
 */
public final class Fourier {
    private static final int WIDTH = Columns.WIDTH;
    /** Lines from this length on are worth the four steps even where there are many; and alone from that length on. */
    private static final int LONG = 2048, SHORT = 64;

    /** {@code count} lines of {@code n} neighbours; the strides are bytes from line to line. */
    public static void lines(boolean inverse, long from, long fromStride, long to, long toStride, int count, int n, float scale) {
        if (!Columns.fits(n)) {
            Convolution plan = Plans.convolution(n);
            each(count, n, l -> plan.run(inverse, from + l * fromStride, to + l * toStride, scale));
        } else if (n >= LONG || n >= SHORT && count < WIDTH / 2) {
            FourStep plan = Plans.fourStep(n);
            each(count, n, l -> plan.run(inverse, from + l * fromStride, to + l * toStride, scale));
        } else {
            Columns plan = Plans.columns(n);
            Parts.each(Math.ceilDiv(count, WIDTH), nanos(count, n), (a, b) -> {
                Tile tile = Tile.of(n);
                for (int t = a; t < b; t++) {
                    int width = Math.min(WIDTH, count - t * WIDTH);
                    long line = (long) t * WIDTH;
                    tile.loadLines(from + line * fromStride, fromStride, n, width);
                    plan.run(tile, inverse);
                    tile.storeLines(to + line * toStride, toStride, n, width, scale);
                }
                Reference.reachabilityFence(tile);
            });
        }
    }

    private interface Line {
        void run(long l);
    }

    /** Many lines on one thread each, few one after the other on all threads. */
    private static void each(int count, int n, Line line) {
        if (count < Workers.shared().threads()) for (int l = 0; l < count; l++) line.run(l);
        else
            Parts.each(count, nanos(count, n), (a, b) -> {
                for (int l = a; l < b; l++) line.run(l);
            });
    }

    private static double nanos(long count, int n) { return 1.0 * count * n; }

    /** Whether {@link #columns} can. */
    public static boolean hasColumns(int n, long inner) {
        return inner >= WIDTH / 2 && n <= 2 * LONG && Columns.fits(n);
    }

    /** {@code outer} row-major matrices of {@code n x inner}: transforms of their columns. */
    public static void columns(boolean inverse, long from, long to, int outer, int n, int inner, float scale) {
        Columns plan = Plans.columns(n);
        int across = Math.ceilDiv(inner, WIDTH);
        Parts.each(Math.multiplyExact(outer, across), nanos((long) outer * inner, n), (a, b) -> {
            Tile tile = Tile.of(n);
            for (int t = a; t < b; t++) {
                int column = t % across * WIDTH, width = Math.min(WIDTH, inner - column);
                long at = 8 * ((long) (t / across) * n * inner + column);
                plan.runOn(from + at, 8L * inner, width, tile, inverse);
                tile.storeColumns(to + at, 8L * inner, n, width, scale);
            }
            Reference.reachabilityFence(tile);
        });
    }

    /** {@code count} lines of {@code n} (even) real numbers to n / 2 + 1 complex ones each. */
    public static void realLines(long from, long to, int count, int n, float scale) {
        int m = n / 2;
        long stride = 8L * (m + 1);
        lines(false, from, 4L * n, to, stride, count, m, scale / 2);
        RealPairs plan = Plans.real(n);
        if (count == 1) {
            Parts.each(plan.chunks(), m / 2.0, (a, b) -> plan.unpack(to, a, b));
            plan.unpackRest(to);
        } else {
            Parts.each(count, (double) count * m / 2, (a, b) -> {
                for (long l = a; l < b; l++) {
                    plan.unpack(to + l * stride, 0, plan.chunks());
                    plan.unpackRest(to + l * stride);
                }
            });
        }
    }

    /** {@code count} lines of n / 2 + 1 complex numbers to {@code n} (even) real ones each. */
    public static void realInverseLines(long from, long to, int count, int n, float scale) {
        int m = n / 2;
        long stride = 8L * (m + 1), line = 4L * n;
        RealPairs plan = Plans.real(n);
        if (count == 1) {
            Parts.each(plan.chunks(), m / 2.0, (a, b) -> plan.pack(from, to, a, b));
            plan.packRest(from, to);
        } else {
            Parts.each(count, (double) count * m / 2, (a, b) -> {
                for (long l = a; l < b; l++) {
                    plan.pack(from + l * stride, to + l * line, 0, plan.chunks());
                    plan.packRest(from + l * stride, to + l * line);
                }
            });
        }
        lines(true, to, line, to, line, count, m, scale);
    }

    private Fourier() {}
}

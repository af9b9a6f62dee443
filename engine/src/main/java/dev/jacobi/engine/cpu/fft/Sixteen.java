package dev.jacobi.engine.cpu.fft;

import static dev.jacobi.engine.cpu.fft.Butterflies.all;
import static dev.jacobi.engine.cpu.fft.Butterflies.load;
import static dev.jacobi.engine.memory.OffHeap.ADDRESS;
import static dev.jacobi.engine.memory.OffHeap.ALL;
import static dev.jacobi.engine.memory.OffHeap.ORDER;

import dev.jacobi.engine.cpu.math.VectorWidth;
import jdk.incubator.vector.FloatVector;

/**
 * Passes of radix 16 as two of radix 4, between which sixteen pieces of rows stay in the first-level cache: half the traffic of the second. Each half is a
 * method of its own, since the JIT compiler stops inlining in larger ones.
 */
final class Sixteen {
    private static final int LANES = VectorWidth.FLOATS.length(), BYTES = 4 * LANES, WIDTH = Columns.WIDTH;
    /** The longest piece of a row that is taken at once. */
    static final int PIECE = 4 * WIDTH;
    /** For j below 4, and k of 1, 2 and 3, exp(-2 pi i j k / 16). */
    private static final float[] INNER = new float[24];
    static {
        for (int j = 0; j < 4; j++) {
            for (int k = 1; k < 4; k++) {
                INNER[6 * j + 2 * k - 2] = (float) Roots.cos((long) j * k, 16);
                INNER[6 * j + 2 * k - 1] = (float) -Roots.sin((long) j * k, 16);
            }
        }
    }

    /** For each p, and each j from 0 on, w^(p j). */
    static float[] twiddles(int m) {
        float[] w = new float[m * 32];
        for (int p = 0, at = 0; p < m; p++) {
            for (int j = 0; j < 16; j++) {
                w[at++] = (float) Roots.cos((long) p * j, 16L * m);
                w[at++] = (float) -Roots.sin((long) p * j, 16L * m);
            }
        }
        return w;
    }

    /** How many neighbouring butterflies of a pass with s = 1, whose rows are neighbours, are taken at once. */
    static final int AT_ONCE = PIECE / WIDTH;

    /** Room for the pieces: real and imaginary parts of those that have been read, and of those between the halves. */
    static final class Pieces {
        /** Floats that all take. */
        static final int FLOATS = 4 * 16 * PIECE + 2 * 64 * PIECE + 6 * Tile.APART;

        final long readRe, readIm;
        private final long re, im;
        /** What the last two passes together make of one piece. */
        final long lastRe, lastIm;

        Pieces(long address) {
            long few = 4L * (16 * PIECE + Tile.APART), many = 4L * (64 * PIECE + Tile.APART);
            readRe = address;
            readIm = readRe + few;
            re = readIm + few;
            im = re + few;
            lastRe = im + few;
            lastIm = lastRe + many;
        }
    }

    static void run(Pass pass, Pieces pieces, long xr, long xi, long yr, long yi) {
        int run = pass.s() * WIDTH, far = pass.m() * run;
        if (pass.s() == 1) {
            for (int p = 0; p < pass.m(); p += AT_ONCE) {
                several(pass, p, Math.min(AT_ONCE, pass.m() - p), pieces, xr, xi, p * WIDTH, far, yr, yi);
            }
            return;
        }
        for (int p = 0; p < pass.m(); p++) {
            for (int q = 0; q < run; q += PIECE) {
                int n = Math.min(PIECE, run - q);
                first(xr, xi, p * run + q, far, n, pieces.re, pieces.im);
                second(pass, p, pieces.re, pieces.im, 0, n, n, yr, yi, 16 * p * run + q, run);
            }
        }
    }

    /** Butterflies p .. p + count - 1 of a pass with s = 1 on the rows that have been read: {@code count} rows for each of the sixteen. */
    static void runRead(Pass pass, int p, int count, Pieces pieces, long xr, long xi, long yr, long yi) {
        several(pass, p, count, pieces, xr, xi, 0, PIECE, yr, yi);
    }

    /** Whether {@link #runLast} can take these two passes, the last ones, as one. */
    static boolean areLast(Pass before, Pass last) {
        return before.radix() == 16 && last.m() == 1 && (last.radix() == 4 || last.radix() == 2);
    }

    /**
     * The last two passes on {@code n} floats of each row from {@code q} on. Row j + 16 k of the result, with k below the last radix, is row q + s (j + 16 k) of
     * the transform; it is written to {@code to + (j + 16 k) pitch}.
     */
    static void runLast(Pass before, Pass last, int q, int n, Pieces pieces, long xr, long xi, long yr, long yi, int to,
            int pitch) {
        int run = before.s() * WIDTH, far = before.m() * run;
        for (int p = 0; p < before.m(); p++) {
            first(xr, xi, p * run + q, far, n, pieces.re, pieces.im);
            second(before, p, pieces.re, pieces.im, 0, n, n, pieces.lastRe, pieces.lastIm, 16 * p * n, n);
        }
        if (last.radix() == 4) Butterflies.lastFour(n, pieces.lastRe, pieces.lastIm, yr, yi, to, pitch);
        else
            Butterflies.lastTwo(n, pieces.lastRe, pieces.lastIm, yr, yi, to, pitch);
    }

    private static void several(Pass pass, int p, int count, Pieces pieces, long xr, long xi, int from, int far, long yr,
            long yi) {
        int n = count * WIDTH;
        first(xr, xi, from, far, n, pieces.re, pieces.im);
        for (int k = 0; k < count; k++) {
            second(pass, p + k, pieces.re, pieces.im, k * WIDTH, n, WIDTH, yr, yi, 16 * (p + k) * WIDTH, WIDTH);
        }
    }

    private static void second(Pass pass, int p, long xr, long xi, int from, int pitch, int n, long yr, long yi, int to,
            int run) {
        if (pass.m() == 1) second(xr, xi, from, pitch, n, yr, yi, to, run);
        else
            second(xr, xi, from, pitch, n, pass.twiddles(), 32 * p, yr, yi, to, run);
    }

    private static void first(long xr, long xi, int from, int far, int n, long yr, long yi) {
        long farBytes = 4L * far, nBytes = 4L * n;
        for (int j = 0; j < 4; j++) {
            FloatVector w1r = all(INNER[6 * j]), w1i = all(INNER[6 * j + 1]), w2r = all(INNER[6 * j + 2]), w2i = all(INNER[6 * j + 3]);
            FloatVector w3r = all(INNER[6 * j + 4]), w3i = all(INNER[6 * j + 5]);
            long at = 4L * (from + j * far), to = 16L * j * n;
            for (int i = 0; i < n; i += LANES, at += BYTES, to += BYTES) {
                FloatVector x0r = load(xr + at), x0i = load(xi + at), x2r = load(xr + at + 8 * farBytes),
                        x2i = load(xi + at + 8 * farBytes);
                FloatVector ar = x0r.add(x2r), ai = x0i.add(x2i), br = x0r.sub(x2r), bi = x0i.sub(x2i);
                FloatVector x1r = load(xr + at + 4 * farBytes), x1i = load(xi + at + 4 * farBytes);
                FloatVector x3r = load(xr + at + 12 * farBytes), x3i = load(xi + at + 12 * farBytes);
                FloatVector cr = x1r.add(x3r), ci = x1i.add(x3i), dr = x1i.sub(x3i), di = x3r.sub(x1r);
                ar.add(cr).intoMemorySegment(ALL, (yr + to) & ADDRESS, ORDER);
                ai.add(ci).intoMemorySegment(ALL, (yi + to) & ADDRESS, ORDER);
                FloatVector y1r = br.add(dr), y1i = bi.add(di);
                y1r.mul(w1r).sub(y1i.mul(w1i)).intoMemorySegment(ALL, (yr + to + nBytes) & ADDRESS, ORDER);
                y1i.fma(w1r, y1r.mul(w1i)).intoMemorySegment(ALL, (yi + to + nBytes) & ADDRESS, ORDER);
                FloatVector y2r = ar.sub(cr), y2i = ai.sub(ci);
                y2r.mul(w2r).sub(y2i.mul(w2i)).intoMemorySegment(ALL, (yr + to + 2 * nBytes) & ADDRESS, ORDER);
                y2i.fma(w2r, y2r.mul(w2i)).intoMemorySegment(ALL, (yi + to + 2 * nBytes) & ADDRESS, ORDER);
                FloatVector y3r = br.sub(dr), y3i = bi.sub(di);
                y3r.mul(w3r).sub(y3i.mul(w3i)).intoMemorySegment(ALL, (yr + to + 3 * nBytes) & ADDRESS, ORDER);
                y3i.fma(w3r, y3r.mul(w3i)).intoMemorySegment(ALL, (yi + to + 3 * nBytes) & ADDRESS, ORDER);
            }
        }
    }

    private static void second(long xr, long xi, int from, int pitch, int n, float[] w, int f, long yr, long yi, int first,
            int run) {
        long pitchBytes = 4L * pitch, runBytes = 4L * run;
        for (int q = 0; q < 4; q++) {
            int g = f + 2 * q;
            FloatVector w0r = all(w[g]), w0i = all(w[g + 1]), w1r = all(w[g + 8]), w1i = all(w[g + 9]);
            FloatVector w2r = all(w[g + 16]), w2i = all(w[g + 17]), w3r = all(w[g + 24]), w3i = all(w[g + 25]);
            long at = 4L * (from + q * pitch), to = 4L * (first + q * run);
            for (int i = 0; i < n; i += LANES, at += BYTES, to += BYTES) {
                FloatVector x0r = load(xr + at), x0i = load(xi + at), x2r = load(xr + at + 8 * pitchBytes),
                        x2i = load(xi + at + 8 * pitchBytes);
                FloatVector ar = x0r.add(x2r), ai = x0i.add(x2i), br = x0r.sub(x2r), bi = x0i.sub(x2i);
                FloatVector x1r = load(xr + at + 4 * pitchBytes), x1i = load(xi + at + 4 * pitchBytes),
                        x3r = load(xr + at + 12 * pitchBytes),
                        x3i = load(xi + at + 12 * pitchBytes);
                FloatVector cr = x1r.add(x3r), ci = x1i.add(x3i), dr = x1i.sub(x3i), di = x3r.sub(x1r);
                FloatVector y0r = ar.add(cr), y0i = ai.add(ci);
                y0r.mul(w0r).sub(y0i.mul(w0i)).intoMemorySegment(ALL, (yr + to) & ADDRESS, ORDER);
                y0i.fma(w0r, y0r.mul(w0i)).intoMemorySegment(ALL, (yi + to) & ADDRESS, ORDER);
                FloatVector y1r = br.add(dr), y1i = bi.add(di);
                y1r.mul(w1r).sub(y1i.mul(w1i)).intoMemorySegment(ALL, (yr + to + 4 * runBytes) & ADDRESS, ORDER);
                y1i.fma(w1r, y1r.mul(w1i)).intoMemorySegment(ALL, (yi + to + 4 * runBytes) & ADDRESS, ORDER);
                FloatVector y2r = ar.sub(cr), y2i = ai.sub(ci);
                y2r.mul(w2r).sub(y2i.mul(w2i)).intoMemorySegment(ALL, (yr + to + 8 * runBytes) & ADDRESS, ORDER);
                y2i.fma(w2r, y2r.mul(w2i)).intoMemorySegment(ALL, (yi + to + 8 * runBytes) & ADDRESS, ORDER);
                FloatVector y3r = br.sub(dr), y3i = bi.sub(di);
                y3r.mul(w3r).sub(y3i.mul(w3i)).intoMemorySegment(ALL, (yr + to + 12 * runBytes) & ADDRESS, ORDER);
                y3i.fma(w3r, y3r.mul(w3i)).intoMemorySegment(ALL, (yi + to + 12 * runBytes) & ADDRESS, ORDER);
            }
        }
    }

    /** The last pass, whose twiddle factors are all 1. */
    private static void second(long xr, long xi, int from, int pitch, int n, long yr, long yi, int first, int run) {
        long pitchBytes = 4L * pitch, runBytes = 4L * run;
        for (int q = 0; q < 4; q++) {
            long at = 4L * (from + q * pitch), to = 4L * (first + q * run);
            for (int i = 0; i < n; i += LANES, at += BYTES, to += BYTES) {
                FloatVector x0r = load(xr + at), x0i = load(xi + at), x2r = load(xr + at + 8 * pitchBytes),
                        x2i = load(xi + at + 8 * pitchBytes);
                FloatVector ar = x0r.add(x2r), ai = x0i.add(x2i), br = x0r.sub(x2r), bi = x0i.sub(x2i);
                FloatVector x1r = load(xr + at + 4 * pitchBytes), x1i = load(xi + at + 4 * pitchBytes),
                        x3r = load(xr + at + 12 * pitchBytes),
                        x3i = load(xi + at + 12 * pitchBytes);
                FloatVector cr = x1r.add(x3r), ci = x1i.add(x3i), dr = x1i.sub(x3i), di = x3r.sub(x1r);
                ar.add(cr).intoMemorySegment(ALL, (yr + to) & ADDRESS, ORDER);
                ai.add(ci).intoMemorySegment(ALL, (yi + to) & ADDRESS, ORDER);
                br.add(dr).intoMemorySegment(ALL, (yr + to + 4 * runBytes) & ADDRESS, ORDER);
                bi.add(di).intoMemorySegment(ALL, (yi + to + 4 * runBytes) & ADDRESS, ORDER);
                ar.sub(cr).intoMemorySegment(ALL, (yr + to + 8 * runBytes) & ADDRESS, ORDER);
                ai.sub(ci).intoMemorySegment(ALL, (yi + to + 8 * runBytes) & ADDRESS, ORDER);
                br.sub(dr).intoMemorySegment(ALL, (yr + to + 12 * runBytes) & ADDRESS, ORDER);
                bi.sub(di).intoMemorySegment(ALL, (yi + to + 12 * runBytes) & ADDRESS, ORDER);
            }
        }
    }

    private Sixteen() {}
}

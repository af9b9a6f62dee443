package dev.jacobi.engine.cpu.fft;

import static dev.jacobi.engine.memory.OffHeap.ADDRESS;
import static dev.jacobi.engine.memory.OffHeap.ALL;
import static dev.jacobi.engine.memory.OffHeap.ORDER;

import dev.jacobi.engine.cpu.math.VectorWidth;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Passes of radix 2 and 4 over rows of {@link Columns#WIDTH} transforms side by side, real and imaginary parts apart: no lane ever moves. All are forward;
 * the inverse is the forward transform with the parts exchanged. Stores are written out, as C2 stops inlining small methods late in large ones, and would box
 * what they take.
 */
final class Butterflies {
    private static final VectorSpecies<Float> SPECIES = VectorWidth.FLOATS;
    private static final int LANES = SPECIES.length(), BYTES = 4 * LANES, WIDTH = Columns.WIDTH;

    /** The floats from number {@code at} on after an address. */
    static FloatVector load(long a, int at) {
        return FloatVector.fromMemorySegment(SPECIES, ALL, (a + 4L * at) & ADDRESS, ORDER);
    }

    /** The floats at an address; in inner loops, where a shift and a sum for each access take as long as the work. */
    static FloatVector load(long address) {
        return FloatVector.fromMemorySegment(SPECIES, ALL, address & ADDRESS, ORDER);
    }

    static void store(FloatVector x, long a, int at) {
        x.intoMemorySegment(ALL, (a + 4L * at) & ADDRESS, ORDER);
    }

    static FloatVector all(float x) {
        return FloatVector.broadcast(SPECIES, x);
    }

    static void two(Pass pass, long xr, long xi, long yr, long yi) {
        int run = pass.s() * WIDTH, far = pass.m() * run;
        float[] w = pass.twiddles();
        for (int p = 0; p < pass.m(); p++) {
            FloatVector wr = all(w[2 * p]), wi = all(w[2 * p + 1]), wn = wi.neg();
            for (int q = 0, at = p * run, to = 2 * p * run; q < run; q += LANES, at += LANES, to += LANES) {
                FloatVector ar = load(xr, at), ai = load(xi, at), br = load(xr, at + far), bi = load(xi, at + far);
                FloatVector dr = ar.sub(br), di = ai.sub(bi);
                ar.add(br).intoMemorySegment(ALL, (yr + 4L * to) & ADDRESS, ORDER);
                ai.add(bi).intoMemorySegment(ALL, (yi + 4L * to) & ADDRESS, ORDER);
                di.fma(wn, dr.mul(wr)).intoMemorySegment(ALL, (yr + 4L * (to + run)) & ADDRESS, ORDER);
                di.fma(wr, dr.mul(wi)).intoMemorySegment(ALL, (yi + 4L * (to + run)) & ADDRESS, ORDER);
            }
        }
    }

    /** The last pass of radix 2, on pieces of n floats: as {@link #lastFour(int, float[], float[], float[], float[], int, int)}. */
    static void lastTwo(int n, long xr, long xi, long yr, long yi, int first, int run) {
        long far = 64L * n, out = 64L * run;
        for (int j = 0; j < 16; j++) {
            long at = 4L * j * n, to = 4L * (first + j * run);
            for (int i = 0; i < n; i += LANES, at += BYTES, to += BYTES) {
                FloatVector ar = load(xr + at), ai = load(xi + at), br = load(xr + at + far), bi = load(xi + at + far);
                ar.add(br).intoMemorySegment(ALL, (yr + to) & ADDRESS, ORDER);
                ai.add(bi).intoMemorySegment(ALL, (yi + to) & ADDRESS, ORDER);
                ar.sub(br).intoMemorySegment(ALL, (yr + to + out) & ADDRESS, ORDER);
                ai.sub(bi).intoMemorySegment(ALL, (yi + to + out) & ADDRESS, ORDER);
            }
        }
    }

    /**
     * The last pass of radix 4, on pieces of n floats of rows j + 16 k side by side: they go to {@code first + (j + 16 k) run}. Source and target may be the
     * same if the pitch is, too.
     */
    static void lastFour(int n, long xr, long xi, long yr, long yi, int first, int run) {
        long far = 64L * n, out = 64L * run;
        for (int j = 0; j < 16; j++) {
            long at = 4L * j * n, to = 4L * (first + j * run);
            for (int i = 0; i < n; i += LANES, at += BYTES, to += BYTES) {
                FloatVector x0r = load(xr + at), x0i = load(xi + at), x2r = load(xr + at + 2 * far), x2i = load(xi + at + 2 * far);
                FloatVector ar = x0r.add(x2r), ai = x0i.add(x2i), br = x0r.sub(x2r), bi = x0i.sub(x2i);
                FloatVector x1r = load(xr + at + far), x1i = load(xi + at + far), x3r = load(xr + at + 3 * far),
                        x3i = load(xi + at + 3 * far);
                FloatVector cr = x1r.add(x3r), ci = x1i.add(x3i), dr = x1i.sub(x3i), di = x3r.sub(x1r);
                ar.add(cr).intoMemorySegment(ALL, (yr + to) & ADDRESS, ORDER);
                ai.add(ci).intoMemorySegment(ALL, (yi + to) & ADDRESS, ORDER);
                br.add(dr).intoMemorySegment(ALL, (yr + to + out) & ADDRESS, ORDER);
                bi.add(di).intoMemorySegment(ALL, (yi + to + out) & ADDRESS, ORDER);
                ar.sub(cr).intoMemorySegment(ALL, (yr + to + 2 * out) & ADDRESS, ORDER);
                ai.sub(ci).intoMemorySegment(ALL, (yi + to + 2 * out) & ADDRESS, ORDER);
                br.sub(dr).intoMemorySegment(ALL, (yr + to + 3 * out) & ADDRESS, ORDER);
                bi.sub(di).intoMemorySegment(ALL, (yi + to + 3 * out) & ADDRESS, ORDER);
            }
        }
    }

    static void four(Pass pass, long xr, long xi, long yr, long yi) {
        if (pass.m() == 1) {
            lastFour(pass.s() * WIDTH, xr, xi, yr, yi);
            return;
        }
        int run = pass.s() * WIDTH, far = pass.m() * run;
        float[] w = pass.twiddles();
        for (int p = 0; p < pass.m(); p++) {
            FloatVector w1r = all(w[6 * p]), w1i = all(w[6 * p + 1]), w1n = w1i.neg();
            FloatVector w2r = all(w[6 * p + 2]), w2i = all(w[6 * p + 3]), w2n = w2i.neg();
            FloatVector w3r = all(w[6 * p + 4]), w3i = all(w[6 * p + 5]), w3n = w3i.neg();
            for (int q = 0, at = p * run, to = 4 * p * run; q < run; q += LANES, at += LANES, to += LANES) {
                FloatVector x0r = load(xr, at), x0i = load(xi, at), x2r = load(xr, at + 2 * far), x2i = load(xi, at + 2 * far);
                FloatVector ar = x0r.add(x2r), ai = x0i.add(x2i), br = x0r.sub(x2r), bi = x0i.sub(x2i);
                FloatVector x1r = load(xr, at + far), x1i = load(xi, at + far), x3r = load(xr, at + 3 * far), x3i = load(xi, at + 3 * far);
                FloatVector cr = x1r.add(x3r), ci = x1i.add(x3i), dr = x1i.sub(x3i), di = x3r.sub(x1r);
                ar.add(cr).intoMemorySegment(ALL, (yr + 4L * to) & ADDRESS, ORDER);
                ai.add(ci).intoMemorySegment(ALL, (yi + 4L * to) & ADDRESS, ORDER);
                FloatVector y1r = br.add(dr), y1i = bi.add(di);
                y1i.fma(w1n, y1r.mul(w1r)).intoMemorySegment(ALL, (yr + 4L * (to + run)) & ADDRESS, ORDER);
                y1i.fma(w1r, y1r.mul(w1i)).intoMemorySegment(ALL, (yi + 4L * (to + run)) & ADDRESS, ORDER);
                FloatVector y2r = ar.sub(cr), y2i = ai.sub(ci);
                y2i.fma(w2n, y2r.mul(w2r)).intoMemorySegment(ALL, (yr + 4L * (to + 2 * run)) & ADDRESS, ORDER);
                y2i.fma(w2r, y2r.mul(w2i)).intoMemorySegment(ALL, (yi + 4L * (to + 2 * run)) & ADDRESS, ORDER);
                FloatVector y3r = br.sub(dr), y3i = bi.sub(di);
                y3i.fma(w3n, y3r.mul(w3r)).intoMemorySegment(ALL, (yr + 4L * (to + 3 * run)) & ADDRESS, ORDER);
                y3i.fma(w3r, y3r.mul(w3i)).intoMemorySegment(ALL, (yi + 4L * (to + 3 * run)) & ADDRESS, ORDER);
            }
        }
    }

    /** The last pass, whose twiddle factors are all 1. */
    private static void lastFour(int run, long xr, long xi, long yr, long yi) {
        for (int q = 0; q < run; q += LANES) {
            FloatVector x0r = load(xr, q), x0i = load(xi, q), x2r = load(xr, q + 2 * run), x2i = load(xi, q + 2 * run);
            FloatVector ar = x0r.add(x2r), ai = x0i.add(x2i), br = x0r.sub(x2r), bi = x0i.sub(x2i);
            FloatVector x1r = load(xr, q + run), x1i = load(xi, q + run), x3r = load(xr, q + 3 * run), x3i = load(xi, q + 3 * run);
            FloatVector cr = x1r.add(x3r), ci = x1i.add(x3i), dr = x1i.sub(x3i), di = x3r.sub(x1r);
            ar.add(cr).intoMemorySegment(ALL, (yr + 4L * q) & ADDRESS, ORDER);
            ai.add(ci).intoMemorySegment(ALL, (yi + 4L * q) & ADDRESS, ORDER);
            br.add(dr).intoMemorySegment(ALL, (yr + 4L * (q + run)) & ADDRESS, ORDER);
            bi.add(di).intoMemorySegment(ALL, (yi + 4L * (q + run)) & ADDRESS, ORDER);
            ar.sub(cr).intoMemorySegment(ALL, (yr + 4L * (q + 2 * run)) & ADDRESS, ORDER);
            ai.sub(ci).intoMemorySegment(ALL, (yi + 4L * (q + 2 * run)) & ADDRESS, ORDER);
            br.sub(dr).intoMemorySegment(ALL, (yr + 4L * (q + 3 * run)) & ADDRESS, ORDER);
            bi.sub(di).intoMemorySegment(ALL, (yi + 4L * (q + 3 * run)) & ADDRESS, ORDER);
        }
    }

    /** Writes the product of a row and a twiddle factor. */
    static void turned(FloatVector r, FloatVector i, float[] w, int k, long yr, long yi, int to) {
        FloatVector wr = all(w[k]), wi = all(w[k + 1]);
        store(i.fma(wi.neg(), r.mul(wr)), yr, to);
        store(i.fma(wr, r.mul(wi)), yi, to);
    }

    private Butterflies() {}
}

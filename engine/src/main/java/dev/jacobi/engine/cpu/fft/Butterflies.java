package dev.jacobi.engine.cpu.fft;

import dev.jacobi.engine.cpu.math.VectorWidth;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Passes of radix 2 and 4 over rows of {@link Columns#WIDTH} transforms side by side, real and imaginary parts apart: no lane ever moves. All are forward;
 * the inverse is the forward transform with the parts exchanged.
 */
final class Butterflies {
    private static final VectorSpecies<Float> SPECIES = VectorWidth.FLOATS;
    private static final int LANES = SPECIES.length(), WIDTH = Columns.WIDTH;

    static FloatVector load(float[] a, int at) {
        return FloatVector.fromArray(SPECIES, a, at);
    }

    static FloatVector all(float x) {
        return FloatVector.broadcast(SPECIES, x);
    }

    static void two(Pass pass, float[] xr, float[] xi, float[] yr, float[] yi) {
        int run = pass.s() * WIDTH, far = pass.m() * run;
        float[] w = pass.twiddles();
        for (int p = 0; p < pass.m(); p++) {
            FloatVector wr = all(w[2 * p]), wi = all(w[2 * p + 1]), wn = wi.neg();
            for (int q = 0, at = p * run, to = 2 * p * run; q < run; q += LANES, at += LANES, to += LANES) {
                FloatVector ar = load(xr, at), ai = load(xi, at), br = load(xr, at + far), bi = load(xi, at + far);
                FloatVector dr = ar.sub(br), di = ai.sub(bi);
                ar.add(br).intoArray(yr, to);
                ai.add(bi).intoArray(yi, to);
                di.fma(wn, dr.mul(wr)).intoArray(yr, to + run);
                di.fma(wr, dr.mul(wi)).intoArray(yi, to + run);
            }
        }
    }

    /** The last pass of radix 2, on pieces of n floats: as {@link #lastFour(int, float[], float[], float[], float[], int, int)}. */
    static void lastTwo(int n, float[] xr, float[] xi, float[] yr, float[] yi, int first, int run) {
        int far = 16 * n;
        for (int j = 0; j < 16; j++) {
            for (int i = 0, at = j * n, to = first + j * run; i < n; i += LANES, at += LANES, to += LANES) {
                FloatVector ar = load(xr, at), ai = load(xi, at), br = load(xr, at + far), bi = load(xi, at + far);
                ar.add(br).intoArray(yr, to);
                ai.add(bi).intoArray(yi, to);
                ar.sub(br).intoArray(yr, to + 16 * run);
                ai.sub(bi).intoArray(yi, to + 16 * run);
            }
        }
    }

    /**
     * The last pass of radix 4, on pieces of n floats of rows j + 16 k side by side: they go to {@code first + (j + 16 k) run}. Source and target may be the
     * same if the pitch is, too.
     */
    static void lastFour(int n, float[] xr, float[] xi, float[] yr, float[] yi, int first, int run) {
        int far = 16 * n, out = 16 * run;
        for (int j = 0; j < 16; j++) {
            for (int i = 0, at = j * n, to = first + j * run; i < n; i += LANES, at += LANES, to += LANES) {
                FloatVector x0r = load(xr, at), x0i = load(xi, at), x2r = load(xr, at + 2 * far), x2i = load(xi, at + 2 * far);
                FloatVector ar = x0r.add(x2r), ai = x0i.add(x2i), br = x0r.sub(x2r), bi = x0i.sub(x2i);
                FloatVector x1r = load(xr, at + far), x1i = load(xi, at + far), x3r = load(xr, at + 3 * far), x3i = load(xi, at + 3 * far);
                FloatVector cr = x1r.add(x3r), ci = x1i.add(x3i), dr = x1i.sub(x3i), di = x3r.sub(x1r);
                ar.add(cr).intoArray(yr, to);
                ai.add(ci).intoArray(yi, to);
                br.add(dr).intoArray(yr, to + out);
                bi.add(di).intoArray(yi, to + out);
                ar.sub(cr).intoArray(yr, to + 2 * out);
                ai.sub(ci).intoArray(yi, to + 2 * out);
                br.sub(dr).intoArray(yr, to + 3 * out);
                bi.sub(di).intoArray(yi, to + 3 * out);
            }
        }
    }

    static void four(Pass pass, float[] xr, float[] xi, float[] yr, float[] yi) {
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
                ar.add(cr).intoArray(yr, to);
                ai.add(ci).intoArray(yi, to);
                FloatVector y1r = br.add(dr), y1i = bi.add(di);
                y1i.fma(w1n, y1r.mul(w1r)).intoArray(yr, to + run);
                y1i.fma(w1r, y1r.mul(w1i)).intoArray(yi, to + run);
                FloatVector y2r = ar.sub(cr), y2i = ai.sub(ci);
                y2i.fma(w2n, y2r.mul(w2r)).intoArray(yr, to + 2 * run);
                y2i.fma(w2r, y2r.mul(w2i)).intoArray(yi, to + 2 * run);
                FloatVector y3r = br.sub(dr), y3i = bi.sub(di);
                y3i.fma(w3n, y3r.mul(w3r)).intoArray(yr, to + 3 * run);
                y3i.fma(w3r, y3r.mul(w3i)).intoArray(yi, to + 3 * run);
            }
        }
    }

    /** The last pass, whose twiddle factors are all 1. */
    private static void lastFour(int run, float[] xr, float[] xi, float[] yr, float[] yi) {
        for (int q = 0; q < run; q += LANES) {
            FloatVector x0r = load(xr, q), x0i = load(xi, q), x2r = load(xr, q + 2 * run), x2i = load(xi, q + 2 * run);
            FloatVector ar = x0r.add(x2r), ai = x0i.add(x2i), br = x0r.sub(x2r), bi = x0i.sub(x2i);
            FloatVector x1r = load(xr, q + run), x1i = load(xi, q + run), x3r = load(xr, q + 3 * run), x3i = load(xi, q + 3 * run);
            FloatVector cr = x1r.add(x3r), ci = x1i.add(x3i), dr = x1i.sub(x3i), di = x3r.sub(x1r);
            ar.add(cr).intoArray(yr, q);
            ai.add(ci).intoArray(yi, q);
            br.add(dr).intoArray(yr, q + run);
            bi.add(di).intoArray(yi, q + run);
            ar.sub(cr).intoArray(yr, q + 2 * run);
            ai.sub(ci).intoArray(yi, q + 2 * run);
            br.sub(dr).intoArray(yr, q + 3 * run);
            bi.sub(di).intoArray(yi, q + 3 * run);
        }
    }

    /** Writes the product of a row and a twiddle factor. */
    static void turned(FloatVector r, FloatVector i, float[] w, int k, float[] yr, float[] yi, int to) {
        FloatVector wr = all(w[k]), wi = all(w[k + 1]);
        i.fma(wi.neg(), r.mul(wr)).intoArray(yr, to);
        i.fma(wr, r.mul(wi)).intoArray(yi, to);
    }

    private Butterflies() {}
}

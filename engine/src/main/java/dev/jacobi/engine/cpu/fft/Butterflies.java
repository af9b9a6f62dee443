package dev.jacobi.engine.cpu.fft;

import dev.jacobi.engine.cpu.math.VectorWidth;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Passes of radix 2, 4 and 8 over rows of {@link Columns#WIDTH} transforms side by side, real and imaginary parts apart: no lane ever moves. All are forward;
 * the inverse is the forward transform with the parts exchanged.
 */
final class Butterflies {
    private static final VectorSpecies<Float> SPECIES = VectorWidth.FLOATS;
    private static final int LANES = SPECIES.length(), WIDTH = Columns.WIDTH;
    private static final float HALF_ROOT = (float) Math.sqrt(0.5);

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

    /** Two transforms of length 4, of the sums and of the turned differences of x[k] and x[k + 4]. */
    static void eight(Pass pass, float[] xr, float[] xi, float[] yr, float[] yi) {
        int run = pass.s() * WIDTH, far = pass.m() * run;
        float[] w = pass.twiddles();
        FloatVector half = all(HALF_ROOT);
        for (int p = 0; p < pass.m(); p++) {
            int f = 14 * p;
            for (int q = 0, at = p * run, to = 8 * p * run; q < run; q += LANES, at += LANES, to += LANES) {
                FloatVector ar = load(xr, at), ai = load(xi, at), br = load(xr, at + 4 * far), bi = load(xi, at + 4 * far);
                FloatVector s0r = ar.add(br), s0i = ai.add(bi), d0r = ar.sub(br), d0i = ai.sub(bi);
                ar = load(xr, at + 2 * far);
                ai = load(xi, at + 2 * far);
                br = load(xr, at + 6 * far);
                bi = load(xi, at + 6 * far);
                FloatVector s2r = ar.add(br), s2i = ai.add(bi), d2r = ai.sub(bi), d2i = br.sub(ar); // times -i
                ar = load(xr, at + far);
                ai = load(xi, at + far);
                br = load(xr, at + 5 * far);
                bi = load(xi, at + 5 * far);
                FloatVector s1r = ar.add(br), s1i = ai.add(bi), tr = ar.sub(br), ti = ai.sub(bi);
                FloatVector d1r = tr.add(ti).mul(half), d1i = ti.sub(tr).mul(half); // times (1 - i) / sqrt(2)
                ar = load(xr, at + 3 * far);
                ai = load(xi, at + 3 * far);
                br = load(xr, at + 7 * far);
                bi = load(xi, at + 7 * far);
                FloatVector s3r = ar.add(br), s3i = ai.add(bi);
                tr = ar.sub(br);
                ti = ai.sub(bi);
                FloatVector d3r = ti.sub(tr).mul(half), d3i = tr.add(ti).mul(half).neg(); // times (-1 - i) / sqrt(2)
                FloatVector ur = s0r.add(s2r), ui = s0i.add(s2i), vr = s1r.add(s3r), vi = s1i.add(s3i);
                ur.add(vr).intoArray(yr, to);
                ui.add(vi).intoArray(yi, to);
                turned(ur.sub(vr), ui.sub(vi), w, f + 6, yr, yi, to + 4 * run);
                ur = s0r.sub(s2r);
                ui = s0i.sub(s2i);
                vr = s1i.sub(s3i);
                vi = s3r.sub(s1r);
                turned(ur.add(vr), ui.add(vi), w, f + 2, yr, yi, to + 2 * run);
                turned(ur.sub(vr), ui.sub(vi), w, f + 10, yr, yi, to + 6 * run);
                ur = d0r.add(d2r);
                ui = d0i.add(d2i);
                vr = d1r.add(d3r);
                vi = d1i.add(d3i);
                turned(ur.add(vr), ui.add(vi), w, f, yr, yi, to + run);
                turned(ur.sub(vr), ui.sub(vi), w, f + 8, yr, yi, to + 5 * run);
                ur = d0r.sub(d2r);
                ui = d0i.sub(d2i);
                vr = d1i.sub(d3i);
                vi = d3r.sub(d1r);
                turned(ur.add(vr), ui.add(vi), w, f + 4, yr, yi, to + 3 * run);
                turned(ur.sub(vr), ui.sub(vi), w, f + 12, yr, yi, to + 7 * run);
            }
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

package dev.jacobi.engine.cpu.fft;

import static dev.jacobi.engine.cpu.fft.Butterflies.all;
import static dev.jacobi.engine.cpu.fft.Butterflies.load;
import static dev.jacobi.engine.cpu.fft.Butterflies.turned;

import dev.jacobi.engine.cpu.math.VectorWidth;
import jdk.incubator.vector.FloatVector;

/** Passes of radix 3, 5 and any odd number, as {@link Butterflies}. */
final class OddButterflies {
    private static final int LANES = VectorWidth.FLOATS.length(), WIDTH = Columns.WIDTH;
    private static final float SIN_60 = (float) Math.sin(Math.PI / 3);
    private static final float C1 = (float) Roots.cos(1, 5), C2 = (float) Roots.cos(2, 5), S1 = (float) Roots.sin(1, 5),
            S2 = (float) Roots.sin(2, 5);

    static void three(Pass pass, float[] xr, float[] xi, float[] yr, float[] yi) {
        int run = pass.s() * WIDTH, far = pass.m() * run;
        float[] w = pass.twiddles();
        for (int p = 0; p < pass.m(); p++) {
            for (int q = 0, at = p * run, to = 3 * p * run; q < run; q += LANES, at += LANES, to += LANES) {
                FloatVector x0r = load(xr, at), x0i = load(xi, at), x1r = load(xr, at + far), x1i = load(xi, at + far);
                FloatVector x2r = load(xr, at + 2 * far), x2i = load(xi, at + 2 * far);
                FloatVector tr = x1r.add(x2r), ti = x1i.add(x2i), dr = x1i.sub(x2i).mul(SIN_60), di = x2r.sub(x1r).mul(SIN_60);
                FloatVector ar = x0r.sub(tr.mul(0.5f)), ai = x0i.sub(ti.mul(0.5f));
                x0r.add(tr).intoArray(yr, to);
                x0i.add(ti).intoArray(yi, to);
                turned(ar.add(dr), ai.add(di), w, 4 * p, yr, yi, to + run);
                turned(ar.sub(dr), ai.sub(di), w, 4 * p + 2, yr, yi, to + 2 * run);
            }
        }
    }

    static void five(Pass pass, float[] xr, float[] xi, float[] yr, float[] yi) {
        int run = pass.s() * WIDTH, far = pass.m() * run;
        float[] w = pass.twiddles();
        for (int p = 0; p < pass.m(); p++) {
            for (int q = 0, at = p * run, to = 5 * p * run; q < run; q += LANES, at += LANES, to += LANES) {
                FloatVector x0r = load(xr, at), x0i = load(xi, at);
                FloatVector ar = load(xr, at + far), ai = load(xi, at + far), br = load(xr, at + 4 * far), bi = load(xi, at + 4 * far);
                FloatVector t1r = ar.add(br), t1i = ai.add(bi), t3r = ar.sub(br), t3i = ai.sub(bi);
                ar = load(xr, at + 2 * far);
                ai = load(xi, at + 2 * far);
                br = load(xr, at + 3 * far);
                bi = load(xi, at + 3 * far);
                FloatVector t2r = ar.add(br), t2i = ai.add(bi), t4r = ar.sub(br), t4i = ai.sub(bi);
                x0r.add(t1r).add(t2r).intoArray(yr, to);
                x0i.add(t1i).add(t2i).intoArray(yi, to);
                FloatVector a1r = t1r.fma(all(C1), t2r.fma(all(C2), x0r)), a1i = t1i.fma(all(C1), t2i.fma(all(C2), x0i));
                FloatVector b1r = t3i.mul(S1).add(t4i.mul(S2)), b1i = t3r.mul(S1).add(t4r.mul(S2)).neg(); // times -i
                turned(a1r.add(b1r), a1i.add(b1i), w, 8 * p, yr, yi, to + run);
                turned(a1r.sub(b1r), a1i.sub(b1i), w, 8 * p + 6, yr, yi, to + 4 * run);
                FloatVector a2r = t1r.fma(all(C2), t2r.fma(all(C1), x0r)), a2i = t1i.fma(all(C2), t2i.fma(all(C1), x0i));
                FloatVector b2r = t3i.mul(S2).sub(t4i.mul(S1)), b2i = t4r.mul(S1).sub(t3r.mul(S2));
                turned(a2r.add(b2r), a2i.add(b2i), w, 8 * p + 2, yr, yi, to + 2 * run);
                turned(a2r.sub(b2r), a2i.sub(b2i), w, 8 * p + 4, yr, yi, to + 3 * run);
            }
        }
    }

    /** By the definition: the square of the radix, which is a small prime. */
    static void any(Pass pass, float[] xr, float[] xi, float[] yr, float[] yi) {
        int r = pass.radix(), run = pass.s() * WIDTH, far = pass.m() * run;
        float[] w = pass.twiddles(), cos = new float[r], sin = new float[r], one = {1, 0};
        for (int k = 0; k < r; k++) {
            cos[k] = (float) Roots.cos(k, r);
            sin[k] = (float) Roots.sin(k, r);
        }
        for (int p = 0; p < pass.m(); p++) {
            for (int q = 0, at = p * run, to = r * p * run; q < run; q += LANES, at += LANES, to += LANES) {
                for (int j = 0; j < r; j++) {
                    FloatVector sr = load(xr, at), si = load(xi, at);
                    for (int k = 1, turn = j; k < r; k++, turn = turn + j < r ? turn + j : turn + j - r) {
                        FloatVector ar = load(xr, at + k * far), ai = load(xi, at + k * far), c = all(cos[turn]), s = all(sin[turn]);
                        sr = ar.fma(c, ai.fma(s, sr));
                        si = ai.fma(c, si).sub(ar.mul(s));
                    }
                    turned(sr, si, j == 0 ? one : w, j == 0 ? 0 : 2 * (p * (r - 1) + j - 1), yr, yi, to + j * run);
                }
            }
        }
    }

    private OddButterflies() {}
}

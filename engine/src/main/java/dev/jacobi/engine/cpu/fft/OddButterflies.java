package dev.jacobi.engine.cpu.fft;

import static dev.jacobi.engine.cpu.fft.Butterflies.all;
import static dev.jacobi.engine.cpu.fft.Butterflies.load;
import static dev.jacobi.engine.cpu.fft.Butterflies.store;
import static dev.jacobi.engine.cpu.fft.Butterflies.turned;

import dev.jacobi.engine.cpu.math.VectorWidth;
import jdk.incubator.vector.FloatVector;

/** Passes of radix 3 and any odd number, as {@link Butterflies}. */
final class OddButterflies {
    private static final int LANES = VectorWidth.FLOATS.length(), WIDTH = Columns.WIDTH;
    private static final float SIN_60 = (float) Math.sin(Math.PI / 3);

    static void three(Pass pass, long xr, long xi, long yr, long yi) {
        int run = pass.s() * WIDTH, far = pass.m() * run;
        float[] w = pass.twiddles();
        for (int p = 0; p < pass.m(); p++) {
            for (int q = 0, at = p * run, to = 3 * p * run; q < run; q += LANES, at += LANES, to += LANES) {
                FloatVector x0r = load(xr, at), x0i = load(xi, at), x1r = load(xr, at + far), x1i = load(xi, at + far);
                FloatVector x2r = load(xr, at + 2 * far), x2i = load(xi, at + 2 * far);
                FloatVector tr = x1r.add(x2r), ti = x1i.add(x2i), dr = x1i.sub(x2i).mul(SIN_60), di = x2r.sub(x1r).mul(SIN_60);
                FloatVector ar = x0r.sub(tr.mul(0.5f)), ai = x0i.sub(ti.mul(0.5f));
                store(x0r.add(tr), yr, to);
                store(x0i.add(ti), yi, to);
                turned(ar.add(dr), ai.add(di), w, 4 * p, yr, yi, to + run);
                turned(ar.sub(dr), ai.sub(di), w, 4 * p + 2, yr, yi, to + 2 * run);
            }
        }
    }

    /** By the definition: the square of the radix, which is a small prime. */
    static void any(Pass pass, long xr, long xi, long yr, long yi) {
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

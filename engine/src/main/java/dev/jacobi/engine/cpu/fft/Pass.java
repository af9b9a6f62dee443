package dev.jacobi.engine.cpu.fft;

/**
 * One pass of a Stockham transform of {@code radix * m * s} rows: row q + s (p + m k), with k below the radix, p below m and q below s, goes into the
 * butterfly (p, q), whose result j, times w^(p j) with w = exp(-2 pi i / (radix m)), is row q + s (radix p + j). After all passes the rows are in order.
 *
 * @param twiddles for each p, and each j from 1 on (for radix 16 from 0 on), the real and the imaginary part of w^(p j)
 */
record Pass(int radix, int m, int s, float[] twiddles) {

    static Pass of(int radix, int m, int s) {
        if (radix == 16) return new Pass(16, m, s, Sixteen.twiddles(m));
        float[] w = new float[m * (radix - 1) * 2];
        for (int p = 0, at = 0; p < m; p++) {
            for (int j = 1; j < radix; j++) {
                w[at++] = (float) Roots.cos((long) p * j, (long) radix * m);
                w[at++] = (float) -Roots.sin((long) p * j, (long) radix * m);
            }
        }
        return new Pass(radix, m, s, w);
    }

    void run(Sixteen.Pieces pieces, long xr, long xi, long yr, long yi) {
        switch (radix) {
            case 2 -> Butterflies.two(this, xr, xi, yr, yi);
            case 3 -> OddButterflies.three(this, xr, xi, yr, yi);
            case 4 -> Butterflies.four(this, xr, xi, yr, yi);
            case 16 -> Sixteen.run(this, pieces, xr, xi, yr, yi);
            default -> OddButterflies.any(this, xr, xi, yr, yi);
        }
    }
}

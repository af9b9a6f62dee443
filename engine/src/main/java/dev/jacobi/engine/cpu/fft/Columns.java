package dev.jacobi.engine.cpu.fft;

import java.util.ArrayList;
import java.util.List;

/** Transforms of one length on {@link #WIDTH} columns side by side, row by row in the first or second level of cache. */
final class Columns {
    /** Columns of a tile: the lanes of the widest vector. */
    static final int WIDTH = 16;
    /** Larger prime factors are dearer than a transform by convolution. */
    static final int LARGEST_RADIX = 31;

    private final int n;
    private final Pass[] passes;

    Columns(int n) {
        this.n = n;
        List<Integer> radices = radices(n);
        passes = new Pass[radices.size()];
        for (int k = 0, m = n, s = 1; k < passes.length; k++) {
            int r = radices.get(k);
            m /= r;
            passes[k] = Pass.of(r, m, s);
            s *= r;
        }
    }

    /** Whether all prime factors of {@code n} are small. */
    static boolean fits(long n) {
        long rest = n;
        for (int p = 2; p <= LARGEST_RADIX; p++) while (rest % p == 0) rest /= p;
        return rest == 1;
    }

    /** Odd primes first, then eights, fours and at most one two: fewer passes, less memory moved. */
    private static List<Integer> radices(int n) {
        List<Integer> r = new ArrayList<>();
        int rest = n, twos = 0;
        for (int p = 3; p <= LARGEST_RADIX; p += 2) for (; rest % p == 0; rest /= p) r.add(p);
        for (; rest % 2 == 0; rest /= 2) twos++;
        if (rest != 1) throw new AssertionError(n + " has a large prime factor");
        int eights = twos % 3 == 1 && twos > 1 ? (twos - 4) / 3 : twos / 3, left = twos - 3 * eights;
        for (int k = 0; k < eights; k++) r.add(8);
        for (; left > 0; left -= 2) r.add(left == 1 ? 2 : 4);
        return r;
    }

    int length() { return n; }

    /** Memory of its tables, in bytes. */
    long bytes() {
        long b = 0;
        for (Pass p : passes) b += 4L * p.twiddles().length;
        return b;
    }

    /** Transforms the rows in {@code tile}. */
    void run(Tile tile, boolean inverse) {
        for (Pass p : passes) {
            if (inverse) p.run(tile.im, tile.re, tile.otherIm, tile.otherRe);
            else
                p.run(tile.re, tile.im, tile.otherRe, tile.otherIm);
            tile.exchange();
        }
    }
}

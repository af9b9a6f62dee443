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

    /** Sixteens first, at most one four and one two last: the fewest passes, and so the least memory moved. */
    private static List<Integer> radices(int n) {
        List<Integer> r = new ArrayList<>();
        int rest = n, twos = 0;
        for (int p = 3; p <= LARGEST_RADIX; p += 2) for (; rest % p == 0; rest /= p) r.add(p);
        for (; rest % 2 == 0; rest /= 2) twos++;
        if (rest != 1) throw new AssertionError(n + " has a large prime factor");
        r.sort(null);
        for (int k = 0; k < twos / 4; k++) r.addFirst(16);
        if (twos % 4 >= 2) r.add(4);
        if (twos % 2 == 1) r.add(2);
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
        run(tile, inverse, 0);
    }

    private void run(Tile tile, boolean inverse, int first) {
        for (int k = first; k < passes.length; k++) {
            if (inverse) passes[k].run(tile.pieces, tile.im, tile.re, tile.otherIm, tile.otherRe);
            else
                passes[k].run(tile.pieces, tile.re, tile.im, tile.otherRe, tile.otherIm);
            tile.exchange();
        }
    }

    /** Reads {@code count} columns as {@link Tile#loadColumns} and transforms them: the first pass takes them as they come. */
    void runOn(long address, long stride, int count, Tile tile, boolean inverse) {
        if (passes.length == 0 || passes[0].radix() != 16) {
            tile.loadColumns(address, stride, n, count);
            run(tile, inverse);
            return;
        }
        Sixteen.Pieces pieces = tile.pieces;
        int m = passes[0].m(), atOnce = Sixteen.AT_ONCE;
        for (int p = 0; p < m; p += atOnce) {
            int several = Math.min(atOnce, m - p);
            for (int k = 0; k < 16; k++) {
                for (int i = 0; i < several; i++) {
                    Tile.loadRow(address + (p + i + (long) m * k) * stride, count, pieces.readRe, pieces.readIm, (k * atOnce + i) * WIDTH);
                }
            }
            if (inverse) Sixteen.runRead(passes[0], p, several, pieces, pieces.readIm, pieces.readRe, tile.otherIm, tile.otherRe);
            else
                Sixteen.runRead(passes[0], p, several, pieces, pieces.readRe, pieces.readIm, tile.otherRe, tile.otherIm);
        }
        tile.exchange();
        run(tile, inverse, 1);
    }
}

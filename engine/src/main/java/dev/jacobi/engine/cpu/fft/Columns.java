package dev.jacobi.engine.cpu.fft;

import java.util.ArrayList;
import java.util.List;

/** Transforms of one length on {@link #WIDTH} columns side by side, or a few times as many, row by row in the first or second level of cache. */
final class Columns {
    /** Columns of a tile: the lanes of the widest vector. */
    static final int WIDTH = 16;
    /** Larger prime factors are dearer than a transform by convolution. */
    static final int LARGEST_RADIX = 31;

    private final int n, wide;
    private final Pass[] passes;

    Columns(int n) { this(n, 1); }

    /** On {@code wide * WIDTH} columns, which a {@link Tile} has as so many rows each. For a pass they are no other than rows that have been transformed already. */
    Columns(int n, int wide) {
        this.n = n;
        this.wide = wide;
        List<Integer> radices = radices(n);
        passes = new Pass[radices.size()];
        for (int k = 0, m = n, s = wide; k < passes.length; k++) {
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

    /** Rows of a tile. */
    int rows() { return n * wide; }

    /** Transforms the rows in {@code tile}. */
    void run(Tile tile, boolean inverse) {
        runFrom(tile, inverse, 0);
    }

    private boolean endsInTwo() {
        return passes.length > 1 && Sixteen.areLast(passes[passes.length - 2], passes[passes.length - 1]);
    }

    /** All passes from {@code first} on, the last two as one where they can be. */
    private void runFrom(Tile tile, boolean inverse, int first) {
        int last = passes.length - 1;
        if (!endsInTwo() || first > last - 1) {
            run(tile, inverse, first, passes.length);
            return;
        }
        run(tile, inverse, first, last - 1);
        Pass before = passes[last - 1];
        int run = before.s() * WIDTH;
        for (int q = 0; q < run; q += Sixteen.PIECE) {
            int n = Math.min(Sixteen.PIECE, run - q);
            if (inverse) Sixteen.runLast(before, passes[last], q, n, tile.pieces, tile.im, tile.re, tile.otherIm, tile.otherRe, q, run);
            else
                Sixteen.runLast(before, passes[last], q, n, tile.pieces, tile.re, tile.im, tile.otherRe, tile.otherIm, q, run);
        }
        tile.exchange();
    }

    /** Transforms the rows at two addresses, real and imaginary parts, and writes {@code count} columns as {@link Tile#storeColumns}. */
    void runTo(long re, long im, Tile tile, boolean inverse, long address, long stride, int count, float scale) {
        if (passes.length < (endsInTwo() ? 3 : 1)) {
            tile.load(re, im, rows());
            runTo(tile, inverse, 0, address, stride, count, scale);
            return;
        }
        if (inverse) passes[0].run(tile.pieces, im, re, tile.otherIm, tile.otherRe);
        else
            passes[0].run(tile.pieces, re, im, tile.otherRe, tile.otherIm);
        tile.exchange();
        runTo(tile, inverse, 1, address, stride, count, scale);
    }

    private void run(Tile tile, boolean inverse, int from, int to) {
        for (int k = from; k < to; k++) {
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
        runFrom(tile, inverse, 1);
    }

    /** Passes from {@code first} on over the rows in {@code tile}; writes {@code count} columns as {@link Tile#storeColumns}, the last passes as they come. */
    private void runTo(Tile tile, boolean inverse, int first, long address, long stride, int count, float scale) {
        int last = passes.length - 1;
        if (!endsInTwo()) {
            run(tile, inverse, first, passes.length);
            for (int j = 0; j < rows(); j++) store(tile.re, tile.im, j * WIDTH, j, scale, address, stride, count);
            return;
        }
        run(tile, inverse, first, last - 1);
        Pass before = passes[last - 1];
        Sixteen.Pieces pieces = tile.pieces;
        int s = before.s(), rows = 16 * before.m();
        for (int q = 0; q < s; q += Sixteen.AT_ONCE) {
            int several = Math.min(Sixteen.AT_ONCE, s - q), piece = several * WIDTH;
            // into the pieces themselves; the inverse has its parts exchanged on the way in and out
            if (inverse)
                Sixteen.runLast(before, passes[last], q * WIDTH, piece, pieces, tile.im, tile.re, pieces.lastRe, pieces.lastIm, 0, piece);
            else
                Sixteen.runLast(before, passes[last], q * WIDTH, piece, pieces, tile.re, tile.im, pieces.lastRe, pieces.lastIm, 0, piece);
            long re = inverse ? pieces.lastIm : pieces.lastRe, im = inverse ? pieces.lastRe : pieces.lastIm;
            for (int j = 0; j < rows; j++) {
                for (int i = 0; i < several; i++) store(re, im, j * piece + i * WIDTH, q + i + s * j, scale, address, stride, count);
            }
        }
    }

    /** Writes what is row {@code row} of a tile. */
    private void store(long re, long im, int at, int row, float scale, long address, long stride, int count) {
        int column = row % wide * WIDTH;
        Tile.storeRow(re, im, at, scale, address + row / wide * stride + 8L * column, Math.clamp(count - column, 0, WIDTH));
    }
}

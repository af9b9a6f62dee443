package dev.jacobi.engine.cpu.fft;

import dev.jacobi.engine.memory.Buffer;
import dev.jacobi.engine.memory.Memory;
import java.lang.ref.Reference;

/**
 * One long transform as a matrix of rows x columns numbers (D. H. Bailey, "FFTs in External or Hierarchical Memory", 1990): transforms of all columns,
 * twiddle factors, transforms of all rows. Between them the matrix is turned block by block, so that both are columns side by side, and all memory is read
 * and written twice.
 */
final class FourStep {
    private static final int WIDTH = Columns.WIDTH;

    private final int rows, columns;
    private final Columns first, second;
    /** w^(row * lane) for each row and lane, and w^(row * 16 tile) for each tile and row: their product is the twiddle factor. */
    private final float[] lanesRe, lanesIm, tiles;

    private FourStep(int rows, int columns) {
        this.rows = rows;
        this.columns = columns;
        first = Plans.columns(rows);
        second = Plans.columns(columns);
        long n = (long) rows * columns;
        lanesRe = new float[rows * WIDTH];
        lanesIm = new float[rows * WIDTH];
        for (int k = 0; k < rows; k++) {
            for (int l = 0; l < WIDTH; l++) {
                lanesRe[k * WIDTH + l] = (float) Roots.cos((long) k * l, n);
                lanesIm[k * WIDTH + l] = (float) -Roots.sin((long) k * l, n);
            }
        }
        int count = Math.ceilDiv(columns, WIDTH);
        tiles = new float[2 * rows * count];
        for (int t = 0, at = 0; t < count; t++) {
            for (int k = 0; k < rows; k++) {
                tiles[at++] = (float) Roots.cos((long) k * t * WIDTH, n);
                tiles[at++] = (float) -Roots.sin((long) k * t * WIDTH, n);
            }
        }
    }

    static FourStep of(int n) {
        int r = rows(n);
        return new FourStep(r, n / r);
    }

    /** The largest divisor that is not above the square root. */
    static int rows(int n) {
        int r = (int) Math.sqrt(n);
        while (n % r != 0) r--;
        return r;
    }

    long bytes() { return 4L * (lanesRe.length + lanesIm.length + tiles.length); }

    /** Transforms the numbers at {@code from} to {@code to}, which may be the same place. */
    void run(boolean inverse, long from, long to, float scale) {
        int across = Math.ceilDiv(columns, WIDTH), down = Math.ceilDiv(rows, WIDTH);
        long blockBytes = 4L * WIDTH * WIDTH, band = across * blockBytes, plane = down * band;
        Buffer between = Memory.shared().allocate(2 * plane);
        long re = between.address(), im = re + plane;
        double nanos = 0.5 * rows * columns;
        Parts.each(across, nanos, (a, b) -> {
            Tile tile = Tile.of(rows);
            for (int t = a; t < b; t++) {
                int count = Math.min(WIDTH, columns - t * WIDTH);
                first.runOn(from + 8L * WIDTH * t, 8L * columns, count, tile, inverse);
                for (int k = 0; k < down; k++) {
                    long at = k * band + t * blockBytes;
                    tile.storeTurned(inverse, lanesRe, lanesIm, tiles, 2 * rows * t, k * WIDTH, rows, re + at, im + at);
                }
            }
            Reference.reachabilityFence(tile);
        });
        Parts.each(down, nanos, (a, b) -> {
            Tile tile = Tile.of(columns);
            for (int k = a; k < b; k++) {
                second.runTo(re + k * band, im + k * band, tile, inverse, to + 8L * WIDTH * k, 8L * rows, Math.min(WIDTH, rows - k * WIDTH),
                        scale);
            }
            Reference.reachabilityFence(tile);
        });
        between.release();
    }
}

package dev.jacobi.engine.cpu.fft;

import dev.jacobi.engine.cpu.threads.Workers;
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
    private static final int WIDEST = 4;
    /** Of the second-level cache, for a tile. */
    private static final long TILE_BYTES = 1L << 19;

    private final int rows, columns;
    /**
     * How many times {@link #WIDTH} rows the second half transforms at once: so many times longer is what is written to one place of the result, of which each row is a
     * page or more from the next. Into memory that is in no cache, the second half of 1M numbers takes 1.86 ms in lines of 128 bytes, and 1.47 in such of 512.
     */
    private final int wide;
    private final Columns first, second;
    /** w^(row * lane) for each row and lane, and w^(row * 16 tile) for each tile and row: their product is the twiddle factor. */
    private final float[] lanesRe, lanesIm, tiles;

    private FourStep(int rows, int columns) {
        this.rows = rows;
        this.columns = columns;
        first = Plans.columns(rows);
        wide = wide(Math.ceilDiv(rows, WIDTH), columns);
        second = wide == 1 ? Plans.columns(columns) : new Columns(columns, wide);
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

    private static int wide(int down, int columns) {
        int w = WIDEST;
        while (w > 1 && (down % w != 0 || 8L * WIDTH * w * columns > TILE_BYTES || down / w < 2 * Workers.shared().threads())) w /= 2;
        return w;
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

    long bytes() { return 4L * (lanesRe.length + lanesIm.length + tiles.length) + (wide == 1 ? 0 : second.bytes()); }

    /** Transforms the numbers at {@code from} to {@code to}, which may be the same place. */
    void run(boolean inverse, long from, long to, float scale) {
        int across = Math.ceilDiv(columns, WIDTH), down = Math.ceilDiv(rows, WIDTH), width = wide * WIDTH;
        long row = 4L * width, band = across * WIDTH * row, plane = down / wide * band;
        Buffer between = Memory.shared().allocate(2 * plane);
        long re = between.address(), im = re + plane;
        double nanos = 0.5 * rows * columns;
        Parts.each(across, nanos, (a, b) -> {
            Tile tile = Tile.of(rows);
            for (int t = a; t < b; t++) {
                int count = Math.min(WIDTH, columns - t * WIDTH);
                first.runOn(from + 8L * WIDTH * t, 8L * columns, count, tile, inverse);
                for (int k = 0; k < down; k++) {
                    long at = k / wide * band + t * WIDTH * row + 4L * (k % wide * WIDTH);
                    tile.storeTurned(inverse, lanesRe, lanesIm, tiles, 2 * rows * t, k * WIDTH, rows, re + at, im + at, row);
                }
            }
            Reference.reachabilityFence(tile);
        });
        Parts.each(down / wide, nanos, (a, b) -> {
            Tile tile = Tile.of(second.rows());
            for (int k = a; k < b; k++) {
                second.runTo(re + k * band, im + k * band, tile, inverse, to + 8L * width * k, 8L * rows, Math.min(width, rows - k * width),
                        scale);
            }
            Reference.reachabilityFence(tile);
        });
        between.release();
    }
}

package dev.jacobi.engine.cpu.fft;

import dev.jacobi.engine.cpu.math.ComplexPairs;
import dev.jacobi.engine.cpu.math.SquareTranspose;
import dev.jacobi.engine.cpu.math.VectorWidth;
import dev.jacobi.engine.memory.OffHeap;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.ref.SoftReference;
import java.nio.ByteOrder;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/** Rows of {@link Columns#WIDTH} complex numbers, real and imaginary parts apart, and as much room for the next pass. Addresses are bytes off the heap. */
final class Tile {
    private static final int WIDTH = Columns.WIDTH, BLOCK = WIDTH * WIDTH;
    private static final VectorSpecies<Float> SPECIES = VectorWidth.FLOATS;
    private static final int LANES = SPECIES.length();
    private static final MemorySegment ALL = OffHeap.ALL;
    private static final ByteOrder ORDER = ByteOrder.nativeOrder();

    float[] re, im, otherRe, otherIm;
    final Sixteen.Pieces pieces = new Sixteen.Pieces();
    private final float[] blockRe = new float[BLOCK], blockIm = new float[BLOCK];

    /** The tile that this thread used last, if it is large enough: no transform needs two at once. */
    private static final ThreadLocal<SoftReference<Tile>> LAST = new ThreadLocal<>();

    /** A tile of this thread, with anything in it. */
    static Tile of(int rows) {
        SoftReference<Tile> last = LAST.get();
        Tile tile = last == null ? null : last.get();
        if (tile == null || tile.re.length < rows * WIDTH) LAST.set(new SoftReference<>(tile = new Tile(rows)));
        return tile;
    }

    Tile(int rows) {
        re = new float[rows * WIDTH];
        im = new float[rows * WIDTH];
        otherRe = new float[rows * WIDTH];
        otherIm = new float[rows * WIDTH];
    }

    /** What has been written becomes what is read. */
    void exchange() {
        float[] r = re, i = im;
        re = otherRe;
        im = otherIm;
        otherRe = r;
        otherIm = i;
    }

    /** Reads {@code count} neighbouring complex numbers into a row. */
    static void loadRow(long address, int count, float[] re, float[] im, int at) {
        if (count == WIDTH) {
            for (int i = 0; i < WIDTH; i += LANES) {
                FloatVector a = FloatVector.fromMemorySegment(SPECIES, ALL, address + 8L * i, ORDER);
                FloatVector b = FloatVector.fromMemorySegment(SPECIES, ALL, address + 8L * i + 4L * LANES, ORDER);
                ComplexPairs.re(a, b).intoArray(re, at + i);
                ComplexPairs.im(a, b).intoArray(im, at + i);
            }
        } else {
            for (int i = 0; i < count; i++) {
                re[at + i] = ALL.get(ValueLayout.JAVA_FLOAT, address + 8L * i);
                im[at + i] = ALL.get(ValueLayout.JAVA_FLOAT, address + 8L * i + 4);
            }
        }
    }

    static void storeRow(float[] re, float[] im, int at, float scale, long address, int count) {
        if (count == WIDTH) {
            for (int i = 0; i < WIDTH; i += LANES) {
                FloatVector r = FloatVector.fromArray(SPECIES, re, at + i).mul(scale);
                FloatVector m = FloatVector.fromArray(SPECIES, im, at + i).mul(scale);
                ComplexPairs.low(r, m).intoMemorySegment(ALL, address + 8L * i, ORDER);
                ComplexPairs.high(r, m).intoMemorySegment(ALL, address + 8L * i + 4L * LANES, ORDER);
            }
        } else {
            for (int i = 0; i < count; i++) {
                ALL.set(ValueLayout.JAVA_FLOAT, address + 8L * i, re[at + i] * scale);
                ALL.set(ValueLayout.JAVA_FLOAT, address + 8L * i + 4, im[at + i] * scale);
            }
        }
    }

    /** Row j is {@code count} neighbours at {@code address + j * stride}. */
    void loadColumns(long address, long stride, int rows, int count) {
        for (int j = 0; j < rows; j++) loadRow(address + j * stride, count, re, im, j * WIDTH);
    }

    /** As {@link #loadColumns}, the other way. */
    void storeColumns(long address, long stride, int rows, int count, float scale) {
        for (int j = 0; j < rows; j++) storeRow(re, im, j * WIDTH, scale, address + j * stride, count);
    }

    /** Column l is {@code rows} neighbours at {@code address + l * stride}. */
    void loadLines(long address, long stride, int rows, int count) {
        for (int j = 0; j < rows; j += WIDTH) {
            int n = Math.min(WIDTH, rows - j);
            for (int l = 0; l < count; l++) loadRow(address + l * stride + 8L * j, n, blockRe, blockIm, l * WIDTH);
            transpose(blockRe, re, j * WIDTH, n);
            transpose(blockIm, im, j * WIDTH, n);
        }
    }

    /** As {@link #loadLines}, the other way. */
    void storeLines(long address, long stride, int rows, int count, float scale) {
        for (int j = 0; j < rows; j += WIDTH) {
            int n = Math.min(WIDTH, rows - j);
            transposeRows(re, j * WIDTH, blockRe, n);
            transposeRows(im, j * WIDTH, blockIm, n);
            for (int l = 0; l < count; l++) storeRow(blockRe, blockIm, l * WIDTH, scale, address + l * stride + 8L * j, n);
        }
    }

    /**
     * Rows k .. k + 15 of columns as {@link Columns#WIDTH} rows of as many floats, after element (j, l) has been multiplied by the l-th of row j of
     * {@code lanes} and by {@code rows[at + j]}, real and imaginary parts in turns; for the inverse by the conjugates.
     */
    void storeTurned(boolean inverse, float[] lanesRe, float[] lanesIm, float[] rows, int at, int k, int count, long toRe, long toIm) {
        int n = Math.min(WIDTH, count - k);
        turn(inverse ? im : re, inverse ? re : im, lanesRe, lanesIm, rows, at, k, n, inverse ? blockIm : blockRe,
                inverse ? blockRe : blockIm);
        transposeBlock(blockRe);
        transposeBlock(blockIm);
        MemorySegment.copy(blockRe, 0, ALL, ValueLayout.JAVA_FLOAT, toRe, BLOCK);
        MemorySegment.copy(blockIm, 0, ALL, ValueLayout.JAVA_FLOAT, toIm, BLOCK);
    }

    private static void turn(float[] re, float[] im, float[] lanesRe, float[] lanesIm, float[] rows, int at, int k, int n, float[] toRe,
            float[] toIm) {
        for (int j = 0; j < n; j++) {
            FloatVector sr = FloatVector.broadcast(SPECIES, rows[at + 2 * (k + j)]);
            FloatVector si = FloatVector.broadcast(SPECIES, rows[at + 2 * (k + j) + 1]);
            for (int i = 0, from = (k + j) * WIDTH; i < WIDTH; i += LANES, from += LANES) {
                FloatVector tr = FloatVector.fromArray(SPECIES, lanesRe, from), ti = FloatVector.fromArray(SPECIES, lanesIm, from);
                FloatVector wr = tr.mul(sr).sub(ti.mul(si)), wi = tr.mul(si).add(ti.mul(sr));
                FloatVector x = FloatVector.fromArray(SPECIES, re, from), y = FloatVector.fromArray(SPECIES, im, from);
                x.mul(wr).sub(y.mul(wi)).intoArray(toRe, j * WIDTH + i);
                x.mul(wi).add(y.mul(wr)).intoArray(toIm, j * WIDTH + i);
            }
        }
    }

    private static void transposeBlock(float[] a) {
        if (SquareTranspose.SIDE == WIDTH) {
            SquareTranspose.inPlace(a, 0);
            return;
        }
        for (int j = 0; j < WIDTH; j++) {
            for (int l = 0; l < j; l++) {
                float x = a[j * WIDTH + l];
                a[j * WIDTH + l] = a[l * WIDTH + j];
                a[l * WIDTH + j] = x;
            }
        }
    }

    /** Rows that {@link #storeTurned} has written. */
    void loadTurned(long fromRe, long fromIm, int rows) {
        MemorySegment.copy(ALL, ValueLayout.JAVA_FLOAT, fromRe, re, 0, rows * WIDTH);
        MemorySegment.copy(ALL, ValueLayout.JAVA_FLOAT, fromIm, im, 0, rows * WIDTH);
    }

    /** The first {@code n} columns of a block, which is lost, as rows. */
    private static void transpose(float[] block, float[] to, int t, int n) {
        transposeBlock(block);
        System.arraycopy(block, 0, to, t, n * WIDTH);
    }

    /** {@code n} rows as the first columns of a block. */
    private static void transposeRows(float[] from, int f, float[] block, int n) {
        System.arraycopy(from, f, block, 0, n * WIDTH);
        transposeBlock(block);
    }
}

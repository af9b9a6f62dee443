package dev.jacobi.engine.cpu.fft;

import dev.jacobi.engine.cpu.math.ComplexPairs;
import dev.jacobi.engine.cpu.math.RegisterTranspose;
import dev.jacobi.engine.cpu.math.VectorWidth;
import dev.jacobi.engine.memory.OffHeap;
import java.lang.foreign.Arena;
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

    /** Floats between planes, so that no two lie a multiple of 4096 bytes apart: a load would wait for the store to the other. */
    static final int APART = 80;

    /** Off the heap, where vectors lie on lines of the cache: on the heap each access would touch two. */
    private final MemorySegment memory;
    private final int rows;
    long re, im, otherRe, otherIm;
    final Sixteen.Pieces pieces;
    private final long blockRe, blockIm, turned;

    /** The tile that this thread used last, if it is large enough: no transform needs two at once. */
    private static final ThreadLocal<SoftReference<Tile>> LAST = new ThreadLocal<>();

    /** A tile of this thread, with anything in it. Whoever uses it keeps it reachable meanwhile, since its memory ends with it. */
    static Tile of(int rows) {
        SoftReference<Tile> last = LAST.get();
        Tile tile = last == null ? null : last.get();
        if (tile == null || tile.rows < rows) LAST.set(new SoftReference<>(tile = new Tile(rows)));
        return tile;
    }

    private Tile(int rows) {
        this.rows = rows;
        long plane = 4L * ((long) rows * WIDTH + APART), block = 4L * (BLOCK + APART);
        memory = Arena.ofAuto().allocate(4 * plane + 3 * block + 4L * Sixteen.Pieces.FLOATS, 64);
        re = memory.address();
        im = re + plane;
        otherRe = im + plane;
        otherIm = otherRe + plane;
        blockRe = otherIm + plane;
        blockIm = blockRe + block;
        turned = blockIm + block;
        pieces = new Sixteen.Pieces(turned + block);
    }

    /** What has been written becomes what is read. */
    void exchange() {
        long r = re, i = im;
        re = otherRe;
        im = otherIm;
        otherRe = r;
        otherIm = i;
    }

    /** Reads {@code count} neighbouring complex numbers into a row. */
    static void loadRow(long address, int count, long re, long im, int at) {
        if (count == WIDTH) {
            for (int i = 0; i < WIDTH; i += LANES) {
                FloatVector a = FloatVector.fromMemorySegment(SPECIES, ALL, (address + 8L * i) & OffHeap.ADDRESS, ORDER);
                FloatVector b = FloatVector.fromMemorySegment(SPECIES, ALL, (address + 8L * i + 4L * LANES) & OffHeap.ADDRESS, ORDER);
                Butterflies.store(ComplexPairs.re(a, b), re, at + i);
                Butterflies.store(ComplexPairs.im(a, b), im, at + i);
            }
        } else {
            for (int i = 0; i < count; i++) {
                put(re, at + i, ALL.get(ValueLayout.JAVA_FLOAT, address + 8L * i));
                put(im, at + i, ALL.get(ValueLayout.JAVA_FLOAT, address + 8L * i + 4));
            }
        }
    }

    static void storeRow(long re, long im, int at, float scale, long address, int count) {
        if (count == WIDTH) {
            for (int i = 0; i < WIDTH; i += LANES) {
                FloatVector r = Butterflies.load(re, at + i).mul(scale);
                FloatVector m = Butterflies.load(im, at + i).mul(scale);
                ComplexPairs.low(r, m).intoMemorySegment(ALL, (address + 8L * i) & OffHeap.ADDRESS, ORDER);
                ComplexPairs.high(r, m).intoMemorySegment(ALL, (address + 8L * i + 4L * LANES) & OffHeap.ADDRESS, ORDER);
            }
        } else {
            for (int i = 0; i < count; i++) {
                ALL.set(ValueLayout.JAVA_FLOAT, address + 8L * i, get(re, at + i) * scale);
                ALL.set(ValueLayout.JAVA_FLOAT, address + 8L * i + 4, get(im, at + i) * scale);
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
            transpose(blockRe, re + 4L * j * WIDTH, n);
            transpose(blockIm, im + 4L * j * WIDTH, n);
        }
    }

    /** As {@link #loadLines}, the other way. */
    void storeLines(long address, long stride, int rows, int count, float scale) {
        for (int j = 0; j < rows; j += WIDTH) {
            int n = Math.min(WIDTH, rows - j);
            transposeRows(re + 4L * j * WIDTH, blockRe, n);
            transposeRows(im + 4L * j * WIDTH, blockIm, n);
            for (int l = 0; l < count; l++) storeRow(blockRe, blockIm, l * WIDTH, scale, address + l * stride + 8L * j, n);
        }
    }

    /**
     * Rows k .. k + 15 of columns as {@link Columns#WIDTH} rows of as many floats, {@code stride} bytes from one to the next, after element (j, l) has been multiplied
     * by the l-th of row j of {@code lanes} and by {@code rows[at + j]}, real and imaginary parts in turns; for the inverse by the conjugates.
     */
    void storeTurned(boolean inverse, float[] lanesRe, float[] lanesIm, float[] rows, int at, int k, int count, long toRe, long toIm,
            long stride) {
        int n = Math.min(WIDTH, count - k);
        turn(inverse ? im : re, inverse ? re : im, lanesRe, lanesIm, rows, at, k, n, inverse ? blockIm : blockRe,
                inverse ? blockRe : blockIm);
        transposeBlock(blockRe, toRe, stride);
        transposeBlock(blockIm, toIm, stride);
    }

    private static void turn(long re, long im, float[] lanesRe, float[] lanesIm, float[] rows, int at, int k, int n, long toRe,
            long toIm) {
        for (int j = 0; j < n; j++) {
            FloatVector sr = FloatVector.broadcast(SPECIES, rows[at + 2 * (k + j)]);
            FloatVector si = FloatVector.broadcast(SPECIES, rows[at + 2 * (k + j) + 1]);
            for (int i = 0, from = (k + j) * WIDTH; i < WIDTH; i += LANES, from += LANES) {
                FloatVector tr = FloatVector.fromArray(SPECIES, lanesRe, from), ti = FloatVector.fromArray(SPECIES, lanesIm, from);
                FloatVector wr = tr.mul(sr).sub(ti.mul(si)), wi = tr.mul(si).add(ti.mul(sr));
                FloatVector x = Butterflies.load(re, from), y = Butterflies.load(im, from);
                Butterflies.store(x.mul(wr).sub(y.mul(wi)), toRe, j * WIDTH + i);
                Butterflies.store(x.mul(wi).add(y.mul(wr)), toIm, j * WIDTH + i);
            }
        }
    }

    private static void transposeBlock(long from, long to) { transposeBlock(from, to, 4L * WIDTH); }

    /** Writes the columns of a block as rows to another place. */
    private static void transposeBlock(long from, long to, long stride) {
        if (RegisterTranspose.isPossible()) {
            RegisterTranspose.blocks(1, from, 4L * WIDTH, 0, to, stride, 0);
            return;
        }
        for (int j = 0; j < WIDTH; j++) for (int l = 0; l < WIDTH; l++) put(to + j * stride, l, get(from, l * WIDTH + j));
    }

    private static float get(long a, int at) { return ALL.get(ValueLayout.JAVA_FLOAT, (a + 4L * at) & OffHeap.ADDRESS); }

    private static void put(long a, int at, float x) { ALL.set(ValueLayout.JAVA_FLOAT, (a + 4L * at) & OffHeap.ADDRESS, x); }

    /** Reads rows that lie as they do here. */
    void load(long fromRe, long fromIm, int rows) {
        MemorySegment.copy(ALL, fromRe, ALL, re, 4L * rows * WIDTH);
        MemorySegment.copy(ALL, fromIm, ALL, im, 4L * rows * WIDTH);
    }

    /** The first {@code n} columns of a block as rows. */
    private void transpose(long block, long to, int n) {
        if (n == WIDTH) {
            transposeBlock(block, to);
            return;
        }
        transposeBlock(block, turned);
        MemorySegment.copy(ALL, turned, ALL, to, 4L * n * WIDTH);
    }

    /** {@code n} rows as the first columns of a block. */
    private void transposeRows(long from, long block, int n) {
        if (n == WIDTH) {
            transposeBlock(from, block);
            return;
        }
        MemorySegment.copy(ALL, from, ALL, turned, 4L * n * WIDTH);
        transposeBlock(turned, block);
    }
}

package dev.jacobi.engine.cpu.fft;

import dev.jacobi.engine.cpu.math.ComplexPairs;
import dev.jacobi.engine.cpu.math.VectorWidth;
import dev.jacobi.engine.memory.OffHeap;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/**
 * Between the spectrum of n = 2 m real numbers (m + 1 complex numbers, of which the first and last are real) and that of their m pairs, each taken as one
 * complex number, which is a transform of half the length.
 */
final class RealPairs {
    private static final VectorSpecies<Float> SPECIES = VectorWidth.FLOATS;
    private static final int LANES = SPECIES.length();
    private static final VectorShuffle<Float> REVERSED = VectorShuffle.fromOp(SPECIES, i -> LANES - 1 - i);
    private static final MemorySegment ALL = OffHeap.ALL;
    private static final ByteOrder ORDER = ByteOrder.nativeOrder();

    private final int m, chunks;
    /** exp(-2 pi i k / n) for the first k of each chunk, for the lanes of a chunk, and for each k behind the last chunk: both parts in turns. */
    private final float[] starts, tail;
    private final FloatVector lanesRe, lanesIm;

    RealPairs(int n) {
        m = n / 2;
        // chunk c has k from 1 + c LANES on, and may not meet its own mirror image
        chunks = Math.max(0, (m - 1) / 2 / LANES);
        starts = new float[2 * chunks];
        for (int c = 0; c < chunks; c++) root(1 + (long) c * LANES, n, starts, c);
        int first = 1 + chunks * LANES;
        tail = new float[2 * Math.max(0, m / 2 - first + 1)];
        for (int k = first; k <= m / 2; k++) root(k, n, tail, k - first);
        float[] re = new float[LANES], im = new float[LANES];
        for (int l = 0; l < LANES; l++) {
            re[l] = (float) Roots.cos(l, n);
            im[l] = (float) -Roots.sin(l, n);
        }
        lanesRe = FloatVector.fromArray(SPECIES, re, 0);
        lanesIm = FloatVector.fromArray(SPECIES, im, 0);
    }

    private static void root(long k, long n, float[] to, int at) {
        to[2 * at] = (float) Roots.cos(k, n);
        to[2 * at + 1] = (float) -Roots.sin(k, n);
    }

    long bytes() { return 4L * (starts.length + tail.length) + 256; }

    private static float get(long line, long i) { return ALL.get(ValueLayout.JAVA_FLOAT, line + 4 * i); }

    private static void put(long line, long k, float re, float im) {
        ALL.set(ValueLayout.JAVA_FLOAT, line + 8 * k, re);
        ALL.set(ValueLayout.JAVA_FLOAT, line + 8 * k + 4, im);
    }

    private static FloatVector load(long address) { return FloatVector.fromMemorySegment(SPECIES, ALL, address, ORDER); }

    private static void store(long address, FloatVector re, FloatVector im) {
        ComplexPairs.low(re, im).intoMemorySegment(ALL, address, ORDER);
        ComplexPairs.high(re, im).intoMemorySegment(ALL, address + 4L * LANES, ORDER);
    }

    /** The twice spectrum of the real numbers at {@code line} from that of the pairs at {@code line}: for k and m - k at once. */
    void unpack(long line, int from, int to) {
        for (int c = from; c < to; c++) {
            long front = line + 8 * (1 + (long) c * LANES), back = line + 8 * ((long) m - (long) (c + 1) * LANES);
            FloatVector a = load(front), b = load(front + 4L * LANES), x = load(back), y = load(back + 4L * LANES);
            FloatVector zr = ComplexPairs.re(a, b), zi = ComplexPairs.im(a, b);
            FloatVector yr = ComplexPairs.re(x, y).rearrange(REVERSED), yi = ComplexPairs.im(x, y).rearrange(REVERSED);
            float sr = starts[2 * c], si = starts[2 * c + 1];
            FloatVector wr = lanesRe.mul(sr).sub(lanesIm.mul(si)), wi = lanesRe.mul(si).add(lanesIm.mul(sr));
            FloatVector er = zr.add(yr), ei = zi.sub(yi), dr = zr.sub(yr), di = zi.add(yi);
            FloatVector tr = wr.mul(di).add(wi.mul(dr)), ti = wi.mul(di).sub(wr.mul(dr));
            store(front, er.add(tr), ei.add(ti));
            store(back, er.sub(tr).rearrange(REVERSED), ti.sub(ei).rearrange(REVERSED));
        }
    }

    /** What {@link #unpack} leaves. */
    void unpackRest(long line) {
        float a = get(line, 0), b = get(line, 1);
        put(line, 0, 2 * (a + b), 0);
        put(line, m, 2 * (a - b), 0);
        for (int k = 1 + chunks * LANES, t = 0; k <= m / 2; k++, t += 2) {
            float wr = tail[t], wi = tail[t + 1];
            float zr = get(line, 2L * k), zi = get(line, 2L * k + 1), yr = get(line, 2L * (m - k)), yi = get(line, 2L * (m - k) + 1);
            float er = zr + yr, ei = zi - yi, dr = zr - yr, di = zi + yi, tr = wr * di + wi * dr, ti = wi * di - wr * dr;
            put(line, k, er + tr, ei + ti);
            put(line, m - k, er - tr, ti - ei);
        }
    }

    /** The spectrum of the pairs at {@code to} from that of the real numbers at {@code from}. */
    void pack(long from, long to, int first, int last) {
        for (int c = first; c < last; c++) {
            long front = 8 * (1 + (long) c * LANES), back = 8 * ((long) m - (long) (c + 1) * LANES);
            FloatVector a = load(from + front), b = load(from + front + 4L * LANES), x = load(from + back),
                    y = load(from + back + 4L * LANES);
            FloatVector zr = ComplexPairs.re(a, b), zi = ComplexPairs.im(a, b);
            FloatVector yr = ComplexPairs.re(x, y).rearrange(REVERSED), yi = ComplexPairs.im(x, y).rearrange(REVERSED);
            float sr = starts[2 * c], si = starts[2 * c + 1];
            FloatVector wr = lanesRe.mul(sr).sub(lanesIm.mul(si)), wi = lanesRe.mul(si).add(lanesIm.mul(sr));
            FloatVector er = zr.add(yr), ei = zi.sub(yi), dr = zr.sub(yr), di = zi.add(yi);
            FloatVector or = wr.mul(dr).add(wi.mul(di)), oi = wr.mul(di).sub(wi.mul(dr)); // by the conjugate of w
            store(to + front, er.sub(oi), ei.add(or));
            store(to + back, er.add(oi).rearrange(REVERSED), or.sub(ei).rearrange(REVERSED));
        }
    }

    /** What {@link #pack} leaves. */
    void packRest(long from, long to) {
        float a = get(from, 0), b = get(from, 2L * m);
        put(to, 0, a + b, a - b);
        for (int k = 1 + chunks * LANES, t = 0; k <= m / 2; k++, t += 2) {
            float wr = tail[t], wi = tail[t + 1];
            float zr = get(from, 2L * k), zi = get(from, 2L * k + 1), yr = get(from, 2L * (m - k)), yi = get(from, 2L * (m - k) + 1);
            float er = zr + yr, ei = zi - yi, dr = zr - yr, di = zi + yi, or = wr * dr + wi * di, oi = wr * di - wi * dr;
            put(to, k, er - oi, ei + or);
            put(to, m - k, er + oi, or - ei);
        }
    }

    /** How many chunks of a line {@link #unpack} and {@link #pack} have. */
    int chunks() { return chunks; }
}

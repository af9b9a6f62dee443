package dev.jacobi.engine.cpu.fft;

import dev.jacobi.engine.memory.Buffer;
import dev.jacobi.engine.memory.Memory;
import dev.jacobi.engine.memory.OffHeap;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * A transform of a length with a large prime factor as a convolution with a chirp, which takes two transforms of a length without one (L. Bluestein, "A
 * Linear Filtering Approach to the Computation of the Discrete Fourier Transform", 1970).
 */
final class Convolution {
    private static final MemorySegment ALL = OffHeap.ALL;

    private final int n, padded;
    /** exp(-pi i k^2 / n), and the transform of its conjugate: real and imaginary parts in turns. */
    private final float[] chirp, filter;

    Convolution(int n) {
        this.n = n;
        padded = paddedLength(2L * n - 1);
        chirp = new float[2 * n];
        filter = new float[2 * padded];
        for (long k = 0; k < n; k++) {
            chirp[(int) (2 * k)] = (float) Roots.cos(k * k % (2L * n), 2L * n);
            chirp[(int) (2 * k + 1)] = (float) -Roots.sin(k * k % (2L * n), 2L * n);
        }
        Buffer b = Memory.shared().allocate(8L * padded);
        long at = b.address();
        ALL.asSlice(at, 8L * padded).fill((byte) 0);
        for (int k = 0; k < n; k++) {
            put(at, k, chirp[2 * k], -chirp[2 * k + 1]);
            if (k > 0) put(at, padded - k, chirp[2 * k], -chirp[2 * k + 1]);
        }
        Fourier.lines(false, at, 0, at, 0, 1, padded, 1f / padded);
        MemorySegment.copy(ALL, ValueLayout.JAVA_FLOAT, at, filter, 0, 2 * padded);
        b.release();
    }

    /** The smallest length of at least {@code least} that factors 2, 3 and 5 make, sixteen among them. */
    private static int paddedLength(long least) {
        long best = Long.MAX_VALUE;
        for (long five = 16; five < 2 * least; five *= 5) {
            for (long three = five; three < 2 * least; three *= 3) {
                long p = three;
                while (p < least) p *= 2;
                best = Math.min(best, p);
            }
        }
        return Math.toIntExact(best);
    }

    long bytes() { return 4L * (chirp.length + filter.length); }

    private static void put(long at, long k, float re, float im) {
        ALL.set(ValueLayout.JAVA_FLOAT, at + 8 * k, re);
        ALL.set(ValueLayout.JAVA_FLOAT, at + 8 * k + 4, im);
    }

    /** Transforms the numbers at {@code from} to {@code to}. The inverse is the forward transform with real and imaginary parts exchanged. */
    void run(boolean inverse, long from, long to, float scale) {
        Buffer b = Memory.shared().allocate(8L * padded);
        long at = b.address(), re = inverse ? 4 : 0, im = 4 - re;
        for (int k = 0; k < n; k++) {
            float x = ALL.get(ValueLayout.JAVA_FLOAT, from + 8L * k + re), y = ALL.get(ValueLayout.JAVA_FLOAT, from + 8L * k + im);
            put(at, k, x * chirp[2 * k] - y * chirp[2 * k + 1], x * chirp[2 * k + 1] + y * chirp[2 * k]);
        }
        ALL.asSlice(at + 8L * n, 8L * (padded - n)).fill((byte) 0);
        Fourier.lines(false, at, 0, at, 0, 1, padded, 1);
        for (int k = 0; k < padded; k++) {
            float x = ALL.get(ValueLayout.JAVA_FLOAT, at + 8L * k), y = ALL.get(ValueLayout.JAVA_FLOAT, at + 8L * k + 4);
            put(at, k, x * filter[2 * k] - y * filter[2 * k + 1], x * filter[2 * k + 1] + y * filter[2 * k]);
        }
        Fourier.lines(true, at, 0, at, 0, 1, padded, 1);
        for (int k = 0; k < n; k++) {
            float x = ALL.get(ValueLayout.JAVA_FLOAT, at + 8L * k) * scale, y = ALL.get(ValueLayout.JAVA_FLOAT, at + 8L * k + 4) * scale;
            ALL.set(ValueLayout.JAVA_FLOAT, to + 8L * k + re, x * chirp[2 * k] - y * chirp[2 * k + 1]);
            ALL.set(ValueLayout.JAVA_FLOAT, to + 8L * k + im, x * chirp[2 * k + 1] + y * chirp[2 * k]);
        }
        b.release();
    }
}

package dev.jacobi.engine.cpu;

import dev.jacobi.engine.cpu.math.FloatExtrema;
import dev.jacobi.engine.memory.OffHeap;
import dev.jacobi.engine.ir.Reduction;

/**
 * A vector of partial results as one number, in double. A loop for each reduction and type: C2 takes a test that does not change out of a loop, and throws
 * the loop away each time that it comes out the other way.
 */
final class Partials {
    static double ofFloats(Reduction reduction, long at, int lanes) {
        float[] x = new float[lanes];
        for (int i = 0; i < lanes; i++) x[i] = Float.intBitsToFloat(OffHeap.intAt(at + i * 4L));
        return ofFloats(reduction, x, lanes);
    }

    /** Of the first lanes of an array, which a sum overwrites. */
    static double ofFloats(Reduction reduction, float[] x, int lanes) {
        return switch (reduction) {
            case SUM -> sum(x, lanes);
            case MAX -> FloatExtrema.largest(x, lanes);
            case MIN -> FloatExtrema.smallest(x, lanes);
            case PROD -> throw new AssertionError("products are not folded");
        };
    }

    /** Those half of all apart first, in the order of a kernel: see LaneTurns. */
    private static double sum(float[] x, int lanes) {
        for (int half = lanes / 2; half >= 1; half /= 2) for (int i = 0; i < half; i++) x[i] += x[i + half];
        return x[0];
    }

    static double ofDoubles(Reduction reduction, long at, int lanes) {
        return switch (reduction) {
            case SUM -> sumDoubles(at, lanes);
            case MAX -> maxDoubles(at, lanes);
            case MIN -> minDoubles(at, lanes);
            case PROD -> throw new AssertionError("products are not folded");
        };
    }

    static double combine(Reduction reduction, double a, double b) {
        return switch (reduction) {
            case SUM -> a + b;
            case PROD -> a * b;
            case MAX -> Math.max(a, b);
            case MIN -> Math.min(a, b);
        };
    }

    private static double sumDoubles(long at, int lanes) {
        double a = OffHeap.doubleAt(at), b = OffHeap.doubleAt(at + 8L);
        for (int i = 2; i < lanes; i += 2) {
            a = a + OffHeap.doubleAt(at + i * 8L);
            b = b + OffHeap.doubleAt(at + (i + 1) * 8L);
        }
        return a + b;
    }

    private static double maxDoubles(long at, int lanes) {
        double a = OffHeap.doubleAt(at), b = OffHeap.doubleAt(at + 8L);
        for (int i = 2; i < lanes; i += 2) {
            a = Math.max(a, OffHeap.doubleAt(at + i * 8L));
            b = Math.max(b, OffHeap.doubleAt(at + (i + 1) * 8L));
        }
        return Math.max(a, b);
    }

    private static double minDoubles(long at, int lanes) {
        double a = OffHeap.doubleAt(at), b = OffHeap.doubleAt(at + 8L);
        for (int i = 2; i < lanes; i += 2) {
            a = Math.min(a, OffHeap.doubleAt(at + i * 8L));
            b = Math.min(b, OffHeap.doubleAt(at + (i + 1) * 8L));
        }
        return Math.min(a, b);
    }

    private Partials() {}
}

package dev.jacobi.engine.cpu;

import dev.jacobi.engine.cpu.codegen.LoopKernel;
import dev.jacobi.engine.memory.OffHeap;
import dev.jacobi.engine.ir.Reduction;
import java.lang.foreign.ValueLayout;

/**
 * A vector of partial results as one number, in double. A loop for each reduction and type: C2 takes a test that does not change out of a loop, and throws
 * the loop away each time that it comes out the other way.
 */
final class Partials {
    /** NaNs of one sign: what overflows by so much passes to the other end, where the NaNs of the other sign are. Three cycles a lane where Math.max takes ten. */
    private static final int NANS = 0x7fffff;

    static double ofFloats(Reduction reduction, long at, int lanes) {
        return switch (reduction) {
            case SUM -> sumFloats(at, lanes);
            case MAX -> maxFloats(at, lanes);
            case MIN -> minFloats(at, lanes);
            case PROD -> throw new AssertionError("products are not folded");
        };
    }

    static double ofDoubles(Reduction reduction, long at, int lanes) {
        return switch (reduction) {
            case SUM -> sumDoubles(at, lanes);
            case MAX -> maxDoubles(at, lanes);
            case MIN -> minDoubles(at, lanes);
            case PROD -> throw new AssertionError("products are not folded");
        };
    }

    /** What rows are reduced to, each from one vector of partial results. */
    static void ofRows(Reduction reduction, long at, int lanes, float[] to, int count) {
        switch (reduction) {
            case SUM -> {
                // nothing is 0, and what is added to it is no -0
                for (int r = 0; r < count; r++) to[r] = (float) (0 + sumFloats(at + r * LoopKernel.PARTIALS, lanes));
            }
            case MAX -> {
                for (int r = 0; r < count; r++) to[r] = (float) maxFloats(at + r * LoopKernel.PARTIALS, lanes);
            }
            case MIN -> {
                for (int r = 0; r < count; r++) to[r] = (float) minFloats(at + r * LoopKernel.PARTIALS, lanes);
            }
            case PROD -> throw new AssertionError("products are not folded");
        }
    }

    static double combine(Reduction reduction, double a, double b) {
        return switch (reduction) {
            case SUM -> a + b;
            case PROD -> a * b;
            case MAX -> Math.max(a, b);
            case MIN -> Math.min(a, b);
        };
    }

    private static double sumFloats(long at, int lanes) {
        double a = ofFloat(at, 0), b = ofFloat(at, 1);
        // two lanes are all where narrow vectors have doubles as well
        if (lanes == 2) return a + b;
        double c = ofFloat(at, 2), d = ofFloat(at, 3);
        for (int i = 4; i < lanes; i += 4) {
            a += ofFloat(at, i);
            b += ofFloat(at, i + 1);
            c += ofFloat(at, i + 2);
            d += ofFloat(at, i + 3);
        }
        return a + c + (b + d);
    }

    private static double maxFloats(long at, int lanes) {
        int high = Integer.MIN_VALUE;
        for (int i = 0; i < lanes; i++) high = Math.max(high, ordered(at, i) - NANS);
        return Float.intBitsToFloat(inOrder(high + NANS));
    }

    private static double minFloats(long at, int lanes) {
        int low = Integer.MAX_VALUE;
        for (int i = 0; i < lanes; i++) low = Math.min(low, ordered(at, i) + NANS);
        return Float.intBitsToFloat(inOrder(low - NANS));
    }

    /** A float's bits as an integer, in the order of floats, -0 before 0. NaNs with a sign stand below all, the others above. */
    private static int ordered(long at, int i) {
        return inOrder(OffHeap.ALL.get(ValueLayout.JAVA_INT_UNALIGNED, at + i * 4L));
    }

    private static int inOrder(int bits) { return bits ^ bits >> 31 & Integer.MAX_VALUE; }

    private static double ofFloat(long at, int i) {
        return OffHeap.ALL.get(ValueLayout.JAVA_FLOAT_UNALIGNED, at + i * 4L & OffHeap.ADDRESS);
    }

    private static double sumDoubles(long at, int lanes) {
        double a = ofDouble(at, 0), b = ofDouble(at, 1);
        for (int i = 2; i < lanes; i += 2) {
            a = a + ofDouble(at, i);
            b = b + ofDouble(at, i + 1);
        }
        return a + b;
    }

    private static double maxDoubles(long at, int lanes) {
        double a = ofDouble(at, 0), b = ofDouble(at, 1);
        for (int i = 2; i < lanes; i += 2) {
            a = Math.max(a, ofDouble(at, i));
            b = Math.max(b, ofDouble(at, i + 1));
        }
        return Math.max(a, b);
    }

    private static double minDoubles(long at, int lanes) {
        double a = ofDouble(at, 0), b = ofDouble(at, 1);
        for (int i = 2; i < lanes; i += 2) {
            a = Math.min(a, ofDouble(at, i));
            b = Math.min(b, ofDouble(at, i + 1));
        }
        return Math.min(a, b);
    }

    private static double ofDouble(long at, int i) { return OffHeap.ALL.get(ValueLayout.JAVA_DOUBLE_UNALIGNED, at + i * 8L); }

    private Partials() {}
}

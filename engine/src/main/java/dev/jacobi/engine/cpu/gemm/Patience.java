package dev.jacobi.engine.cpu.gemm;

/**
 * How long the warm-up of a kernel waits for the compiler. Where that never makes kernels fast (it is switched off, or the machine has no vectors of this width), each of many
 * kernels would keep a processor busy for as long as a loaded machine may need: after each time in vain the next one gets less.
 */
final class Patience {
    /** At rest the compiler takes less than a second. */
    static final long MOST_NANOS = 30_000_000_000L, LEAST_NANOS = 3_000_000_000L;
    private static final int SHRINKING = 4;

    private volatile long nanos = MOST_NANOS;

    long nanos() { return nanos; }

    void inVain() { nanos = Math.max(LEAST_NANOS, nanos / SHRINKING); }

    void rewarded() { nanos = MOST_NANOS; }
}

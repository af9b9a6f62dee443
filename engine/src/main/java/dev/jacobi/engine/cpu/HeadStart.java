package dev.jacobi.engine.cpu;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * The evaluation that asks for a kernel comes to its result first: to make the kernel takes both processors of a small machine, the compilers' work included,
 * and the evaluation would wait for them, in tiles as it is.
 */
final class HeadStart {
    /** A long evaluation does not wait: the kernel is there sooner. */
    private static final long MOST_NANOS = 20_000_000, LOOK_NANOS = 300_000;

    /** Those that have not been waited for to the end: without any, evaluations count nothing. */
    private static final AtomicInteger OPEN = new AtomicInteger();
    /** How many evaluations have come to their end. */
    private static final AtomicInteger ENDED = new AtomicInteger();

    private final int before;

    /** For an evaluation that goes on. */
    HeadStart() {
        OPEN.incrementAndGet();
        before = ENDED.get();
    }

    /** An evaluation has its results. */
    static void evaluationEnded() {
        if (OPEN.get() > 0) ENDED.incrementAndGet();
    }

    /** Waits until an evaluation has ended since this was made, but not for long. To be called once. */
    void await() {
        long start = System.nanoTime();
        while (ENDED.get() == before && System.nanoTime() - start < MOST_NANOS) LockSupport.parkNanos(LOOK_NANOS);
        OPEN.decrementAndGet();
    }
}

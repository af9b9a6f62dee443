package dev.jacobi.kernel.timing;

import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/**
 * The JVM's own compilers work beside the program, on what ran often before. After a cell they have tenths of a second to do, most of it for what compiled the
 * cell; where processors are few, what is timed then has one less.
 */
final class Compilers {
    private static final long POLL_MILLIS = 5, QUIET_MILLIS = 100, LONGEST_MILLIS = 2_000;

    /** Waits until no compilation has ended for a tenth of a second and none is going on, at most two seconds. */
    static void awaitQuiet() throws InterruptedException {
        JvmMeters meters = new JvmMeters();
        awaitQuiet(meters::compilationMillis, meters::isCompiling);
    }

    /** Waits until {@code spent} has stayed the same for so long, and then nothing is {@code compiling}, which takes longer to find out. */
    static void awaitQuiet(LongSupplier spent, BooleanSupplier compiling) throws InterruptedException {
        long start = System.nanoTime(), changed = start, before = spent.getAsLong();
        for (long now = start; now - start < LONGEST_MILLIS * 1_000_000; now = System.nanoTime()) {
            if (now - changed >= QUIET_MILLIS * 1_000_000 && !compiling.getAsBoolean()) return;
            Thread.sleep(POLL_MILLIS);
            long after = spent.getAsLong();
            if (after != before) changed = System.nanoTime();
            before = after;
        }
    }

    private Compilers() {}
}

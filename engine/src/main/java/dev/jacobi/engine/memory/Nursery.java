package dev.jacobi.engine.memory;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryUsage;
import java.lang.ref.WeakReference;
import java.util.List;
import java.util.Optional;

/**
 * Collections of young objects alone, which the JVM has no call for: it makes one when new objects fill the space they are made in, so that space is filled.
 * Such a collection takes as long as few objects live, most often well under a millisecond, and what it takes to clear the space of the filling; a full one looks at all objects and all loaded classes. Results that a loop has dropped are young.
 */
final class Nursery {
    /** Arrays of this size are young ones for every collector: G1 puts those of half a region elsewhere, Parallel those of half the space. */
    private static final int PIECE = 256 << 10;
    /** More than what is left of the space by so much does not fit, however the collector rounds. */
    private static final int OVER = 1 << 10;
    /** The heap has to have so many times the room that the filling takes, or else it could be what makes the program run out of it. */
    private static final int SPARE = 4;
    private static final double USUAL_NANOS_PER_BYTE = 0.04;

    /** Of the space: a smaller array could still lie in what a thread has of it for itself. */
    private static final int LEAST_SHARE = 16;
    private static final double FORGETTING = 0.5;

    /** Keeps the JIT from leaving the arrays out. */
    private static volatile Object filling;

    private final Optional<MemoryPoolMXBean> space = pool();
    private final boolean serial = space.isPresent() && space.get().getName().equals("Eden Space");
    private double nanosPerByte = USUAL_NANOS_PER_BYTE;

    /** Collectors without such a space collect beside the program. */
    private static Optional<MemoryPoolMXBean> pool() {
        List<MemoryPoolMXBean> pools = ManagementFactory.getMemoryPoolMXBeans();
        return pools.stream().filter(p -> p.getName().endsWith("Eden Space")).findFirst();
    }

    /** Collects young objects if that takes no longer than this as far as is known; whether it did. */
    boolean collect(double nanos) {
        if (space.isEmpty()) return false;
        MemoryUsage usage = space.get().getUsage();
        long left = usage.getCommitted() - usage.getUsed(), need = left + OVER;
        Runtime heap = Runtime.getRuntime();
        long room = heap.maxMemory() - heap.totalMemory() + heap.freeMemory();
        if (need > Integer.MAX_VALUE - 64 || room / SPARE < need) return false;
        if (need * nanosPerByte > nanos) {
            // filling a part of the heap that was never used takes ten times as long as it will the next time
            nanosPerByte = Math.max(USUAL_NANOS_PER_BYTE, nanosPerByte * FORGETTING);
            return false;
        }
        WeakReference<Object> witness = new WeakReference<>(new Object());
        long start = System.nanoTime(), filled = 0;
        // an array for which there is no room any more leads to the collection, and then lies in the emptied space: one in place of many clears half as much
        int piece = serial && need < usage.getCommitted() ? (int) Math.max(need, usage.getCommitted() / LEAST_SHARE) : PIECE;
        while (!witness.refersTo(null) && filled < need + piece) {
            filling = new byte[piece];
            filled += piece;
        }
        filling = null;
        nanosPerByte = (double) (System.nanoTime() - start) / filled;
        return witness.refersTo(null);
    }
}

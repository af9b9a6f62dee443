package dev.jacobi.engine.memory;

import java.util.concurrent.atomic.AtomicInteger;

/** How many slots of a cohort were handed out and how many of them are in use, in one word that changes at once. */
final class SlotCount {

    static final int SLOTS = 16;

    private static final int HANDED_OUT = 1;
    private static final int IN_USE = 1 << 16;
    private static final int MASK = IN_USE - 1;

    private final AtomicInteger state = new AtomicInteger();

    /** The number of a slot that is free now, or -1: all were handed out. */
    int take() {
        while (true) {
            int seen = state.get();
            int next = seen & MASK;
            if (next == SLOTS) {
                return -1;
            }
            if (state.compareAndSet(seen, seen + HANDED_OUT + IN_USE)) {
                return next;
            }
        }
    }

    /** A slot is out of use. True for the last of all: nobody will get one any more. */
    boolean release() {
        int now = state.addAndGet(-IN_USE);
        if (now >= IN_USE) {
            return false;
        }
        if (now == SLOTS) {
            return true;
        }
        // None in use: begin again with the first, which is still in the cache. If somebody was faster, so be it.
        state.compareAndSet(now, 0);
        return false;
    }

    /** If no slot is in use, makes sure that none will be. True if it did; then {@link #release} won't. */
    boolean close() {
        int seen = state.get();
        return seen < SLOTS && state.compareAndSet(seen, SLOTS);
    }

    int inUse() {
        return state.get() >>> 16;
    }
}

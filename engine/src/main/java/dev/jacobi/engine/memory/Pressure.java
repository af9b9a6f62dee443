package dev.jacobi.engine.memory;

import java.util.concurrent.locks.ReentrantLock;

/**
 * Off-heap garbage does not make the JVM collect: a buffer of 64 MB is a hundred bytes on the heap. So the pool asks for
 * a collection itself, by this rule:
 *
 * <p>
 * When the active bytes pass what was live after the last full collection plus a slack, the pool asks for a collection of
 * young objects ({@link Nursery}) and waits shortly for what it returns; where that is less than half of the slack, for a full one. The slack is 256 MiB, more where collections would take over a 50th of the time
 * (up to a 16th of the limit), or half of what was live
 * if that is more, so that the number of collections grows with the logarithm of live memory. A collection that
 * returns less than a quarter of the slack was for nothing: it doubles the slack, up to half the limit; a useful one
 * puts it back. What collections in between return lowers the mark as well.
 *
 * <p>
 * New memory has to be cleared by the system when it is first touched, in the loop that waits for its result. So a block of a
 * size for which there is none yet is a reason for a collection after 256 MiB already, however large the slack: what other sizes
 * made of it does not help this one. More memory for large blocks is made ready in the background ({@link Ahead}), once
 * collections have taken as long as that will: whenever a loop ends, it has cost at most twice what the better choice would have.
 *
 * <p>
 * A full collection takes as long as the heap is large (10 ms for 3 MB, 0.1 s for 300 MB). With -XX:+ExplicitGCInvokesConcurrent the
 * pause is that of a young one, some milliseconds, and the rest happens beside the program.
 */
final class Pressure {

    private static final long LEAST_SLACK = 64L << 20;
    /** More at first would only spread a loop's results over pages that were never touched before: clearing those took a third of a loop of products. */
    private static final long FIRST_SLACK = 256L << 20;
    /** Collections are to take at most this fraction of the time. */
    private static final int FRACTION_OF_TIME = 50;
    private static final int SHARE_OF_LIMIT = 16;
    /** What a full collection takes where nothing is known yet. */
    private static final double USUAL_NANOS = 10e6;

    private final BlockPool pool;
    private final Ahead ahead;
    private final ReentrantLock collecting = new ReentrantLock();
    private volatile long slack = LEAST_SLACK;
    private volatile long spacing = FIRST_SLACK;
    private long lastCollected = System.nanoTime();
    private volatile long mark = LEAST_SLACK;
    private volatile long markOfNew = FIRST_SLACK;
    /** Spent in collections that came too often, since more memory was last made ready. */
    private double collectingNanos;
    private Nursery nursery;
    /** What the last full collection took. */
    private double fullNanos = USUAL_NANOS;

    Pressure(BlockPool pool) {
        this.pool = pool;
        ahead = new Ahead(pool);
    }

    /** More active bytes than this are a reason to {@link #relieve}. */
    long mark() {
        return mark;
    }

    /** With more active bytes than this new memory is a reason to {@link #relieveOfNew}. */
    long markOfNew() {
        return markOfNew;
    }

    /** Collects, if the mark is really passed, as it was by a block of this class. Threads that come meanwhile go on. */
    void relieve(int sizeClass) {
        relieve(sizeClass, false);
    }

    /** Collects before new memory is used for a block of this class, if its mark is passed. */
    void relieveOfNew(int sizeClass) {
        relieve(sizeClass, true);
    }

    private void relieve(int sizeClass, boolean ofNew) {
        if (!collecting.tryLock()) {
            return;
        }
        try {
            Reaper.drain();
            slack = Math.max(slack, usualSlack());
            mark = Math.max(mark, slack);
            long before = pool.active();
            if (before <= (ofNew ? markOfNew : mark)) {
                return;
            }
            boolean roomLeft = before <= mark;
            long start = System.nanoTime();
            long hoped = Math.min(slack, before - markOfNew + FIRST_SLACK);
            boolean enough = Reaper.collectYoung(nursery(), fullNanos) && before - pool.active() >= hoped / 2;
            if (!enough) {
                collectAll(before, hoped);
            }
            long end = System.nanoTime();
            adaptSpacing(end - start, start - lastCollected, sizeClass, roomLeft);
            lastCollected = end;
        } finally {
            collecting.unlock();
        }
    }

    private void collectAll(long before, long hoped) {
        long start = System.nanoTime();
        Reaper.collectAllBeside();
        fullNanos = System.nanoTime() - start;
        long live = pool.active();
        slack = before - live < hoped / 4 ? Math.max(usualSlack(), Math.min(2 * slack, pool.limit() / 2)) : usualSlack();
        setMarks(live);
    }

    /** Made when it is needed: the functions that tell of the heap take some milliseconds to load. */
    private Nursery nursery() {
        if (nursery == null) {
            nursery = new Nursery();
        }
        return nursery;
    }

    /** Some garbage has come back. */
    void lower() {
        long active = pool.active();
        if (markAbove(active) < mark) {
            setMarks(active);
        }
    }

    /** The limit has changed. */
    void reset() {
        slack = usualSlack();
        setMarks(pool.active());
    }

    private void setMarks(long live) {
        mark = markAbove(live);
        markOfNew = live + Math.max(FIRST_SLACK, live / 2);
    }

    private long markAbove(long live) {
        return live + Math.max(slack, live / 2);
    }

    /**
     * Called by whoever collects: a collection took so long, after a time without.
     *
     * @param roomLeft whether the mark wasn't reached: only the blocks of this class were too few
     */
    private void adaptSpacing(long took, long without, int sizeClass, boolean roomLeft) {
        long now = spacing;
        if (took * FRACTION_OF_TIME > without) {
            collectingNanos += took;
            long more = roomLeft ? FIRST_SLACK : Math.min(now, Math.max(FIRST_SLACK, pool.limit() / SHARE_OF_LIMIT) - now);
            if (more > 0 && collectingNanos >= ahead.nanosPerByte() * more) {
                collectingNanos = 0;
                if (Ahead.isFor(sizeClass)) {
                    ahead.prepare(sizeClass, more, roomLeft ? bytes -> {} : this::widen);
                } else {
                    widen(more);
                }
            }
        } else if (took * FRACTION_OF_TIME * 4 < without) {
            widen(-Math.min(now / 2, now - FIRST_SLACK));
        }
    }

    private synchronized void widen(long by) {
        spacing += by;
    }

    private long usualSlack() {
        return Math.clamp(pool.limit() / SHARE_OF_LIMIT, LEAST_SLACK, Math.max(LEAST_SLACK, spacing));
    }
}

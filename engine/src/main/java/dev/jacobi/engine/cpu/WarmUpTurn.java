package dev.jacobi.engine.cpu;

import java.util.Comparator;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A turn of a work on the warm-up thread. The next one is of the work that has had the least time so far: what was asked for last is what a caller uses now, and
 * a kernel that takes 100 ms does not wait for one that takes a second. What is for later comes after all else.
 */
final class WarmUpTurn implements Runnable, Comparable<WarmUpTurn> {
    private static final ThreadLocal<WarmUpTurn> NOW = new ThreadLocal<>();
    private static final AtomicLong NUMBERS = new AtomicLong();
    private static final Comparator<WarmUpTurn> ORDER = Comparator.<WarmUpTurn>comparingInt(t -> t.rank)
            .thenComparingLong(t -> t.usedBefore).thenComparingLong(t -> t.number);

    private final Runnable task;
    /** 0 for what a caller waits for; each of the others comes after all that have a lower one. */
    private final int rank;
    private final long number = NUMBERS.getAndIncrement(), usedBefore;
    private long begin;

    private WarmUpTurn(Runnable task, int rank, long usedBefore) {
        this.task = task;
        this.rank = rank;
        this.usedBefore = usedBefore;
    }

    /** Goes on with what this thread does in a turn; from any other thread, something new. */
    static WarmUpTurn of(Runnable task) {
        WarmUpTurn now = NOW.get();
        return now == null ? new WarmUpTurn(task, 0, 0) : new WarmUpTurn(task, now.rank, now.used());
    }

    /** Comes after what this thread does in a turn; from any other thread, after what callers wait for. */
    static WarmUpTurn later(Runnable task) {
        WarmUpTurn now = NOW.get();
        return new WarmUpTurn(task, now == null ? 1 : now.rank + 1, 0);
    }

    private long used() { return usedBefore + System.nanoTime() - begin; }

    @Override
    public void run() {
        begin = System.nanoTime();
        NOW.set(this);
        try {
            task.run();
        } finally {
            NOW.remove();
        }
    }

    @Override
    public int compareTo(WarmUpTurn other) {
        return ORDER.compare(this, other);
    }
}

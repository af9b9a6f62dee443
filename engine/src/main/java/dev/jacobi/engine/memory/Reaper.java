package dev.jacobi.engine.memory;

import java.lang.ref.PhantomReference;
import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * Ends the leases of buffers that the collector found unreachable: one daemon thread for all pools, which a thread short
 * of memory helps. {@link java.lang.ref.Cleaner} would do it with a lock and a list for each registration, and gives no
 * way to know when the garbage of a collection has been dealt with.
 */
final class Reaper {

    /** What is to be done when a referent is gone. */
    interface Reapable {
        void reap();
    }

    static final ReferenceQueue<Object> QUEUE = new ReferenceQueue<>();

    private static final long LONGEST_WAIT = 2_000_000_000L;
    private static final long POLL = 100_000;
    private static final int QUIET_POLLS = 5;
    /** How long a thread that waits for the garbage of a young collection looks for it without a rest, and how long nothing more may have come for that to be all. */
    private static final long SPIN = 300_000, QUIET = 30_000;

    private static final AtomicLong reaped = new AtomicLong();

    static {
        Thread thread = new Thread(null, new Loop(), "jacobi-memory-reaper", 0, false);
        thread.setDaemon(true);
        thread.start();
    }

    private Reaper() {
    }

    /** A class, where a function would do: each of those takes a new process a millisecond. */
    private static final class Loop implements Runnable {
        @Override
        public void run() {
            while (true) {
                try {
                    reap(QUEUE.remove());
                } catch (InterruptedException e) {
                    // Nobody has a reason to stop this thread; a stray interrupt must not leak all memory.
                } catch (Throwable e) {
                    System.getLogger(Reaper.class.getName()).log(System.Logger.Level.ERROR,
                            "a buffer could not be returned", e);
                }
            }
        }
    }

    /** Ends all leases that are known to be over, in the calling thread. */
    static void drain() {
        for (Reference<?> r = QUEUE.poll(); r != null; r = QUEUE.poll()) {
            reap(r);
        }
    }

    private static void reap(Reference<?> reference) {
        if (reference instanceof Reapable reapable) {
            reapable.reap();
        }
        reaped.incrementAndGet();
    }

    /** A full collection, and a short wait until what it found has come back. */
    static void collect() {
        Sentinel sentinel = new Sentinel();
        System.gc();
        awaitReturns(sentinel, () -> false);
    }

    /** A collection of young objects alone, if it takes no longer than {@code nanos}, and a short wait until what it found has come back; whether there was one. */
    static boolean collectYoung(Nursery nursery, double nanos) {
        Sentinel sentinel = new Sentinel();
        if (!nursery.collect(nanos)) return false;
        long start = System.nanoTime(), last = start, seen = reaped.get();
        for (long now = start; now - last < QUIET || !sentinel.gone; now = System.nanoTime()) {
            if (now - start > SPIN) {
                awaitReturns(sentinel, () -> false);
                break;
            }
            drain();
            Thread.onSpinWait();
            if (reaped.get() != seen) {
                seen = reaped.get();
                last = now;
            }
        }
        return true;
    }

    /**
     * Like {@link #collect}, but goes on as soon as young garbage has come back. With -XX:+ExplicitGCInvokesConcurrent
     * that is after a short pause, while old garbage is still being looked for; otherwise there is no difference.
     */
    static void collectAllBeside() {
        Sentinel sentinel = new Sentinel();
        Thread collector = Thread.ofPlatform().daemon().name("jacobi-memory-gc").start(System::gc);
        awaitReturns(sentinel, collector::isAlive);
    }

    /**
     * The collector hands references to the queue from a thread of its own, so first a sentinel has to come through and
     * then the queue has to be quiet.
     */
    private static void awaitReturns(Sentinel sentinel, BooleanSupplier collecting) {
        long deadline = System.nanoTime() + LONGEST_WAIT;
        long seen = reaped.get();
        int quiet = 0;
        while (quiet < QUIET_POLLS && System.nanoTime() < deadline) {
            if (collecting.getAsBoolean()) {
                deadline = System.nanoTime() + LONGEST_WAIT;
            }
            drain();
            LockSupport.parkNanos(POLL);
            long now = reaped.get();
            quiet = sentinel.gone && now == seen ? quiet + 1 : 0;
            seen = now;
        }
    }

    private static final class Sentinel extends PhantomReference<Object> implements Reapable {
        volatile boolean gone;

        Sentinel() {
            super(new Object(), QUEUE);
        }

        @Override
        public void reap() {
            gone = true;
        }
    }
}

package dev.jacobi.engine.cpu.threads;

import dev.jacobi.engine.type.EvaluationInterruptedException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntConsumer;

/**
 * Fork/join for short CPU kernels: one daemon thread per extra core that spins a little for the next job before it parks.
 *
 * <p>A hot fork/join costs a few hundred nanoseconds, which the JDK's pools cannot offer (they park at once); an idle process uses no CPU.
 * One job runs at a time. A call that finds the workers busy, from another thread or from inside a job, runs all its parts itself: it is
 * never queued, so it can't deadlock. Parts are handed out one by one, so a part must not depend on which thread runs it.
 *
 * <p>Each thread begins with the parts of its own share, the same in every job: what one job leaves in the cache of a processor the next finds there, if both
 * cut the same array. A thread that is through with its share goes on with what is left of the others'.
 */
public final class Workers {

    /** The system property with the number of threads of {@link #shared()}; without it, one per processor. */
    public static final String THREADS_PROPERTY = "jacobi.threads";

    /** Not put together by {@code +}: the first time that takes a process 10 ms, and here it may be the first time. */
    private static final String NAME = "jacobi-worker-";
    private static final long SPIN_NANOS = 60_000;
    private static final int SPINS_PER_CLOCK_READ = 64;
    private static final int SPINS_BEFORE_PARK = 2_000;
    private static final long PARK_NANOS = 10_000;

    /** Job word: number in the high half; below it whether it is open, whether its owner has left it, and the count of workers inside the job. */
    private static final long OPEN = 1L << 31;
    private static final long LEFT = 1L << 30;
    private static final long INSIDE = LEFT - 1;
    /** Ints from one share's counter to the next. */
    private static final int APART = 32;
    private static final VarHandle JOB;
    private static final VarHandle NEXT;
    private static final VarHandle BUSY;

    static {
        try {
            MethodHandles.Lookup lookup = MethodHandles.lookup();
            JOB = lookup.findVarHandle(Workers.class, "job", long.class);
            NEXT = MethodHandles.arrayElementVarHandle(int[].class);
            BUSY = lookup.findVarHandle(Workers.class, "busy", boolean.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private static final class Shared {
        private static final Workers INSTANCE = new Workers(configuredThreads());
    }

    private volatile long job;
    private volatile boolean busy;
    /** For each share the next part of it, far enough from each other to be in cache lines of their own. */
    private int[] next = new int[0];
    private volatile int threads;
    private volatile Worker[] workers = new Worker[0];

    // Written by the owner of busy before it opens the job, read by workers after they entered it.
    private IntConsumer body;
    private int parts;
    private int shares;
    private Thread caller;
    private volatile Throwable failure;

    /** Workers that use {@code threads} threads, the calling one included; they start when they are first needed. */
    public Workers(int threads) {
        this.threads = checkedThreads(threads);
    }

    /** The workers that the whole process shares. */
    public static Workers shared() {
        return Shared.INSTANCE;
    }

    /** How many threads work on a job, the calling one included. */
    public int threads() {
        return threads;
    }

    /** Changes how many threads work on the jobs that start from now on. */
    public void setThreads(int threads) {
        this.threads = checkedThreads(threads);
    }

    /**
     * Calls {@code body} once for each part {@code 0..parts-1}, on this thread and the workers, and returns when all are done. If a part
     * throws, no further part starts and the first exception is thrown here.
     *
     * @throws EvaluationInterruptedException if the calling thread is interrupted before the last part has begun
     */
    public void parallelFor(int parts, IntConsumer body) {
        int helpers = Math.min(threads, parts) - 1;
        if (helpers <= 0 || !BUSY.compareAndSet(this, false, true)) {
            Thread caller = Thread.currentThread();
            for (int part = 0; part < parts; part++) {
                EvaluationInterruptedException.check(caller);
                body.accept(part);
            }
            return;
        }
        Throwable thrown;
        try {
            thrown = runShared(parts, body, helpers);
        } finally {
            release();
        }
        if (thrown != null) {
            throw Workers.<RuntimeException>sneak(thrown);
        }
    }

    /** Where part {@code part} begins, if {@code total} things are cut into parts of like size; the end of the last one is where part {@code parts} would begin. */
    public static int cut(int total, int part, int parts) {
        return (int) ((long) total * part / parts);
    }

    /**
     * How many parts to cut work of about {@code nanos} nanoseconds into, so that no part is shorter than the {@code shortest} that is
     * worth handing out; a few parts per thread even out unequal speeds.
     */
    public int partsFor(double nanos, double shortest) {
        int threads = this.threads;
        if (threads == 1 || nanos < 2 * shortest) {
            return 1;
        }
        return (int) Math.min(nanos / shortest, 4.0 * threads);
    }

    /**
     * Runs {@code main} here while those workers that are free run {@code help}. Returns when {@code main} has, whether {@code help} is still running or not; what
     * it throws is lost. A worker that is still at it takes part in nothing else before, nor do the others.
     */
    void assisted(Runnable main, Runnable help) {
        int helpers = threads - 1;
        if (helpers <= 0 || !BUSY.compareAndSet(this, false, true)) {
            main.run();
            return;
        }
        try {
            open(helpers, part -> help.run(), helpers);
            main.run();
        } finally {
            leave();
        }
    }

    private void leave() {
        long found = job;
        while (!JOB.weakCompareAndSet(this, found, found & ~OPEN | LEFT)) found = job;
        if ((found & INSIDE) == 0) release();
    }

    private void release() {
        body = null;
        caller = null;
        busy = false;
    }

    private Throwable runShared(int parts, IntConsumer body, int helpers) {
        open(parts, body, helpers);
        runParts(0, caller);
        JOB.getAndBitwiseAnd(this, ~OPEN);
        // Only workers that entered are waited for: one that still sleeps has nothing left to do.
        for (int spins = 0; (job & INSIDE) != 0; spins++) {
            // One whose thread the system has put aside comes back sooner if it can have this thread's processor.
            if (spins < SPINS_BEFORE_PARK || caller.isInterrupted()) Thread.onSpinWait();
            else
                LockSupport.parkNanos(this, PARK_NANOS);
        }
        return failure;
    }

    private void open(int parts, IntConsumer body, int helpers) {
        Worker[] pool = workers;
        if (pool.length < helpers) {
            pool = start(helpers);
        }
        this.parts = parts;
        this.body = body;
        caller = Thread.currentThread();
        failure = null;
        shares = helpers + 1;
        if (next.length < shares * APART) {
            next = new int[shares * APART];
        }
        for (int share = 0; share < shares; share++) {
            next[share * APART] = startOf(share);
        }
        long number = (job >>> 32) + 1;
        job = number << 32 | OPEN;
        for (int i = 0; i < helpers; i++) {
            pool[i].wake();
        }
    }

    private int startOf(int share) {
        return cut(parts, share, shares);
    }

    /** Runs what is left of all shares, those from {@code own} on first. */
    private void runParts(int own, Thread caller) {
        IntConsumer body = this.body;
        int shares = this.shares;
        try {
            for (int k = 0; k < shares; k++) {
                int share = (own + k) % shares;
                int end = startOf(share + 1);
                for (int part = take(share); part < end; part = take(share)) {
                    EvaluationInterruptedException.check(caller);
                    body.accept(part);
                }
            }
        } catch (Throwable e) {
            synchronized (this) {
                if (failure == null) {
                    failure = e;
                }
            }
            for (int share = 0; share < shares; share++) {
                NEXT.setVolatile(next, share * APART, parts);
            }
        }
    }

    private int take(int share) {
        return (int) NEXT.getAndAdd(next, share * APART, 1);
    }

    private Worker[] start(int count) {
        Worker[] grown = new Worker[count];
        System.arraycopy(workers, 0, grown, 0, workers.length);
        for (int i = workers.length; i < count; i++) {
            Worker worker = new Worker(i);
            worker.thread = Thread.ofPlatform().daemon().name(NAME.concat(Integer.toString(i + 1))).unstarted(worker);
            grown[i] = worker;
            worker.thread.start();
        }
        workers = grown;
        return grown;
    }

    private static int configuredThreads() {
        String text = System.getProperty(THREADS_PROPERTY);
        if (text == null) {
            return Runtime.getRuntime().availableProcessors();
        }
        try {
            return checkedThreads(Integer.parseInt(text.strip()));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(
                    "[threads] " + THREADS_PROPERTY + "=" + text + " is not a number; give the number of threads, such as 4");
        }
    }

    private static int checkedThreads(int threads) {
        if (threads < 1) {
            throw new IllegalArgumentException("[threads] " + threads + " threads asked for; at least 1 is needed, the calling thread");
        }
        return threads;
    }

    @SuppressWarnings("unchecked")
    private static <T extends Throwable> T sneak(Throwable e) throws T {
        throw (T) e;
    }

    private final class Worker implements Runnable {
        private final int index;
        private Thread thread;
        private volatile boolean parked;

        private Worker(int index) {
            this.index = index;
        }

        private void wake() {
            if (parked) {
                LockSupport.unpark(thread);
            }
        }

        @Override
        public void run() {
            long seen = 0;
            while (true) {
                long found = awaitJob(seen);
                seen = found >>> 32;
                if (enter(seen)) {
                    runParts((index + 1) % shares, caller);
                    long before = (long) JOB.getAndAdd(Workers.this, -1L);
                    if ((before & LEFT) != 0 && (before & INSIDE) == 1) {
                        release();
                    }
                }
            }
        }

        /** The next open job after number {@code seen} that wants this worker. */
        private long awaitJob(long seen) {
            long deadline = 0;
            for (int spins = 0;; spins++) {
                long found = job;
                if (wanted(found, seen)) {
                    return found;
                }
                Thread.onSpinWait();
                if (spins % SPINS_PER_CLOCK_READ == 0) {
                    long now = System.nanoTime();
                    if (deadline == 0) {
                        deadline = now + SPIN_NANOS;
                    } else if (now - deadline > 0) {
                        park(seen);
                        deadline = 0;
                    }
                }
            }
        }

        private void park(long seen) {
            parked = true;
            // The flag is set before the last look, and wake() looks at the flag after the job was opened: no wake-up is lost.
            if (!wanted(job, seen)) {
                LockSupport.park(Workers.this);
            }
            parked = false;
        }

        private boolean wanted(long found, long seen) {
            return (found & OPEN) != 0 && found >>> 32 != seen && index < threads - 1;
        }

        /** Counts this worker into job {@code number}, unless it has closed. */
        private boolean enter(long number) {
            while (true) {
                long found = job;
                if ((found & OPEN) == 0 || found >>> 32 != number) {
                    return false;
                }
                if (JOB.weakCompareAndSet(Workers.this, found, found + 1)) {
                    return true;
                }
            }
        }
    }
}

package dev.jacobi.engine.cpu;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.PriorityBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.IntConsumer;

/** The thread on which vector code is brought to the optimising compiler, and the clock that tells when it is there. */
final class WarmUpThread {
    /** In turns: several threads would only keep the processors from the compiler. The thread goes when there is nothing to do. */
    private static final ThreadPoolExecutor THREAD = new ThreadPoolExecutor(1, 1, 1, TimeUnit.SECONDS, new PriorityBlockingQueue<>(),
            task -> Thread.ofPlatform().daemon().name("jacobi-loop-warm-up").unstarted(task));

    /** How many tasks are to be done. */
    private static final AtomicInteger OPEN = new AtomicInteger();

    static {
        THREAD.allowCoreThreadTimeOut(true);
    }

    /** How many units of its work a call of {@link #becomeFast} asks for at most. */
    static final int MOST_UNITS = 64;
    /** How many it asks for now and then while the compilers have not noticed. */
    static final int SOME_UNITS = MOST_UNITS / 4;
    private static final long PATIENCE_NANOS = 20_000_000_000L, SHORT_PATIENCE_NANOS = 1_000_000_000, PAUSE_NANOS = 1_000_000,
            SLICE_NANOS = 20_000_000;
    /** Calls that make the compilers notice: many more than rounds of the loop, so that the method and not its loop is compiled. */
    static final int BUSY_CALLS = 5_500;
    private static final int COUNTED_CALLS = 512, TIMED_CALLS = 4;
    /** One call in so many is of some units: what C2 knows of the loop, and that the loop is worth to have all code in it. */
    private static final int BUSY_CALLS_OF_NONE = 32, COUNTED_CALLS_OF_NONE = 256;
    /** The JVM looks at its counters every 1024 calls, and short works are compiled as whole methods, not their loops, if a call has few rounds. */
    private static final int NOTICED_CALLS = 1_100, AGAIN_CALLS = 150, FEW_UNITS = 4;

    /** Does it in its turn; what the thread does now and asks for itself is taken to go on. */
    static void execute(Runnable task) {
        execute(WarmUpTurn.of(counted(task)));
    }

    /** Does it when nothing else is to be done, what the thread does now and asks for itself included. */
    static void afterwards(Runnable task) {
        execute(WarmUpTurn.later(counted(task)));
    }

    private static void execute(WarmUpTurn turn) {
        OPEN.incrementAndGet();
        THREAD.execute(turn);
    }

    private static Runnable counted(Runnable task) {
        return () -> {
            try {
                task.run();
            } finally {
                OPEN.decrementAndGet();
            }
        };
    }

    /**
     * Does short works so often that the compilers notice, and then from time to time until a unit of each takes no more than {@code nanosOfUnit}. What is asked
     * for meanwhile comes in between.
     */
    static void allBecomeFast(List<IntConsumer> works, double nanosOfUnit) {
        for (IntConsumer units : works) for (int call = 0; call < NOTICED_CALLS; call++) Works.run(units, FEW_UNITS);
        again(new ArrayList<>(works), nanosOfUnit, System.nanoTime() + SHORT_PATIENCE_NANOS);
    }

    private static void again(List<IntConsumer> slow, double nanosOfUnit, long deadline) {
        slow.removeIf(units -> takesAtMost(units, nanosOfUnit));
        if (slow.isEmpty() || System.nanoTime() - deadline > 0) return;
        for (IntConsumer units : slow) for (int call = 0; call < AGAIN_CALLS; call++) Works.run(units, FEW_UNITS);
        LockSupport.parkNanos(PAUSE_NANOS);
        execute(() -> again(slow, nanosOfUnit, deadline));
    }

    private static boolean takesAtMost(IntConsumer units, double nanosOfUnit) {
        return takesAtMost(units, MOST_UNITS, TIMED_CALLS, nanosOfUnit);
    }

    private static boolean takesAtMost(IntConsumer units, int n, int calls, double nanosOfUnit) {
        double allowed = 500 + calls * (50 + n * nanosOfUnit);
        long before = System.nanoTime();
        for (int call = 0; call < calls; call++) Works.run(units, n);
        return System.nanoTime() - before < allowed;
    }

    /** Whether it is likely to be fast by now: one unit tells, and as long as vector code is not compiled many would keep a processor from the compiler. */
    private static boolean mayBeFast(IntConsumer units, double nanosOfUnit) {
        return takesAtMost(units, 1, 1, nanosOfUnit);
    }

    /**
     * Does a work that is one method often enough for the compilers to notice, and then from time to time until a unit of it takes less than
     * {@code nanosOfUnit}, and says at the end whether it does. What else is to become fast has its turns in between: what is quick to compile is not kept
     * waiting by what is not. Most calls are of no units: they count as much, and each unit takes vector code that is not compiled microseconds, and brings
     * the methods that it consists of to the compiler one by one, before the code that has them all in it.
     */
    static void becomeFast(IntConsumer units, double nanosOfUnit, Consumer<Boolean> end) {
        execute(new Pending(units, nanosOfUnit, end));
    }

    private static final class Pending implements Runnable {
        private final IntConsumer units;
        private final double nanosOfUnit;
        private final Consumer<Boolean> end;
        private int busyCalls;
        /** When the compilers must have noticed. */
        private long noticed;

        private Pending(IntConsumer units, double nanosOfUnit, Consumer<Boolean> end) {
            this.units = units;
            this.nanosOfUnit = nanosOfUnit;
            this.end = end;
        }

        @Override
        public void run() {
            boolean fast = false, over = true;
            long before = System.nanoTime();
            try {
                if (busyCalls < BUSY_CALLS) {
                    makeNoticed(before);
                    over = false;
                } else {
                    call(COUNTED_CALLS, COUNTED_CALLS_OF_NONE, 1);
                    fast = isFast();
                    over = fast || System.nanoTime() - noticed > PATIENCE_NANOS;
                    // the compiler needs the processor more than this thread does
                    if (!over) LockSupport.parkNanos(Math.max(PAUSE_NANOS, System.nanoTime() - before));
                }
            } finally {
                if (over) end.accept(fast);
            }
            if (!over) execute(this);
        }

        /** A slice of the calls that make the compilers notice. */
        private void makeNoticed(long start) {
            while (busyCalls < BUSY_CALLS && System.nanoTime() - start < SLICE_NANOS) {
                call(BUSY_CALLS_OF_NONE, BUSY_CALLS_OF_NONE, SOME_UNITS);
                busyCalls += BUSY_CALLS_OF_NONE;
            }
            noticed = System.nanoTime();
        }

        private boolean isFast() {
            if (!mayBeFast(units, nanosOfUnit)) return false;
            for (int time = 0; time < 4; time++) if (!takesAtMost(units, nanosOfUnit)) return false;
            return true;
        }

        /** Of so many calls every {@code oneIn}-th is of {@code some} units, the others of none. */
        private void call(int times, int oneIn, int some) {
            for (int call = 1; call <= times; call++) Works.run(units, call % oneIn == 0 ? some : 0);
        }
    }

    /**
     * The one place that calls works, as {@link LoopWarmUp.Dispatch} does kernels: C2 would compile {@link Pending#run} with all of them in it, for 90 ms in
     * which no kernel is compiled.
     */
    private static final class Works {
        private static int nothing;
        private static final IntConsumer[] NONE = {n -> {}, n -> nothing = n, n -> nothing += n, n -> nothing -= n};

        static {
            for (int i = 0; i < 40_000; i++) run(NONE[i & 3], i);
        }

        static void run(IntConsumer units, int n) { units.accept(n); }
    }

    /** Waits until what was asked for so far is in place, or has been given up; for tests and benchmarks. */
    static void awaitIdle() throws InterruptedException {
        while (OPEN.get() > 0) Thread.sleep(1);
    }

    private WarmUpThread() {}
}

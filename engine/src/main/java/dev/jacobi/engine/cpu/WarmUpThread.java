package dev.jacobi.engine.cpu;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntConsumer;

/** The thread on which vector code is brought to the optimising compiler, and the clock that tells when it is there. */
final class WarmUpThread {
    /** One after another: they would only fight for the compiler. The thread goes when there is nothing to do. */
    private static final ThreadPoolExecutor THREAD = new ThreadPoolExecutor(1, 1, 1, TimeUnit.SECONDS, new LinkedBlockingQueue<>(),
            task -> Thread.ofPlatform().daemon().name("jacobi-loop-warm-up").unstarted(task));

    static {
        THREAD.allowCoreThreadTimeOut(true);
    }

    /** How many units of its work a call of {@link #becomesFast} asks for at most. */
    static final int MOST_UNITS = 64;
    /** How many it asks for now and then while the compilers have not noticed. */
    static final int SOME_UNITS = MOST_UNITS / 4;
    private static final long PATIENCE_NANOS = 20_000_000_000L, SHORT_PATIENCE_NANOS = 1_000_000_000, PAUSE_NANOS = 1_000_000;
    /** Calls that make the compilers notice: many more than rounds of the loop, so that the method and not its loop is compiled. */
    private static final int BUSY_CALLS = 5_500, COUNTED_CALLS = 150, TIMED_CALLS = 4;
    /** The JVM looks at its counters every 1024 calls, and short works are compiled as whole methods, not their loops, if a call has few rounds. */
    private static final int NOTICED_CALLS = 1_100, FEW_UNITS = 4;

    /** Does it after what was asked for before. */
    static void execute(Runnable task) {
        THREAD.execute(task);
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
        for (IntConsumer units : slow) for (int call = 0; call < COUNTED_CALLS; call++) Works.run(units, FEW_UNITS);
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

    /** Whether it is likely to be fast by now: few units tell, and as long as vector code is not compiled many would keep a processor from the compiler. */
    private static boolean mayBeFast(IntConsumer units, double nanosOfUnit) {
        Works.run(units, FEW_UNITS);
        return takesAtMost(units, FEW_UNITS, 1, nanosOfUnit);
    }

    /**
     * Does a work that is one method often enough for the compilers to notice, and then until {@code n} units of it take less than {@code n * nanosOfUnit};
     * false if they never do. Functions that are asked for meanwhile come first. Most calls are of no units: they count as much, and each unit takes vector code
     * that is not compiled microseconds, and brings the methods that it consists of to the compiler one by one, before the code that has them all in it.
     */
    static boolean becomesFast(IntConsumer units, double nanosOfUnit) {
        return becomesFast(units, 0, nanosOfUnit, FunctionWarmUp::all);
    }

    /** The same of a work that calls others, which have to be noticed too. */
    static boolean withItsCallsBecomesFast(IntConsumer units, double nanosOfUnit) {
        return becomesFast(units, 1, nanosOfUnit, () -> {});
    }

    private static boolean becomesFast(IntConsumer units, int fewest, double nanosOfUnit, Runnable between) {
        long start = System.nanoTime();
        for (int call = 0; call < BUSY_CALLS; call++) {
            if (call % 32 == 0) between.run();
            Works.run(units, call % 32 == 31 ? SOME_UNITS : fewest);
        }
        int fast = 0;
        while (System.nanoTime() - start < PATIENCE_NANOS) {
            fast = (fast > 0 || mayBeFast(units, nanosOfUnit)) && takesAtMost(units, nanosOfUnit) ? fast + 1 : 0;
            if (fast == 4) return true;
            if (fast > 0) continue;
            // the compiler needs the processor more than this thread does; but it may not have begun to count in earnest
            for (int call = 0; call < COUNTED_CALLS; call++) Works.run(units, fewest);
            LockSupport.parkNanos(PAUSE_NANOS);
            between.run();
        }
        return false;
    }

    /**
     * The one place that calls works, as {@link LoopWarmUp.Dispatch} does kernels: C2 would compile {@link #becomesFast} with all of them in it, for 90 ms in
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
    static void awaitIdle() throws InterruptedException, ExecutionException {
        THREAD.submit(() -> {}).get();
    }

    private WarmUpThread() {}
}

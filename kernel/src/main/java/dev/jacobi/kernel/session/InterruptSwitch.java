package dev.jacobi.kernel.session;

import java.lang.invoke.CallSite;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.invoke.MutableCallSite;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinWorkerThread;
import java.util.concurrent.TimeUnit;

/**
 * Stops the code of cells. Every loop and method of a cell passes one shared call site that does nothing, which the
 * just-in-time compiler removes; an interrupt changes its target, so that compiled code is thrown away and the next
 * pass throws.
 */
final class InterruptSwitch {
    private static final MethodType NO_ARGUMENTS = MethodType.methodType(void.class);
    private static final MethodHandle PASS = MethodHandles.empty(NO_ARGUMENTS);
    private static final List<String> IO_PACKAGES = List.of("java.io.", "java.net.", "sun.nio.", "sun.net.");
    private static final Duration WATCH = Duration.ofMillis(100);
    private static final long SETTLE_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final MutableCallSite site = new MutableCallSite(PASS);
    private final MethodHandle check;
    private final Set<Thread> abandoned = ConcurrentHashMap.newKeySet();
    private volatile boolean stopping;
    private volatile long firstThreadOfCell;
    private volatile Thread cellThread;

    InterruptSwitch() {
        try {
            check = MethodHandles.lookup().findVirtual(InterruptSwitch.class, "check", NO_ARGUMENTS).bindTo(this);
        } catch (ReflectiveOperationException e) {
            throw new LinkageError("own method not found", e);
        }
    }

    CallSite site() {
        return site;
    }

    /** A cell begins on this thread. */
    void arm(Thread thread) {
        cellThread = thread;
        // ids of threads grow: what was started by this cell is what has a higher one
        firstThreadOfCell = Thread.ofPlatform().unstarted(() -> {
        }).threadId();
        stopping = false;
        choose();
    }

    /** The rest of the cell runs on this thread. */
    void moved(Thread thread) { cellThread = thread; }

    void stop() {
        stopping = true;
        choose();
        Thread t = cellThread;
        if (t != null) {
            t.interrupt();
        }
    }

    /** From now on this thread dies as soon as it runs code of a cell again. */
    void abandon(Thread thread) {
        abandoned.add(thread);
        Thread.ofPlatform().daemon().name("left-behind").inheritInheritableThreadLocals(false).start(() -> watch(thread));
    }

    /** The check costs every cell much of its speed, so it's there only while an abandoned thread may come to code of a cell, not while it waits. */
    private void watch(Thread thread) {
        try {
            while (!thread.join(WATCH)) {
                choose();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        choose();
    }

    private synchronized void choose() {
        abandoned.removeIf(t -> !t.isAlive());
        target(stopping || !abandoned.stream().allMatch(InterruptSwitch::waits) ? check : PASS);
    }

    private static boolean waits(Thread thread) {
        return switch (thread.getState()) {
            case BLOCKED, WAITING -> true;
            default -> waitsForIo(thread);
        };
    }

    /** Whether a thread is in a read or accept of the operating system, which sees no interrupt. */
    static boolean waitsForIo(Thread thread) {
        StackTraceElement[] trace = thread.getStackTrace();
        return thread.getState() == Thread.State.RUNNABLE && trace.length > 0 && trace[0].isNativeMethod()
                && IO_PACKAGES.stream().anyMatch(trace[0].getClassName()::startsWith);
    }

    /**
     * After a stop, waits until the helpers of the cell (workers of parallel streams, threads it started) are out of its
     * code. Letting loops run free earlier would leave them running for ever.
     */
    void settle() {
        long deadline = System.nanoTime() + SETTLE_NANOS;
        int quiet = 0;
        while (quiet < 2 && System.nanoTime() < deadline) {
            quiet = helpersRun() ? 0 : quiet + 1;
            try {
                Thread.sleep(5);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    private boolean helpersRun() {
        boolean running = !ForkJoinPool.commonPool().isQuiescent();
        for (var entry : Thread.getAllStackTraces().entrySet()) {
            Thread t = entry.getKey();
            if (t != cellThread && !abandoned.contains(t) && concerns(t)) {
                for (StackTraceElement frame : entry.getValue()) {
                    if (SnippetNames.isSnippetClass(frame.getClassName())) {
                        // one that waits is woken; if it waits for a lock that is never freed, there is nothing to wait for
                        running |= t.getState() == Thread.State.RUNNABLE;
                        t.interrupt();
                        break;
                    }
                }
            }
        }
        return running;
    }

    private boolean concerns(Thread t) {
        return t == cellThread || t instanceof ForkJoinWorkerThread || t.threadId() > firstThreadOfCell;
    }

    private void check() {
        Thread t = Thread.currentThread();
        if (stopping && concerns(t) || abandoned.contains(t)) {
            throw new CellInterruptedError();
        }
    }

    private void target(MethodHandle target) {
        if (site.getTarget() != target) {
            site.setTarget(target);
            MutableCallSite.syncAll(new MutableCallSite[]{site});
        }
    }
}

package dev.jacobi.kernel.session;

import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import jdk.jshell.JShell;

/** Lets the compiler of cells run while nobody waits for it, so that it is no longer interpreted when somebody does. Whoever comes waits for one piece at most. */
final class Rehearsal implements Runnable {
    private static final long QUIET_NANOS = TimeUnit.MILLISECONDS.toNanos(250);
    private static final long MOST_NANOS = TimeUnit.MILLISECONDS.toNanos(2300);
    private static final int ROUNDS = 200;

    private final JShell shell;
    private final ReentrantLock cells;
    private final ReentrantLock compiler;
    private final LongSupplier quiet;
    private final List<String> pieces;

    private Rehearsal(JShell shell, ReentrantLock cells, ReentrantLock compiler, LongSupplier quiet, List<String> pieces) {
        this.shell = shell;
        this.cells = cells;
        this.compiler = compiler;
        this.quiet = quiet;
        this.pieces = pieces;
    }

    /** Begins, on a thread of its own; {@code quiet} tells for how many nanoseconds nothing was asked of the session. */
    static Thread begin(JShell shell, ReentrantLock cells, ReentrantLock compiler, LongSupplier quiet, List<String> pieces) {
        return Thread.ofPlatform().daemon().name("rehearsal").priority(Thread.MIN_PRIORITY).stackSize(16L << 20)
                .inheritInheritableThreadLocals(false).start(new Rehearsal(shell, cells, compiler, quiet, pieces));
    }

    @Override
    public void run() {
        long spent = 0;
        int i = 0;
        try {
            // sourceToSnippets analyses as for a cell that is to run, and leaves nothing behind
            while (spent < MOST_NANOS && i < ROUNDS) {
                long missing = QUIET_NANOS - quiet.getAsLong();
                // With a time, since without one it would go ahead of the cells that wait.
                if (missing > 0 || !cells.tryLock(0, TimeUnit.NANOSECONDS)) {
                    TimeUnit.NANOSECONDS.sleep(Math.max(missing, TimeUnit.MILLISECONDS.toNanos(1)));
                    continue;
                }
                long begin = System.nanoTime();
                try {
                    compiler.lock();
                    try {
                        shell.sourceCodeAnalysis().sourceToSnippets(pieces.get(i++ % pieces.size()));
                    } finally {
                        compiler.unlock();
                    }
                } finally {
                    cells.unlock();
                }
                spent += System.nanoTime() - begin;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException | Error e) {
            // the session was closed, or the compiler failed, which a cell will say
        }
    }
}

package dev.jacobi.kernel.session;

import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import jdk.jshell.JShell;

/**
 * Lets the compiler of cells run while nobody waits for it, so that it is no longer interpreted when somebody does, and what else cells are likely to need.
 * Whoever comes waits for one piece at most.
 */
final class Rehearsal implements Runnable {
    private static final long QUIET_NANOS = TimeUnit.MILLISECONDS.toNanos(250);
    private static final long MOST_NANOS = TimeUnit.MILLISECONDS.toNanos(2300);
    private static final int PIECES = 200;

    private final JShell shell;
    private final ReentrantLock cells;
    private final ReentrantLock compiler;
    private final LongSupplier quiet;
    private final List<String> code;
    private final List<Runnable> once;

    private Rehearsal(JShell shell, ReentrantLock cells, ReentrantLock compiler, LongSupplier quiet, List<String> code,
            List<Runnable> once) {
        this.shell = shell;
        this.cells = cells;
        this.compiler = compiler;
        this.quiet = quiet;
        this.code = code;
        this.once = once;
    }

    /**
     * Begins, on a thread of its own: in each round all pieces of code, until their compiler is fast, and one of the others. {@code quiet} tells for how many
     * nanoseconds nothing was asked of the session.
     */
    static Thread begin(JShell shell, ReentrantLock cells, ReentrantLock compiler, LongSupplier quiet, List<String> code,
            List<Runnable> once) {
        return Thread.ofPlatform().daemon().name("rehearsal").priority(Thread.MIN_PRIORITY).stackSize(16L << 20)
                .inheritInheritableThreadLocals(false).start(new Rehearsal(shell, cells, compiler, quiet, code, once));
    }

    @Override
    public void run() {
        try {
            long compiled = 0;
            for (int round = 0; round < once.size() || round * code.size() < PIECES && compiled < MOST_NANOS; round++) {
                for (int i = 0; i < code.size() && compiled < MOST_NANOS; i++) {
                    int at = i;
                    compiled += whenQuiet(() -> analyse(code.get(at)));
                }
                if (round < once.size()) whenQuiet(once.get(round));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException | Error e) {
            // the session was closed, or something failed that a cell will say
        }
    }

    /** As for a cell that is to run; leaves nothing behind. */
    private void analyse(String piece) {
        compiler.lock();
        try {
            shell.sourceCodeAnalysis().sourceToSnippets(piece);
        } finally {
            compiler.unlock();
        }
    }

    /** Waits for a moment of rest, and runs it then; gives the nanoseconds that it took. */
    private long whenQuiet(Runnable piece) throws InterruptedException {
        while (true) {
            long missing = QUIET_NANOS - quiet.getAsLong();
            // With a time, since without one it would go ahead of the cells that wait.
            if (missing <= 0 && cells.tryLock(0, TimeUnit.NANOSECONDS)) break;
            TimeUnit.NANOSECONDS.sleep(Math.max(missing, TimeUnit.MILLISECONDS.toNanos(1)));
        }
        long begin = System.nanoTime();
        try {
            piece.run();
            return System.nanoTime() - begin;
        } finally {
            cells.unlock();
        }
    }
}

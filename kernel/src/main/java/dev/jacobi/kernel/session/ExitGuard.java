package dev.jacobi.kernel.session;

import java.lang.StackWalker.Option;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/**
 * Survives {@code System.exit} where no byte code of ours could refuse it: the JDK's own classes ({@code java.beans.Statement}, say) or a class that a cell's
 * own loader defined. The virtual machine logs an exit before it begins, and the logger's filter keeps the thread there, for good, which is all
 * that it can do: what it throws is ignored. {@code Runtime.halt} logs nothing.
 */
final class ExitGuard {
    private static final AtomicBoolean BEGUN = new AtomicBoolean();
    /** Held, so that it stays as it is set up. */
    private static Optional<Logger> logger = Optional.empty();

    private ExitGuard() {}

    /** Soon, beside whatever else happens: it takes some milliseconds if nothing has logged before, which no first cell should wait for. */
    static void installLater() {
        if (!BEGUN.getPlain() && BEGUN.compareAndSet(false, true)) {
            Thread.ofPlatform().daemon().name("exit-guard").inheritInheritableThreadLocals(false).start(ExitGuard::install);
        }
    }

    static synchronized void install() {
        Logger exits = Logger.getLogger("java.lang.Runtime"); // see Runtime.exit
        exits.setFilter(ExitGuard::passes);
        exits.setLevel(Level.FINE);
        logger = Optional.of(exits);
    }

    private static boolean passes(LogRecord exit) {
        Optional<SnippetLoader> cells = cells();
        if (cells.isEmpty()) {
            return true; // the kernel's own end
        }
        String message = exit.getMessage();
        var refused = ExitRefusedException.of(message.substring(message.lastIndexOf(' ') + 1));
        if (!cells.get().refuseExit(refused)) {
            Thread thread = Thread.currentThread();
            thread.getUncaughtExceptionHandler().uncaughtException(thread, refused);
        }
        while (true) {
            LockSupport.park();
            Thread.interrupted();
        }
    }

    /** Whose cells' code is on this thread's stack, or made this thread; nothing if none is and none did. */
    private static Optional<SnippetLoader> cells() {
        return StackWalker.getInstance(Option.RETAIN_CLASS_REFERENCE)
                .walk(frames -> frames.map(f -> snippetLoader(f.getDeclaringClass().getClassLoader())).flatMap(Optional::stream)
                        .findFirst())
                .or(() -> snippetLoader(Thread.currentThread().getContextClassLoader()));
    }

    private static Optional<SnippetLoader> snippetLoader(ClassLoader loader) {
        for (ClassLoader l = loader; l != null; l = l.getParent()) {
            if (l instanceof SnippetLoader s) {
                return Optional.of(s);
            }
        }
        return Optional.empty();
    }
}

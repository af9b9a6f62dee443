package dev.jacobi.kernel.notebook;

import dev.jacobi.kernel.session.Session;
import java.util.List;

/** Tells of what ends a thread that a cell has started by the lines of cells, to the cell's own stderr. */
final class UncaughtExceptions implements Thread.UncaughtExceptionHandler {
    private final Session session;

    UncaughtExceptions(Session session) { this.session = session; }

    @Override
    public void uncaughtException(Thread thread, Throwable thrown) {
        String in = "Exception in thread \"" + thread.getName() + "\" ";
        List<String> lines = session.trace(thrown);
        if (lines.isEmpty()) {
            System.err.print(in); // as Java tells it
            thrown.printStackTrace();
        } else {
            System.err.println(in + String.join("\n", lines));
        }
    }
}

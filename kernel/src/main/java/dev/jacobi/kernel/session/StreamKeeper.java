package dev.jacobi.kernel.session;

import java.io.InputStream;
import java.io.PrintStream;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Puts {@code System.out}, {@code System.err} and {@code System.in} back where code has set them to null: JShell and the compiler use them unasked, so no
 * cell would run any more.
 */
final class StreamKeeper {
    private PrintStream out = System.out;
    private PrintStream err = System.err;
    private InputStream in = System.in;
    private final Set<String> kept = new LinkedHashSet<>();

    /** Before and after code runs. */
    synchronized void keep() {
        if (System.out == null) {
            System.setOut(out);
            kept.add("System.out");
        }
        if (System.err == null) {
            System.setErr(err);
            kept.add("System.err");
        }
        if (System.in == null) {
            System.setIn(in);
            kept.add("System.in");
        }
        out = System.out;
        err = System.err;
        in = System.in;
    }

    /** What to tell the person since the last call. */
    synchronized List<String> takeNotes() {
        List<String> notes = kept.stream()
                .map(name -> name + " was set to null; it stays what it was before, since the compiler and libraries use it too").toList();
        kept.clear();
        return notes;
    }
}

package dev.jacobi.kernel.session;

import dev.jacobi.kernel.cell.InsideClasses;
import java.lang.invoke.MethodType;
import java.util.Arrays;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import jdk.jshell.JShell;
import jdk.jshell.JShellException;

/** What a thread ends with that a cell has started: told with the lines of cells, as what the cell itself ends with. */
final class ThreadTrace {
    private ThreadTrace() {
    }

    /** Lines that tell it; none if no cell has a part in it, or this JShell can't say where. */
    static List<String> of(JShell shell, CellHistory history, Throwable thrown) {
        if (!namesCells(thrown, Collections.newSetFromMap(new IdentityHashMap<>()))) {
            return List.of();
        }
        try {
            return new Traceback(history).of(translated(shell, thrown), Optional.of(thrown)).traceback();
        } catch (Throwable e) { // a JShell of another version, or one whose package is closed: the thread's own trace is still true
            return List.of();
        }
    }

    /** Where frames are, as printed by something else, without the text of the lines; the frames themselves if this JShell can't say where. */
    static List<String> places(JShell shell, CellHistory history, List<StackTraceElement> frames) {
        var carrier = new Throwable();
        carrier.setStackTrace(frames.toArray(StackTraceElement[]::new));
        try {
            return new Traceback(history).places(List.of(translated(shell, carrier).getStackTrace()));
        } catch (Throwable e) {
            return frames.stream().map(f -> "at " + f).toList();
        }
    }

    private static JShellException translated(JShell shell, Throwable thrown) throws Throwable {
        var translation = InsideClasses.method(JShell.class, "Translation", "of",
                MethodType.methodType(JShellException.class, JShell.class, Throwable.class));
        return (JShellException) translation.invokeExact(shell, (Throwable) CellControl.described(thrown));
    }

    private static boolean namesCells(Throwable thrown, Set<Throwable> seen) {
        if (thrown == null || !seen.add(thrown)) {
            return false;
        }
        return Arrays.stream(thrown.getStackTrace()).anyMatch(f -> SnippetNames.isSnippetClass(f.getClassName()))
                || namesCells(SafeText.cause(thrown), seen);
    }
}

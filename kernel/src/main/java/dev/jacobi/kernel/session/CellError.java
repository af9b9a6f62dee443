package dev.jacobi.kernel.session;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Why a cell failed.
 *
 * @param name
 *            the class of the exception, or what happened: CompilationError, Interrupted, UnresolvedReference
 * @param message
 *            in one or a few lines
 * @param traceback
 *            what to show, line by line: the message, the place, the text there, hints, causes
 * @param position
 *            the place in the cell that failed
 * @param hints
 *            what to do about it: names that were perhaps meant, missing imports
 */
public record CellError(Kind kind, String name, String message, List<String> traceback, Optional<CellPosition> position,
        List<String> hints) {

    /** What kind of failure. */
    public enum Kind {
        COMPILATION, EXCEPTION, INTERRUPTED
    }

    public CellError {
        traceback = List.copyOf(traceback);
        hints = List.copyOf(hints);
    }

    /** Of a cell that was stopped. */
    static CellError interrupted(int cell, CellControl.LeftBehind thread) {
        List<String> lines = new ArrayList<>();
        lines.add("Interrupted: cell " + cell + " was stopped");
        switch (thread) {
            case NONE -> {
            }
            case WAITING_FOR_IO -> lines.add("  it waits for input or output that cannot be interrupted, so its thread was left behind:"
                    + " it does nothing until that comes, and cells run again");
            case RUNNING -> lines.add("  it did not stop in time (it is in library code that cannot be interrupted), so its thread was left"
                    + " behind: it may go on using the processor, but cells run again");
        }
        return new CellError(Kind.INTERRUPTED, "Interrupted", String.join("\n", lines), lines, Optional.empty(), List.of());
    }
}

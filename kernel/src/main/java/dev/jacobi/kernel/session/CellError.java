package dev.jacobi.kernel.session;

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
}

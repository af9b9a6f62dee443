package dev.jacobi.kernel.session;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import jdk.jshell.EvalException;
import jdk.jshell.JShellException;
import jdk.jshell.UnresolvedReferenceException;

/** Shows what a cell threw: its message, the lines of cells it passed, its causes; frames of libraries are left out. */
final class Traceback {
    private static final int SHOWN_FRAMES = 20;
    private static final String SOURCE_INDENT = "      ";
    private static final String LAMBDA = ", in a lambda";
    /** The engine's and the kernel's messages name the operation that was called. */
    private static final String OURS = "dev.jacobi.";

    private final CellHistory history;
    private final List<String> lines = new ArrayList<>();
    private Optional<CellPosition> position = Optional.empty();

    Traceback(CellHistory history) {
        this.history = history;
    }

    /** The exception with positions as JShell translated them, and as it was thrown. */
    CellError of(JShellException translated, Optional<Throwable> thrown) {
        if (translated instanceof UnresolvedReferenceException unresolved) {
            return unresolved(unresolved);
        }
        String name = name(translated);
        String message = messageInCell(translated, thrown);
        add(translated, thrown, "", List.of());
        List<String> hints = hints(name, message);
        hints.forEach(hint -> lines.add("  " + hint));
        return new CellError(CellError.Kind.EXCEPTION, name, message, lines, position, hints);
    }

    /** What the methods of a cell's value have thrown while it was shown: their frames are not JShell's to translate, so there is no position. */
    static CellError ofShowing(Throwable thrown) {
        String name = SnippetNames.shown(thrown.getClass().getName());
        String message = NullMessage.of(message(thrown, Optional.empty()), thrown.getStackTrace(), f -> Optional.empty());
        List<String> lines = new ArrayList<>();
        lines.add(name + (message.isEmpty() ? "" : ": " + message));
        lines.add("  while the value of the cell was shown");
        List<String> hints = hints(name, message);
        hints.forEach(hint -> lines.add("  " + hint));
        return new CellError(CellError.Kind.EXCEPTION, name, message, lines, Optional.empty(), hints);
    }

    /** Only where it was, frame by frame. */
    List<String> places(List<StackTraceElement> frames) {
        addFrames(frames, List.of());
        return lines.stream().filter(l -> !l.startsWith(SOURCE_INDENT)).map(String::strip).toList();
    }

    private CellError unresolved(UnresolvedReferenceException e) {
        String message = Unresolved.describe(e.getSnippet(), "was called, but it");
        lines.add("UnresolvedReference: " + message);
        addFrames(List.of(e.getStackTrace()), List.of());
        return new CellError(CellError.Kind.EXCEPTION, "UnresolvedReference", message, lines, position, List.of());
    }

    private void add(Throwable e, Optional<Throwable> thrown, String prefix, List<StackTraceElement> outer) {
        String message = messageInCell(e, thrown);
        lines.add(prefix + name(e) + (message.isEmpty() ? "" : ": " + message));
        List<StackTraceElement> frames = List.of(e.getStackTrace());
        addFrames(frames, outer);
        if (e.getCause() != null) {
            add(e.getCause(), thrown.map(SafeText::cause), "caused by: ", frames);
        }
    }

    /** Shows the frames in cells, but of a cause not those that were shown with its consequence already. */
    private void addFrames(List<StackTraceElement> frames, List<StackTraceElement> outer) {
        if (!frames.isEmpty() && !isCell(frames.getFirst()) && !frames.getFirst().getClassName().startsWith(OURS)) {
            lines.add("  in " + frames.getFirst().getClassName() + "." + frames.getFirst().getMethodName());
        }
        List<StackTraceElement> inCells = frames.stream().filter(Traceback::isCell).toList();
        List<StackTraceElement> own = inCells.stream().filter(f -> !outer.contains(f)).toList();
        // What shares all of its lines with its consequence is told at least the innermost.
        List<StackTraceElement> shown = own.isEmpty() && !inCells.isEmpty() ? inCells.subList(0, 1) : own;
        int count = 0;
        for (int i = 0; i < shown.size() && count < SHOWN_FRAMES; i++) {
            StackTraceElement frame = shown.get(i);
            Optional<CellHistory.Origin> origin = history.origin(frame.getFileName().substring(1));
            if (origin.isEmpty()) {
                continue;
            }
            addFrame(origin.get(), frame, count++ == 0);
            int first = i;
            while (i + 1 < shown.size() && shown.get(i + 1).equals(frame)) {
                i++;
            }
            if (i > first) {
                lines.add("  ... and " + (i - first) + (i - first == 1 ? " more time" : " more times"));
            }
        }
    }

    private void addFrame(CellHistory.Origin origin, StackTraceElement frame, boolean innermost) {
        int line = origin.line() + frame.getLineNumber() - 1;
        String place = "  at cell " + origin.cell() + ":" + line + where(frame);
        if (!innermost && lines.getLast().equals(place) || lines.size() > 1 && isSame(lines.get(lines.size() - 2), place)) {
            return; // JShell runs the initialiser of a variable in a method of its own; a lambda stands in the line that calls with it
        }
        lines.add(place);
        String full = history.line(origin.cell(), line).orElse("");
        String text = full.strip();
        if (innermost && !text.isEmpty()) {
            lines.add(SOURCE_INDENT + text);
        }
        if (position.isEmpty()) {
            int indent = full.length() - full.stripLeading().length();
            position = Optional.of(new CellPosition(origin.cell(), line, indent + 1, Math.max(1, text.length())));
        }
    }

    private static boolean isSame(String before, String place) { return before.equals(place) || before.equals(place + LAMBDA); }

    private static String where(StackTraceElement frame) {
        String method = frame.getMethodName();
        if (method.isEmpty() || method.startsWith(SnippetLinks.RUN_METHOD)) {
            return "";
        }
        if (method.startsWith("lambda$")) {
            return LAMBDA;
        }
        String type = frame.getClassName();
        return ", in " + (type.isEmpty() || type.startsWith("REPL.") ? "" : type.replace('$', '.') + ".") + method;
    }

    private static boolean isCell(StackTraceElement frame) {
        return frame.getFileName() != null && frame.getFileName().startsWith("#");
    }

    private static String name(Throwable e) {
        return e instanceof EvalException v ? SnippetNames.shown(v.getExceptionClassName()) : e.getClass().getName();
    }

    /** The message, with the line of the cell at hand. */
    private String messageInCell(Throwable e, Optional<Throwable> thrown) {
        String message = message(e, thrown);
        return name(e).equals("java.lang.NullPointerException") ? NullMessage.of(message, e.getStackTrace(), this::source) : message;
    }

    private Optional<String> source(StackTraceElement frame) {
        return isCell(frame)
                ? history.origin(frame.getFileName().substring(1))
                        .flatMap(o -> history.line(o.cell(), o.line() + frame.getLineNumber() - 1))
                : Optional.empty();
    }

    private static String message(Throwable e, Optional<Throwable> thrown) {
        return SnippetNames.withoutWrappers(thrown.map(SafeText::message).orElseGet(() -> SafeText.message(e)));
    }

    private static List<String> hints(String name, String message) {
        return switch (name) {
            case "java.lang.OutOfMemoryError" ->
                List.of("variables that are no longer needed keep their memory: set them to null, or give the kernel a larger heap");
            case "java.lang.StackOverflowError" -> List.of("a method calls itself without end, or too deep: use a loop");
            case "java.util.IllegalFormatConversionException" -> message.endsWith("dev.jacobi.engine.array.Array")
                    ? List.of("an array of one element is formatted by its value, x.item(), or by %.3s with three significant digits")
                    : List.of();
            default -> List.of();
        };
    }
}

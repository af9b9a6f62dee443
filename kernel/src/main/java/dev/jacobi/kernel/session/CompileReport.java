package dev.jacobi.kernel.session;

import dev.jacobi.kernel.cell.CellText;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import jdk.jshell.Diag;

/** Shows what the compiler objects to in the text that was typed, underlined, with hints. */
final class CompileReport {
    private static final int SHOWN = 5;

    private final int cell;
    private final String original;
    private final CellText source;
    private final Hints hints;

    /** Gives hints for a complaint of the compiler. */
    interface Hints {
        List<String> of(Diag problem, String source);
    }

    CompileReport(int cell, String original, CellText source, Hints hints) {
        this.cell = cell;
        this.original = original;
        this.source = source;
        this.hints = hints;
    }

    CellError of(List<Diag> diagnostics) {
        List<Diag> errors = diagnostics.stream().filter(Diag::isError).sorted(Comparator.comparingLong(Diag::getStartPosition)).toList();
        List<String> lines = new ArrayList<>();
        Set<String> allHints = new LinkedHashSet<>();
        String first = errors.isEmpty() ? "the compiler rejected this" : message(errors.getFirst());
        Optional<CellPosition> position = errors.isEmpty() ? Optional.empty() : Optional.of(position(errors.getFirst()));
        for (Diag error : errors.subList(0, Math.min(SHOWN, errors.size()))) {
            List<String> own = hints.of(error, source.text());
            allHints.addAll(own);
            describe(error, own, lines);
        }
        if (errors.isEmpty()) {
            lines.add(first);
        } else if (errors.size() > SHOWN) {
            lines.add("... and " + (errors.size() - SHOWN) + " more errors");
        }
        return new CellError(CellError.Kind.COMPILATION, "CompilationError", first, lines, position, List.copyOf(allHints));
    }

    private void describe(Diag error, List<String> own, List<String> lines) {
        CellPosition p = position(error);
        lines.add("cell " + cell + ":" + p.line() + ": error: " + message(error));
        String text = original.lines().skip(p.line() - 1L).findFirst().orElse("");
        lines.add("    " + text);
        lines.add("    " + " ".repeat(p.column() - 1) + "^".repeat(p.length()));
        own.forEach(hint -> lines.add("  " + hint));
    }

    private CellPosition position(Diag error) {
        int start = source.originalStart((int) error.getStartPosition());
        int end = source.originalEnd((int) error.getEndPosition());
        return CellPosition.of(cell, original, start, Math.max(start + 1, end));
    }

    /** The compiler's words, without the names JShell gives to its wrappers. */
    private static String message(Diag error) {
        if (error.getCode().startsWith("compiler.err.cant.resolve") && error.getMessage(Locale.ENGLISH).contains("$index(")) {
            return "slices and lists of indices are for the engine's arrays; of a Java array take Arrays.copyOfRange, of a list subList";
        }
        String text = error.getMessage(Locale.ENGLISH).strip().replaceAll("REPL\\.\\$JShell\\$[0-9]+[A-Z]*\\.", "");
        return text.lines().filter(l -> !l.contains("location: class")).map(String::strip)
                .reduce((a, b) -> a + (a.endsWith(":") ? " " : ", ") + b).orElse(text).replaceAll("symbol:\\s+", "")
                .replaceAll("\\s+", " ");
    }
}

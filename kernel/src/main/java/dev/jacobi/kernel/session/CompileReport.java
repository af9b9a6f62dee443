package dev.jacobi.kernel.session;

import dev.jacobi.kernel.cell.CellText;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import jdk.jshell.Diag;

/** Shows what the compiler objects to in the text that was typed, underlined, with hints. */
final class CompileReport {
    private static final int SHOWN = 5;
    private static final String OWN_WARNING = "compiler.warn.proc.messager";

    private final int cell;
    private final String original;
    private final CellText source;
    private final Hints hints;

    /** Gives hints for a complaint of the compiler about what stands at a column of a line of the cell. */
    interface Hints {
        List<String> of(Diag problem, String line, int column);
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
        Set<Integer> explained = new HashSet<>();
        for (Diag error : errors.subList(0, Math.min(SHOWN, errors.size()))) {
            CellPosition p = position(error);
            String line = original.lines().skip(p.line() - 1L).findFirst().orElse("");
            describe(error, p, line, lines);
            // One mistake often makes several errors.
            List<String> own = explained.contains(p.line()) ? List.of() : hints.of(error, line, p.column());
            if (!own.isEmpty()) explained.add(p.line());
            own.stream().filter(allHints::add).forEach(hint -> lines.add("  " + hint));
        }
        if (errors.isEmpty()) {
            lines.add(first);
        } else if (errors.size() > SHOWN) {
            int more = errors.size() - SHOWN;
            lines.add("... and " + more + (more == 1 ? " more error" : " more errors"));
        }
        return new CellError(CellError.Kind.COMPILATION, "CompilationError", first, lines, position, List.copyOf(allHints));
    }

    /** What the compiler does not refuse, but the operators on arrays warn of: lines that tell where, and what to write. */
    List<String> warnings(List<Diag> diagnostics) {
        return diagnostics.stream().filter(d -> d.getCode().equals(OWN_WARNING)).sorted(Comparator.comparingLong(Diag::getStartPosition))
                .map(d -> "cell " + cell + ":" + position(d).line() + ": warning: " + message(d)).distinct().toList();
    }

    private void describe(Diag error, CellPosition p, String line, List<String> lines) {
        lines.add("cell " + cell + ":" + p.line() + ": error: " + message(error));
        lines.add("    " + line);
        lines.add("    " + " ".repeat(p.column() - 1) + "^".repeat(p.length()));
    }

    private CellPosition position(Diag error) {
        int start = source.originalStart((int) underlinedFrom(error));
        int end = source.originalEnd((int) error.getEndPosition());
        return CellPosition.of(cell, original, start, Math.max(start + 1, end));
    }

    /** Of {@code a.b(1).nope} only the last name is unknown: the compiler's own position is then the dot before it. */
    private long underlinedFrom(Diag error) {
        long dot = error.getPosition();
        boolean isMember = error.getCode().startsWith("compiler.err.cant.resolve") && dot > error.getStartPosition()
                && dot + 1 < error.getEndPosition() && source.text().charAt((int) dot) == '.';
        return isMember ? dot + 1 : error.getStartPosition();
    }

    private static String message(Diag error) {
        String text = error.getMessage(Locale.ENGLISH).strip();
        if (error.getCode().startsWith("compiler.err.cant.resolve") && text.contains("$index(")) {
            return "slices and lists of indices are for the engine's arrays; of a Java array take Arrays.copyOfRange, of a list subList";
        }
        return CompilerWords.plain(text);
    }
}

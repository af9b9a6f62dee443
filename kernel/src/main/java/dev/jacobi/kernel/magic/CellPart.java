package dev.jacobi.kernel.magic;

import dev.jacobi.kernel.cell.CodeMask;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** A piece of a cell: Java, or a call of a magic. Offsets are those of the cell. */
sealed interface CellPart {

    /** A range that is Java. */
    record Java(int from, int to) implements CellPart {}

    /**
     * A magic.
     *
     * @param name without its percent signs
     * @param wholeCell whether it was written with two percent signs, so that the rest of the cell is its body
     * @param line where the rest of its line begins, blanks left out
     * @param lineEnd where that line ends, blanks left out
     * @param body where its body begins; the end of the line for those that have none
     * @param end where all of it ends
     * @param target the variable that takes its value, from {@code NAME = %magic}
     */
    record Call(String name, boolean wholeCell, int line, int lineEnd, int body, int end, Optional<String> target) implements CellPart {
        String sign() { return (wholeCell ? "%%" : "%") + name; }
    }

    /**
     * Cuts a cell. A magic stands at the beginning of a line, or behind {@code NAME =}, outside of comments, strings and text blocks. A percent sign that
     * could continue the expression of the line before is taken for the remainder operator unless a known magic follows it in the first column.
     * {@code %%} counts only on the first line that is neither blank nor a comment.
     */
    static List<CellPart> of(String cell, Predicate<String> known) {
        return new CellCutter(cell, known).cut();
    }

    /** The way through one cell; lines of magics are blanked as they are met, since an apostrophe in them opens no literal. */
    final class CellCutter {
        private final String cell;
        private final Predicate<String> known;
        private final List<CellPart> parts = new ArrayList<>();
        private final StringBuilder java;
        private CodeMask mask;
        private int javaFrom;

        private CellCutter(String cell, Predicate<String> known) {
            this.cell = cell;
            this.known = known;
            java = new StringBuilder(cell);
            mask = new CodeMask(cell);
        }

        private List<CellPart> cut() {
            for (int from = 0; from < cell.length();) {
                int newline = cell.indexOf('\n', from);
                int end = newline < 0 ? cell.length() : newline;
                Optional<Call> call = call(from, end);
                if (call.isPresent()) {
                    addJava(from);
                    parts.add(call.get());
                    for (int i = from; i < call.get().end(); i++) if (java.charAt(i) != '\n') java.setCharAt(i, ' ');
                    mask = new CodeMask(java.toString());
                    javaFrom = call.get().end();
                    end = call.get().end();
                }
                from = end + 1;
            }
            addJava(cell.length());
            return parts;
        }

        private void addJava(int to) {
            if (!cell.substring(Math.min(javaFrom, to), to).isBlank()) parts.add(new Java(javaFrom, to));
        }

        private Optional<Call> call(int from, int end) {
            int first = skipBlanks(from, end);
            if (first == end || !mask.isCode(first)) return Optional.empty();
            if (cell.charAt(first) == '%') return magic(first, end, first == from, Optional.empty());
            int percent = assigned(first, end);
            return percent < 0 ? Optional.empty() : magic(percent, end, false, Optional.of(target(first, percent)));
        }

        private Optional<Call> magic(int percent, int end, boolean firstColumn, Optional<String> target) {
            boolean whole = cell.startsWith("%%", percent) && target.isEmpty();
            int nameFrom = percent + (whole ? 2 : 1), nameEnd = nameFrom;
            while (nameEnd < end && isNamePart(cell.charAt(nameEnd))) nameEnd++;
            String name = cell.substring(nameFrom, nameEnd);
            boolean begun = parts.isEmpty() && mask.before(percent) < 0;
            if (name.isEmpty() || whole && !begun) return Optional.empty();
            boolean atStatement = target.isPresent() || !continuesExpression(percent);
            if (!whole && !atStatement && !(firstColumn && known.test(name))) return Optional.empty();
            int line = skipBlanks(nameEnd, end), lineEnd = end;
            while (lineEnd > line && Character.isWhitespace(cell.charAt(lineEnd - 1))) lineEnd--;
            int body = whole ? Math.min(end + 1, cell.length()) : end;
            return Optional.of(new Call(name, whole, line, lineEnd, body, whole ? cell.length() : end, target));
        }

        /** The percent sign behind the first {@code =} of a line, which no Java has there, or -1. */
        private int assigned(int first, int end) {
            for (int i = first; i < end; i++) {
                char c = cell.charAt(i);
                if (mask.is(i, '=')) {
                    int at = skipBlanks(i + 1, end);
                    boolean named = at + 1 < end && cell.charAt(at) == '%' && Character.isLetter(cell.charAt(at + 1));
                    return named && !target(first, at).isEmpty() ? at : -1;
                }
                if (!Character.isJavaIdentifierPart(c) && !Character.isWhitespace(c) && "<>.,?[]".indexOf(c) < 0) return -1;
            }
            return -1;
        }

        /** The last word before the equals sign. */
        private String target(int first, int percent) {
            String left = cell.substring(first, cell.lastIndexOf('=', percent)).strip();
            int from = left.length();
            while (from > 0 && Character.isJavaIdentifierPart(left.charAt(from - 1))) from--;
            return left.substring(from);
        }

        /** Whether what stands before is an unfinished expression that a remainder could continue. */
        private boolean continuesExpression(int at) {
            int before = mask.before(at);
            return before >= javaFrom && ";{}".indexOf(cell.charAt(before)) < 0;
        }

        private int skipBlanks(int from, int end) {
            int at = from;
            while (at < end && Character.isWhitespace(cell.charAt(at))) at++;
            return at;
        }

        private static boolean isNamePart(char c) { return Character.isLetterOrDigit(c) || c == '_' || c == '?'; }
    }
}

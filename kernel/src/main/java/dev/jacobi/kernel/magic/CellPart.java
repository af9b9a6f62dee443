package dev.jacobi.kernel.magic;

import dev.jacobi.kernel.cell.CodeMask;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** A piece of a cell: Java, or a call of a magic. */
sealed interface CellPart {

    /** Java; begins with as many empty lines as stand before it in the cell, so that errors name the cell's lines. */
    record Java(String code) implements CellPart {}

    /**
     * A magic's name and the rest of its line; a cell magic has the rest of the cell as body.
     *
     * @param wholeCell whether it was written with two percent signs
     */
    record Call(String name, String line, boolean wholeCell, String body) implements CellPart {}

    /**
     * Cuts a cell. A magic stands at the beginning of a line, outside of comments and text blocks, and is known, or its percent sign can't continue an
     * expression; {@code %%} counts only on the first line that is not blank.
     */
    static List<CellPart> of(String cell, Predicate<String> known) {
        CodeMask mask = new CodeMask(cell);
        List<CellPart> parts = new ArrayList<>();
        StringBuilder java = new StringBuilder();
        boolean nothingYet = true;
        int line = 0;
        for (int from = 0; from < cell.length(); line++) {
            int end = cell.indexOf('\n', from);
            if (end < 0) end = cell.length();
            int first = from;
            while (first < end && Character.isWhitespace(cell.charAt(first))) first++;
            String text = cell.substring(first, end);
            if (first < end && mask.is(first, '%')) {
                boolean whole = text.startsWith("%%");
                String name = name(text.substring(whole ? 2 : 1));
                boolean continued = !nothingYet && continues(mask, cell, first);
                if (whole && nothingYet && !name.isEmpty()) {
                    String body = end < cell.length() ? cell.substring(end + 1) : "";
                    return List.of(new Call(name, text.substring(2 + name.length()).strip(), true, body));
                }
                if (!whole && !name.isEmpty() && (known.test(name) && first == from || !continued)) {
                    flush(java, parts);
                    parts.add(new Call(name, text.substring(1 + name.length()).strip(), false, ""));
                    java.append("\n".repeat(line + 1));
                    nothingYet = false;
                    from = end + 1;
                    continue;
                }
            }
            nothingYet &= text.isBlank() || text.startsWith("//");
            java.append(cell, from, end).append('\n');
            from = end + 1;
        }
        flush(java, parts);
        return parts;
    }

    private static void flush(StringBuilder java, List<CellPart> parts) {
        if (!java.toString().isBlank()) parts.add(new Java(java.substring(0, java.length() - 1)));
        java.setLength(0);
    }

    private static String name(String text) {
        int n = 0;
        while (n < text.length() && (Character.isLetterOrDigit(text.charAt(n)) || "_?".indexOf(text.charAt(n)) >= 0)) n++;
        return text.substring(0, n);
    }

    /** Whether what stands before {@code at} is an unfinished expression that a remainder could continue. */
    private static boolean continues(CodeMask mask, String cell, int at) {
        int before = mask.before(at);
        return before >= 0 && ";{}".indexOf(cell.charAt(before)) < 0 && !precededByMagic(cell, at);
    }

    private static boolean precededByMagic(String cell, int at) {
        int lineStart = cell.lastIndexOf('\n', at - 1);
        if (lineStart <= 0) return true;
        return cell.substring(cell.lastIndexOf('\n', lineStart - 1) + 1, lineStart).stripLeading().startsWith("%");
    }
}

package dev.jacobi.kernel.session;

/**
 * A range in the text of a cell.
 *
 * @param cell
 *            the number the caller gave the cell
 * @param line
 *            the first is 1
 * @param column
 *            the first is 1
 * @param length
 *            how many characters of that line are meant
 */
public record CellPosition(int cell, int line, int column, int length) {

    /** The range between two offsets, cut at the end of its first line. */
    static CellPosition of(int cell, String text, int start, int end) {
        int from = Math.clamp(start, 0, text.length());
        int lineStart = text.lastIndexOf('\n', from - 1) + 1;
        int line = 1 + (int) text.substring(0, lineStart).chars().filter(c -> c == '\n').count();
        int lineEnd = text.indexOf('\n', from);
        int to = Math.min(end, lineEnd < 0 ? text.length() : lineEnd);
        return new CellPosition(cell, line, from - lineStart + 1, Math.max(1, to - from));
    }
}

package dev.jacobi.kernel.magic;

import dev.jacobi.kernel.cell.CodeMask;

/**
 * The statements in a range of a cell, without blanks, comments and semicolons around them.
 *
 * @param from where the first begins
 * @param last where the last begins, which may be an expression with a value
 * @param to where the last ends
 */
record Statement(int from, int last, int to) {

    static Statement in(String cell, int from, int to) {
        String text = cell.substring(from, to);
        CodeMask mask = new CodeMask(text);
        int begin = mask.firstNonComment(0), end = mask.lastNonComment(text.length()) + 1;
        while (end > begin && mask.is(end - 1, ';')) end = mask.lastNonComment(end - 1) + 1;
        int depth = 0, last = begin;
        for (int i = begin; i < end; i++) {
            if (!mask.isCode(i)) continue;
            switch (text.charAt(i)) {
                case '(', '[', '{' -> depth++;
                case ')', ']', '}' -> depth--;
                case ';' -> {
                    if (depth == 0) last = mask.firstNonComment(i + 1);
                }
                default -> {
                }
            }
        }
        return end <= begin ? new Statement(from, from, from) : new Statement(from + begin, from + last, from + end);
    }

    boolean isEmpty() { return from >= to; }
}

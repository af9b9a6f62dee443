package dev.jacobi.kernel.magic;

import dev.jacobi.kernel.cell.CodeMask;
import java.util.Set;

/**
 * The statements in a range of a cell, without blanks, comments and semicolons around them.
 *
 * @param from where the first begins
 * @param last where the last begins, which may be an expression with a value
 * @param to where the last ends
 * @param closed whether the last is a block that no semicolon may follow, since it never ends but by throwing
 */
record Statement(int from, int last, int to, boolean closed) {
    /** Words that go on with the statement or expression before the brace. */
    private static final Set<String> GOES_ON = Set.of("else", "catch", "finally", "while", "instanceof");

    /** Those of a range, which must not close what they have not opened: code around them would be taken for theirs. */
    static Statement in(String cell, int from, int to) {
        String text = cell.substring(from, to);
        CodeMask mask = new CodeMask(text);
        if (!mask.bracketsMatch()) throw new UsageError("the brackets do not match in " + text.strip());
        int begin = mask.firstNonComment(0), end = mask.lastNonComment(text.length()) + 1;
        while (end > begin && mask.is(end - 1, ';')) end = mask.lastNonComment(end - 1) + 1;
        int depth = 0, last = begin;
        for (int i = begin; i < end; i++) {
            if (!mask.isCode(i)) continue;
            switch (text.charAt(i)) {
                case '(', '[', '{' -> depth++;
                case ')', ']' -> depth--;
                case '}' -> {
                    if (--depth == 0 && beginsStatement(text, mask, i + 1, end)) last = mask.firstNonComment(i + 1);
                }
                case ';' -> {
                    if (depth == 0) last = mask.firstNonComment(i + 1);
                }
                default -> {
                }
            }
        }
        return end <= begin ? new Statement(from, from, from, false) : new Statement(from + begin, from + last, from + end, false);
    }

    /** Whether another statement begins behind a brace, since no expression goes on like that. */
    private static boolean beginsStatement(String text, CodeMask mask, int behind, int end) {
        int at = mask.firstNonComment(behind);
        if (at >= end) return false;
        char c = text.charAt(at);
        if (!Character.isJavaIdentifierStart(c)) return Character.isDigit(c) || "\"'({".indexOf(c) >= 0;
        int word = at;
        while (word < end && Character.isJavaIdentifierPart(text.charAt(word))) word++;
        return !GOES_ON.contains(text.substring(at, word));
    }

    boolean isEmpty() { return from >= to; }
}

package dev.jacobi.kernel.cell;

import java.util.BitSet;

/** Which characters of a Java text are code, and which belong to comments, strings, text blocks or character literals. */
public final class CodeMask {
    private final String text;
    private final BitSet code = new BitSet();
    private final BitSet comments = new BitSet();
    private boolean closed = true;

    public CodeMask(String text) {
        this.text = text;
        int i = 0;
        while (i < text.length()) {
            int end = literalEnd(i);
            if (end > i) {
                comments.set(i, end, text.charAt(i) == '/');
                i = end;
            } else {
                code.set(i++);
            }
        }
    }

    public boolean isCode(int i) {
        return code.get(i);
    }

    /** Whether the character at {@code i} is part of a comment. */
    public boolean isComment(int i) {
        return comments.get(i);
    }

    /** The index of the first character from {@code i} on that is neither white space nor in a comment, or the length. */
    public int firstNonComment(int i) {
        int p = i;
        while (p < text.length() && (comments.get(p) || Character.isWhitespace(text.charAt(p)))) {
            p++;
        }
        return p;
    }

    /** The index of the last character before {@code i} that is neither white space nor in a comment, or -1. */
    public int lastNonComment(int i) {
        int p = i - 1;
        while (p >= 0 && (comments.get(p) || Character.isWhitespace(text.charAt(p)))) {
            p--;
        }
        return p;
    }

    /** Whether the character at {@code i} is code and is {@code c}. */
    public boolean is(int i, char c) {
        return i >= 0 && i < text.length() && code.get(i) && text.charAt(i) == c;
    }

    /** False if the text ends inside a comment, text block or string. */
    public boolean closed() {
        return closed;
    }

    /** The index of the last code character before {@code i} that is not white space, or -1. */
    public int before(int i) {
        int p = i - 1;
        while (p >= 0 && (!code.get(p) || Character.isWhitespace(text.charAt(p)))) {
            p--;
        }
        return p;
    }

    /** The index of the first code character from {@code i} on that is not white space, or the length. */
    public int from(int i) {
        int p = i;
        while (p < text.length() && (!code.get(p) || Character.isWhitespace(text.charAt(p)))) {
            p++;
        }
        return p;
    }

    /** The bracket that closes the one at {@code open}, or -1. */
    public int closing(int open) {
        int depth = 0;
        for (int i = open; i < text.length(); i++) {
            if (!code.get(i)) {
                continue;
            }
            char c = text.charAt(i);
            if (c == '(' || c == '[' || c == '{') {
                depth++;
            } else if ((c == ')' || c == ']' || c == '}') && --depth == 0) {
                return i;
            }
        }
        return -1;
    }

    /** How many brackets are still open at the end; negative if too many are closed. */
    public int openBrackets() {
        int depth = 0;
        for (int i = 0; i < text.length(); i++) {
            if (code.get(i)) {
                switch (text.charAt(i)) {
                    case '(', '[', '{' -> depth++;
                    case ')', ']', '}' -> depth--;
                    default -> {
                    }
                }
            }
        }
        return depth;
    }

    /** Whether each bracket that is closed is closed by one of its kind, and none is closed that was not opened. */
    public boolean bracketsMatch() {
        var open = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            if (!code.get(i)) {
                continue;
            }
            char c = text.charAt(i);
            int kind = ")]}".indexOf(c);
            if (c == '(' || c == '[' || c == '{') {
                open.append(c);
            } else if (kind >= 0) {
                int last = open.length() - 1;
                if (last < 0 || open.charAt(last) != "([{".charAt(kind)) {
                    return false;
                }
                open.setLength(last);
            }
        }
        return true;
    }

    private int literalEnd(int i) {
        if (text.startsWith("//", i)) {
            int end = text.indexOf('\n', i);
            return end < 0 ? text.length() : end;
        }
        if (text.startsWith("/*", i)) {
            return after("*/", i + 2);
        }
        if (text.startsWith("\"\"\"", i)) {
            return textBlockEnd(i + 3);
        }
        char c = text.charAt(i);
        return c == '"' || c == '\'' ? stringEnd(i, c) : i;
    }

    private int after(String end, int from) {
        int at = text.indexOf(end, from);
        closed &= at >= 0;
        return at < 0 ? text.length() : at + end.length();
    }

    private int textBlockEnd(int from) {
        for (int i = from; i < text.length(); i++) {
            if (text.charAt(i) == '\\') {
                i++;
            } else if (text.startsWith("\"\"\"", i)) {
                return i + 3;
            }
        }
        closed = false;
        return text.length();
    }

    private int stringEnd(int from, char quote) {
        for (int i = from + 1; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\\') {
                i++;
            } else if (c == quote) {
                return i + 1;
            } else if (c == '\n') {
                return i;
            }
        }
        return text.length();
    }
}

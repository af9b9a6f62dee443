package dev.jacobi.kernel.cell;

import java.util.Arrays;

/**
 * Text under edit in which every character knows where in the person's own text it comes from, so that an error in what
 * the compiler saw can be shown in what was typed. An edit must not add or remove line breaks: lines stay lines.
 */
public final class CellText {
    private final StringBuilder text;
    /** For each character, and for the end, its offset in the original; inserted ones have {@code -offset - 1}. */
    private int[] origin;

    public CellText(String original) {
        text = new StringBuilder(original);
        origin = new int[original.length() + 1];
        Arrays.setAll(origin, i -> i);
    }

    private CellText(String text, int[] origin) {
        this.text = new StringBuilder(text);
        this.origin = origin;
    }

    public String text() {
        return text.toString();
    }

    public int length() {
        return text.length();
    }

    /** The part between two offsets of the edited text, still knowing its origin. */
    public CellText part(int from, int to) {
        return new CellText(text.substring(from, to), Arrays.copyOfRange(origin, from, to + 1));
    }

    /** Replaces a range of the edited text. What is inserted counts as coming from where the range began. */
    public void replace(int from, int to, String replacement) {
        int mark = -originalStart(from) - 1;
        int[] changed = new int[origin.length - (to - from) + replacement.length()];
        System.arraycopy(origin, 0, changed, 0, from);
        Arrays.fill(changed, from, from + replacement.length(), mark);
        System.arraycopy(origin, to, changed, from + replacement.length(), origin.length - to);
        origin = changed;
        text.replace(from, to, replacement);
    }

    public void insert(int at, String inserted) {
        replace(at, at, inserted);
    }

    /** Where the character at this offset comes from. */
    public int originalStart(int offset) {
        int o = origin[Math.clamp(offset, 0, origin.length - 1)];
        return o < 0 ? -o - 1 : o;
    }

    /** Where a range that ends before this offset ends in the original. */
    public int originalEnd(int offset) {
        if (offset <= 0) {
            return originalStart(0);
        }
        int last = origin[Math.clamp(offset - 1, 0, origin.length - 1)];
        return last < 0 ? originalStart(offset) : last + 1;
    }

    /** The offset in the edited text of a place in the original. */
    public int edited(int original) {
        for (int i = 0; i < origin.length; i++) {
            if (origin[i] >= original) {
                return i;
            }
        }
        return text.length();
    }
}

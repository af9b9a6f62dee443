package dev.jacobi.kernel.session;

import dev.jacobi.kernel.text.ObjectText;
import java.util.function.Supplier;

/** Text of objects made by cells, whose methods may throw. */
final class SafeText {
    private SafeText() {
    }

    /** The message of a throwable, or the empty text. */
    static String message(Throwable t) {
        return orFailure(t::getMessage);
    }

    /** The text of a value, at most so many characters. */
    static String of(Object value, int limit) {
        String text = orFailure(() -> ObjectText.of(value));
        return text.length() <= limit ? text : text.substring(0, limit) + "...";
    }

    static Throwable cause(Throwable t) {
        try {
            return t.getCause();
        } catch (Throwable e) { // a cell's own method: even an Error of its is no reason to fail here
            return null;
        }
    }

    private static String orFailure(Supplier<String> text) {
        try {
            String s = text.get();
            return s == null ? "" : s;
        } catch (Throwable e) {
            return "(no text: " + e.getClass().getSimpleName() + " was thrown while making it)";
        }
    }
}

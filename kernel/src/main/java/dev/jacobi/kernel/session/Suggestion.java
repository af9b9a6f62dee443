package dev.jacobi.kernel.session;

/**
 * A name that may stand at the cursor.
 *
 * @param text
 *            the whole name, to put in place of its beginning
 * @param signature
 *            parameters and result of a function, its overloads divided by line breaks; empty if not known
 */
public record Suggestion(String text, Kind kind, String signature) {

    /** What the name means. */
    public enum Kind {
        FUNCTION, TYPE, VARIABLE, PACKAGE, KEYWORD
    }
}

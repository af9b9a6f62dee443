package dev.jacobi.engine.type;

/**
 * Any error that the engine reports. The text says what was given, what was needed and gives a hint; it starts with the operation's name
 * in brackets.
 */
public class MxException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** An error of operation {@code op}. */
    public MxException(String op, String text) { super("[" + op + "] " + text); }
}

package dev.jacobi.engine.type;

/** An index outside of its axis. */
public final class IndexException extends MxException {
    private static final long serialVersionUID = 1;

    /** An error of operation {@code op}. */
    public IndexException(String op, String text) { super(op, text); }
}

package dev.jacobi.engine.type;

/** A dtype that the operation has no meaning for. */
public final class DTypeException extends MxException {
    private static final long serialVersionUID = 1;

    /** An error of operation {@code op}. */
    public DTypeException(String op, String text) { super(op, text); }
}

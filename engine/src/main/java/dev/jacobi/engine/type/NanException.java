package dev.jacobi.engine.type;

/** A NaN in a result while {@code mx.debugNans} is on. */
public final class NanException extends MxException {
    private static final long serialVersionUID = 1;

    /** An error of operation {@code op}. */
    public NanException(String op, String text) { super(op, text); }
}

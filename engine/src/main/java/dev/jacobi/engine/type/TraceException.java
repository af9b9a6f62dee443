package dev.jacobi.engine.type;

/** A value that is not known yet because a transform is tracing it, or a side effect in a trace. */
public final class TraceException extends MxException {
    private static final long serialVersionUID = 1;

    /** An error of operation {@code op}. */
    public TraceException(String op, String text) { super(op, text); }
}

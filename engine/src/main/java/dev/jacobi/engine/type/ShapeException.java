package dev.jacobi.engine.type;

/** Shapes, axes or indices that do not fit. */
public final class ShapeException extends MxException {
    private static final long serialVersionUID = 1;

    /** An error of operation {@code op}. */
    public ShapeException(String op, String text) { super(op, text); }
}

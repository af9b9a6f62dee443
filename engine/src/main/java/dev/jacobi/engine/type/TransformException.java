package dev.jacobi.engine.type;

/** A function or an argument that a transform can't take. */
public final class TransformException extends MxException {
    private static final long serialVersionUID = 1;

    /** An error of operation {@code op}. */
    public TransformException(String op, String text) { super(op, text); }
}

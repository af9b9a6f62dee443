package dev.jacobi.kernel.magic;

/** A magic was called in a way that it does not understand. */
public final class MagicException extends RuntimeException {
    private static final long serialVersionUID = 1;

    MagicException(String message) { super(message); }
}

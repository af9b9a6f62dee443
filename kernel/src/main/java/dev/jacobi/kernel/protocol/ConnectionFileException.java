package dev.jacobi.kernel.protocol;

/** A connection file that this kernel cannot serve: the message says what it says, and what was needed. */
public final class ConnectionFileException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    ConnectionFileException(String message) {
        super(message);
    }

    ConnectionFileException(String message, Throwable cause) {
        super(message, cause);
    }
}

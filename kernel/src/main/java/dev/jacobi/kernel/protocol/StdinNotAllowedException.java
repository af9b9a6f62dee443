package dev.jacobi.kernel.protocol;

import java.io.IOException;

/** The front end that sent the cell takes no input. */
public final class StdinNotAllowedException extends IOException {
    private static final long serialVersionUID = 1L;

    /** Says who does not answer. */
    public StdinNotAllowedException(String message) {
        super(message);
    }
}

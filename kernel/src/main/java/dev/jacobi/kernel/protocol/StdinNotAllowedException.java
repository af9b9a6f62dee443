package dev.jacobi.kernel.protocol;

import java.io.IOException;

/** The front end that sent the cell takes no input. */
public final class StdinNotAllowedException extends IOException {
    private static final long serialVersionUID = 1L;

    StdinNotAllowedException(String message) {
        super(message);
    }
}

package dev.jacobi.engine.memory;

/** An allocation would have passed the memory limit, even after all garbage was returned. Everything stays usable. */
public final class MemoryLimitException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    MemoryLimitException(String message) {
        super(message);
    }
}

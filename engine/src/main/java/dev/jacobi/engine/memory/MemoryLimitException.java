package dev.jacobi.engine.memory;

import dev.jacobi.engine.type.MxException;

/** An allocation would have passed the memory limit, even after all garbage was returned. Everything stays usable. */
public final class MemoryLimitException extends MxException {

    private static final long serialVersionUID = 1L;

    MemoryLimitException(String message) {
        super("memory", message);
    }
}

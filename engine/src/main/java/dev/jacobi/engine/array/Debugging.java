package dev.jacobi.engine.array;

/**
 * For how long something is looked into that costs time: {@code try (var debug = mx.debugNans()) { ... }}, or in a notebook {@code var debug = debugNans()}
 * in one cell and {@code debug.close()} in a later one. It holds for all threads, and several may be open at once.
 */
public final class Debugging implements AutoCloseable {
    private Runnable end;

    Debugging(Runnable end) { this.end = end; }

    /** Looks for NaN in results. */
    public static Debugging nans() { return NanCheck.open(); }

    /** Remembers where arrays are made. */
    public static Debugging creationSites() { return CreationSites.open(); }

    /** Ends it; a second time does nothing. */
    @Override
    public synchronized void close() {
        end.run();
        end = () -> {};
    }
}

package dev.jacobi.engine.ir;

/** Runs programs. */
public interface Backend {
    /**
     * Runs {@code program}: reads {@code values} at its given steps, and puts there the values of its outputs, and of what else it had to store. Safe to call
     * from any thread.
     */
    void run(Program program, Data[] values);
}

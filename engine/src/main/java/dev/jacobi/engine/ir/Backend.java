package dev.jacobi.engine.ir;

/** Runs programs. */
public interface Backend {
    /** Schedules {@code program}, groups what is computed together and plans its memory: once, for any number of runs. Safe to call from any thread. */
    Executable prepare(Program program);

    /** Prepares {@code program} and runs it once. */
    default void run(Program program, Data[] values) {
        prepare(program).run(values);
    }
}

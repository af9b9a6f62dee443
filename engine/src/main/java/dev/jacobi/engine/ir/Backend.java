package dev.jacobi.engine.ir;

/** Runs programs. */
public interface Backend {
    /** Schedules {@code program}, groups what is computed together and plans its memory: once, for any number of runs. Safe to call from any thread. */
    Executable prepare(Program program);

    /** Prepares {@code program} and runs it once. */
    default void run(Program program, Data[] values) {
        prepare(program).run(values);
    }

    /**
     * Runs {@code program}, which is small, on {@code count} sets of operands.
     *
     * @param given the values of the first set's given steps in order, of the second's, and so on; within a step all are scalars, or all have the same strides
     * @return the value of the one output for each set
     */
    default Data[] runEach(Program program, int count, Data[] given) {
        Data[] results = new Data[count];
        Executable executable = prepare(program);
        int at = 0;
        for (int i = 0; i < count; i++) {
            Data[] values = new Data[program.steps().size()];
            for (int k = 0; k < values.length; k++) if (program.steps().get(k).what() instanceof Lowered.Given) values[k] = given[at++];
            executable.run(values);
            results[i] = values[program.outputs()[0]];
        }
        return results;
    }
}

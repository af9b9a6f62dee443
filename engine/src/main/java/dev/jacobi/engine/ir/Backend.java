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
     * @param result takes the value of the one output for each set, from any thread
     */
    default void runEach(Program program, int count, Data[] given, ResultOf result) {
        Executable executable = prepare(program);
        int at = 0;
        for (int i = 0; i < count; i++) {
            Data[] values = new Data[program.steps().size()];
            for (int k = 0; k < values.length; k++) if (program.steps().get(k).what() instanceof Lowered.Given) values[k] = given[at++];
            executable.run(values);
            result.of(i, values[program.outputs()[0]]);
        }
    }

    /** Takes results of many sets of operands. */
    interface ResultOf {
        /** The value for set {@code i}. */
        void of(int i, Data value);
    }
}

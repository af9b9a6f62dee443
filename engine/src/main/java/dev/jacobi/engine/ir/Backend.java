package dev.jacobi.engine.ir;

import java.util.Optional;
import java.util.function.Supplier;

/** Runs programs. */
public interface Backend {
    /** Schedules {@code program}, groups what is computed together and plans its memory: once, for any number of runs. Safe to call from any thread. */
    Executable prepare(Program program);

    /** Prepares {@code program} and runs it once. */
    default void run(Program program, Data[] values) {
        prepare(program).run(values);
    }

    /**
     * Runs {@code program}, which is small and has one output, on sets of operands.
     *
     * @param found gives the next sets, on one thread after the other but not necessarily on the caller's; empty at the end
     */
    default void runEach(Program program, Supplier<Optional<Sets>> found) {
        Executable executable = prepare(program);
        for (Optional<Sets> next = found.get(); next.isPresent(); next = found.get()) {
            Sets sets = next.get();
            int at = 0;
            for (int i = 0; i < sets.count; i++) {
                Data[] values = new Data[program.steps().size()];
                for (int k = 0; k < values.length; k++) {
                    if (program.steps().get(k).what() instanceof Lowered.Given) values[k] = sets.given[at++];
                }
                executable.run(values);
                sets.result.of(i, values[program.outputs()[0]]);
            }
        }
    }

    /**
     * Sets of operands for a program.
     *
     * @param given the values of the first set's given steps in order, of the second's, and so on; within a step all are scalars, or all have the same strides
     * @param result takes the value of the output for each set
     */
    record Sets(int count, Data[] given, ResultOf result) {}

    /** Takes results of many sets of operands. */
    interface ResultOf {
        /** The value for set {@code i}. */
        void of(int i, Data value);
    }
}

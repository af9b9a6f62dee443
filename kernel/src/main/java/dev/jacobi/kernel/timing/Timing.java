package dev.jacobi.kernel.timing;

import java.util.Objects;
import java.util.concurrent.Callable;

/** Python's {@code timeit} module for cells: {@code Timing.timeit(() -> eval(f(x)), 100)}. For the truth about fast code there is {@code %timeit}. */
public final class Timing {

    /** A statement without a value. */
    @FunctionalInterface
    public interface Action {
        void run() throws Exception;
    }

    /**
     * The total seconds of {@code number} calls, as Python's {@code timeit.timeit(f, number)} gives them: cold, without warm-up. The clock starts when the
     * JVM's compilers are through with what ran before, the compilation of the cell above all, which takes up to two seconds. Arrays that it returns are
     * evaluated.
     *
     * @throws IllegalArgumentException if {@code number} is negative
     */
    public static double timeit(Callable<?> statement, int number) throws Exception {
        check(statement, number);
        Compilers.awaitQuiet();
        Sink.beginLooking();
        long start = System.nanoTime();
        for (int i = 0; i < number; i++) {
            Sink.take(statement.call());
            if (i == 0) Sink.endLooking();
        }
        double seconds = (System.nanoTime() - start) * 1e-9;
        Sink.clear();
        return seconds;
    }

    /** The total seconds of {@code number} calls, as above. */
    public static double timeit(Action statement, int number) throws Exception {
        check(statement, number);
        Compilers.awaitQuiet();
        long start = System.nanoTime();
        for (int i = 0; i < number; i++) statement.run();
        return (System.nanoTime() - start) * 1e-9;
    }

    private static void check(Object statement, int number) {
        Objects.requireNonNull(statement, "[timeit] the statement is null; it needs code to run, as in Timing.timeit(() -> f(x), 100)");
        if (number < 0) throw new IllegalArgumentException("[timeit] number is " + number + ", it needs 0 or more calls");
    }

    private Timing() {}
}

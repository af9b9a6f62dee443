package dev.jacobi.kernel.timing;

/**
 * A statement as the body of a loop that is a method of its own. Code that runs only in one long loop stays what the just-in-time compiler makes of a
 * method in the middle of its run, which may be half as fast; a method that is called often is compiled as a whole.
 */
@FunctionalInterface
public interface StatementLoop {
    /** Calls that a batch is made of, so that some ten batches have it compiled and each call's own cost is lost in its loops. */
    int CALLS = 256;

    /** Runs the statement {@code loops} times. */
    void run(long loops) throws Throwable;

    /** Runs {@code statement} {@code loops} times for each element of {@code nanos}, and writes there how long that took. */
    static void time(StatementLoop statement, long loops, long[] nanos) throws Throwable {
        long part = Math.max(1, loops / CALLS), calls = loops / part, rest = loops % part;
        for (int batch = 0; batch < nanos.length; batch++) {
            long start = System.nanoTime();
            for (long call = 0; call < calls; call++) statement.run(part);
            if (rest > 0) statement.run(rest);
            nanos[batch] = System.nanoTime() - start;
        }
    }
}

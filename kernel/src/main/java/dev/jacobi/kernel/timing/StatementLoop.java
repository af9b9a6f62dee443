package dev.jacobi.kernel.timing;

/**
 * A statement as the body of a loop that is a method of its own. Code that runs only in one long loop stays what the just-in-time compiler makes of a
 * method in the middle of its run, which may be half as fast; a method that is called often is compiled as a whole.
 */
@FunctionalInterface
public interface StatementLoop {
    /** Calls that a batch is made of, so that some ten batches have it compiled and each call's own cost is lost in its loops. */
    int CALLS = 256;

    /** Runs the statement {@code loops} times, and returns how often it did. */
    long run(long loops) throws Throwable;

    /** Runs {@code statement} {@code loops} times for each element of {@code nanos}, and writes there how long that took. */
    static void time(StatementLoop statement, long loops, long[] nanos) throws Throwable {
        long part = Math.max(1, loops / CALLS), calls = loops / part, rest = loops % part;
        for (int batch = 0; batch < nanos.length; batch++) {
            long start = System.nanoTime();
            for (long call = 0; call < calls; call++) ended(statement.run(part), part);
            if (rest > 0) ended(statement.run(rest), rest);
            nanos[batch] = System.nanoTime() - start;
        }
    }

    /**
     * All loops must have been run: a {@code break} in a statement ends the loop around it, and what is left would seem very fast.
     *
     * @throws IllegalStateException if there were fewer
     */
    static void ended(long done, long asked) {
        if (done != asked) throw left();
    }

    /** What is wrong with a statement that ends the loop around it. */
    static IllegalStateException left() {
        return new IllegalStateException("[timeit] the statement leaves the loop that it is measured in: break, continue and return need a"
                + " loop or a method of their own");
    }
}

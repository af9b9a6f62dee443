package dev.jacobi.kernel.timing;

import java.util.Arrays;

/** A statement in a loop of its own: each measured statement is a class of its own, so that one does not spoil another's profile. */
@FunctionalInterface
public interface Timed {
    /** Prepares what the statement needs, then runs it {@code loops} times for each element of {@code nanos}, and writes there how long that took. */
    void run(long loops, long[] nanos) throws Throwable;

    /** The same, and whether it has measured each element: a {@code return} in a statement or its setup leaves early. */
    static Timed checked(Timed timed) {
        return (loops, nanos) -> {
            Arrays.fill(nanos, -1);
            timed.run(loops, nanos);
            if (nanos[nanos.length - 1] < 0) throw StatementLoop.left();
        };
    }
}

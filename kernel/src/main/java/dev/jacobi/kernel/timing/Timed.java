package dev.jacobi.kernel.timing;

/** A statement in a loop of its own: each measured statement is a class of its own, so that one does not spoil another's profile. */
@FunctionalInterface
public interface Timed {
    /** Prepares what the statement needs, then runs it {@code loops} times for each element of {@code nanos}, and writes there how long that took. */
    void run(long loops, long[] nanos) throws Throwable;
}

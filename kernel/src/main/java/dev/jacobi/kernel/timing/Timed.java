package dev.jacobi.kernel.timing;

/** A statement in a loop of its own: each measured statement is a class of its own, so that one does not spoil another's profile. */
@FunctionalInterface
public interface Timed {
    /** Runs the statement {@code n} times and gives the nanoseconds that took. */
    long run(long n) throws Throwable;
}

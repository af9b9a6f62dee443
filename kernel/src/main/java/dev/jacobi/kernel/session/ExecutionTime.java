package dev.jacobi.kernel.session;

/**
 * How long the code of a cell ran, without its compilation.
 *
 * @param wallNanos
 *            by the clock
 * @param userNanos
 *            processor time of the thread of cells in its own code
 * @param systemNanos
 *            processor time of that thread in the operating system
 */
public record ExecutionTime(long wallNanos, long userNanos, long systemNanos) {
    public static final ExecutionTime NONE = new ExecutionTime(0, 0, 0);

    /** Operating systems tell a thread's whole time finely, but its own part in ticks of 10 ms: below some ticks all counts as its own. */
    private static final long FEW_TICKS = 50_000_000;

    /** From the clock, the thread's whole processor time, and the part of it that it spent in its own code. */
    public static ExecutionTime of(long wallNanos, long cpuNanos, long userNanos) {
        long user = cpuNanos < FEW_TICKS ? cpuNanos : Math.min(userNanos, cpuNanos);
        return new ExecutionTime(wallNanos, user, cpuNanos - user);
    }

    public ExecutionTime plus(ExecutionTime other) {
        return new ExecutionTime(wallNanos + other.wallNanos, userNanos + other.userNanos, systemNanos + other.systemNanos);
    }
}

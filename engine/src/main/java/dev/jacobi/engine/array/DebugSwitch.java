package dev.jacobi.engine.array;

/** Whether something is looked into that costs time: while anybody has it open. */
final class DebugSwitch {
    private int users;
    private volatile boolean on;

    /** Open until what this gives is closed, and then {@code end} has run too. */
    Debugging open(Runnable end) {
        count(1);
        return new Debugging(() -> {
            count(-1);
            end.run();
        });
    }

    private synchronized void count(int change) {
        users += change;
        on = users > 0;
    }

    boolean isOn() { return on; }
}

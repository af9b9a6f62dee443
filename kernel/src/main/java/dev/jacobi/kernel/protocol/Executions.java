package dev.jacobi.kernel.protocol;

import java.util.Set;
import java.util.HashSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/** Counts cells, and interrupts only while one runs: an interrupt that comes between two cells must not hit the next one. */
final class Executions {
    private final Interpreter interpreter;
    private final AtomicInteger count = new AtomicInteger();
    private final Set<RequestContext> running = new HashSet<>();

    Executions(Interpreter interpreter) {
        this.interpreter = interpreter;
    }

    /** The number of a cell: of its own if it enters the history, else the one that the next cell will have. */
    int number(boolean stored) {
        return stored ? count.incrementAndGet() : count.get() + 1;
    }

    <T> T run(RequestContext context, Supplier<T> execution) {
        synchronized (this) {
            running.add(context);
        }
        try {
            return execution.get();
        } finally {
            synchronized (this) {
                running.remove(context);
            }
        }
    }

    synchronized void interrupt() {
        running.forEach(RequestContext::interrupt);
        if (!running.isEmpty()) interpreter.interrupt();
    }
}

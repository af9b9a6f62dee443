package dev.jacobi.kernel.magic;

import dev.jacobi.kernel.timing.Timed;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Where the code that a timing magic writes hands in what it measures; cells do not call it. */
public final class MeasureDesk {
    private static final AtomicInteger TICKETS = new AtomicInteger();
    private static final Map<Integer, Measurement> OPEN = new ConcurrentHashMap<>();

    @FunctionalInterface
    interface Measurement {
        void of(Timed timed) throws Throwable;
    }

    static int open(Measurement measurement) {
        int ticket = TICKETS.incrementAndGet();
        OPEN.put(ticket, measurement);
        return ticket;
    }

    static void close(int ticket) { OPEN.remove(ticket); }

    /** Measures {@code timed}, on this thread. */
    public static void measure(int ticket, Timed timed) throws Throwable {
        OPEN.get(ticket).of(timed);
    }

    private MeasureDesk() {}
}

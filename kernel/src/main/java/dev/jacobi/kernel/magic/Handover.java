package dev.jacobi.kernel.magic;

import dev.jacobi.kernel.timing.Timed;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/** Where code that magics put into cells meets the magics again: the loops to measure, the values for variables. For that code, not for people. */
public final class Handover {
    private static final AtomicInteger TICKETS = new AtomicInteger();
    private static final Map<Integer, Object> OPEN = new ConcurrentHashMap<>();

    /** What to do with loops, on the thread of cells. */
    @FunctionalInterface
    interface Receiver {
        void accept(Timed[] loops) throws Throwable;
    }

    /** Something handed over until it is closed. */
    record Ticket(int number) implements AutoCloseable {
        @Override
        public void close() { OPEN.remove(number); }
    }

    static Ticket open(Object object) {
        int ticket = TICKETS.incrementAndGet();
        OPEN.put(ticket, object);
        return new Ticket(ticket);
    }

    /** Hands loops over. */
    public static void loops(int ticket, Timed... loops) throws Throwable {
        ((Receiver) OPEN.get(ticket)).accept(Stream.of(loops).map(Timed::checked).toArray(Timed[]::new));
    }

    /** Gives a value to a cell. */
    public static Object value(int ticket) {
        return OPEN.get(ticket);
    }

    private Handover() {}
}

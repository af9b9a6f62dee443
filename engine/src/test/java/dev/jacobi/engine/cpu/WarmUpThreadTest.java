package dev.jacobi.engine.cpu;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.IntConsumer;
import org.junit.jupiter.api.Test;

/** How much of a work is done before the compiler has it: each unit then takes a thousand times as long, on a processor that the compiler needs. */
class WarmUpThreadTest {
    private static final double NANOS_OF_UNIT = 10;

    /** Slow for so many calls, as if the compiler had to count them. */
    private static final class Work implements IntConsumer {
        private static final int CALLS = 8_000;
        private static final long SLOW_NANOS = 5_000;
        final CompletableFuture<Boolean> end = new CompletableFuture<>();
        private final boolean waits;
        private final long slowNanos;
        volatile boolean released;
        int calls, slowUnits;

        private Work(boolean waits) {
            this(waits, SLOW_NANOS);
        }

        /** One that {@code waits} is slow until it is released. */
        private Work(boolean waits, long slowNanos) {
            this.waits = waits;
            this.slowNanos = slowNanos;
        }

        void request() {
            WarmUpThread.becomeFast(this, NANOS_OF_UNIT, end::complete);
        }

        boolean becomesFast() throws Exception { return end.get(30, TimeUnit.SECONDS); }

        @Override
        public void accept(int n) {
            calls++;
            if (waits ? released : calls > CALLS) return;
            slowUnits += n;
            long until = System.nanoTime() + n * slowNanos;
            while (System.nanoTime() < until) Thread.onSpinWait();
        }
    }

    @Test
    void methodIsCalledOftenButSlowUnitsAreFew() throws Exception {
        Work work = new Work(false);
        work.request();
        assertTrue(work.becomesFast());
        assertTrue(work.calls > Work.CALLS, () -> work.calls + " calls");
        assertTrue(work.slowUnits < Work.CALLS / 2, () -> work.slowUnits + " units");
    }

    @Test
    void whatIsQuickToCompileDoesNotWaitForWhatIsNot() throws Exception {
        Work slow = new Work(true), quick = new Work(false);
        slow.request();
        quick.request();
        assertTrue(quick.becomesFast());
        assertFalse(slow.end.isDone());
        slow.released = true;
        assertTrue(slow.becomesFast());
    }

    @Test
    void whatTakesLittleTimeDoesNotWaitForTheFirstCallsOfWhatTakesMuch() throws Exception {
        Work much = new Work(true, 300_000), little = new Work(false);
        CompletableFuture<Integer> callsOfMuch = new CompletableFuture<>();
        much.request();
        WarmUpThread.becomeFast(little, NANOS_OF_UNIT, fast -> callsOfMuch.complete(much.calls));
        int calls = callsOfMuch.get(30, TimeUnit.SECONDS);
        much.released = true;
        assertTrue(much.becomesFast());
        assertTrue(calls < WarmUpThread.BUSY_CALLS, () -> calls + " calls");
        assertTrue(much.calls >= WarmUpThread.BUSY_CALLS, () -> much.calls + " calls in all");
    }

    @Test
    void whatIsForLaterComesAfterAllElse() throws Exception {
        Work now = new Work(false, 100_000), later = new Work(false);
        CompletableFuture<Integer> callsOfLater = new CompletableFuture<>();
        WarmUpThread.becomeFast(now, NANOS_OF_UNIT, fast -> callsOfLater.complete(later.calls));
        WarmUpThread.afterwards(later::request);
        assertEquals(0, callsOfLater.get(30, TimeUnit.SECONDS));
        assertTrue(later.becomesFast());
    }
}

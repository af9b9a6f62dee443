package dev.jacobi.engine.cpu;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.function.IntConsumer;
import org.junit.jupiter.api.Test;

/** How much of a work is done before the compiler has it: each unit then takes a thousand times as long, on a processor that the compiler needs. */
class WarmUpThreadTest {
    private static final double NANOS_OF_UNIT = 10;

    /** Slow for so many calls, as if the compiler had to count them. */
    private static final class Work implements IntConsumer {
        private static final int CALLS = 8_000, SLOW_NANOS = 5_000;
        int calls, slowUnits, fewest = Integer.MAX_VALUE;

        @Override
        public void accept(int n) {
            fewest = Math.min(fewest, n);
            if (calls++ >= CALLS) return;
            slowUnits += n;
            long until = System.nanoTime() + (long) n * SLOW_NANOS;
            while (System.nanoTime() < until) Thread.onSpinWait();
        }
    }

    @Test
    void methodIsCalledOftenButSlowUnitsAreFew() {
        Work work = new Work();
        assertTrue(WarmUpThread.becomesFast(work, NANOS_OF_UNIT));
        assertTrue(work.calls > Work.CALLS, () -> work.calls + " calls");
        assertTrue(work.slowUnits < Work.CALLS / 2, () -> work.slowUnits + " units");
    }

    @Test
    void callsOfWorkAreMadeEachTime() {
        Work work = new Work();
        assertTrue(WarmUpThread.withItsCallsBecomesFast(work, NANOS_OF_UNIT));
        assertEquals(1, work.fewest);
        assertTrue(work.slowUnits >= Work.CALLS, () -> work.slowUnits + " units");
    }
}

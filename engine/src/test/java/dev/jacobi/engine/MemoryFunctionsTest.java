package dev.jacobi.engine;

import static org.junit.jupiter.api.Assertions.*;

import dev.jacobi.engine.array.Array;
import dev.jacobi.engine.memory.MemoryLimitException;
import org.junit.jupiter.api.Test;

/** What a person can ask and say of memory. */
class MemoryFunctionsTest {
    private static final int MEGA = 1 << 20;

    @Test
    void computedArraysCountUntilTheyAreGone() {
        mx.resetPeakMemory();
        Array x = mx.arange(4 * MEGA).eval();
        assertTrue(mx.activeMemory() >= x.nbytes());
        assertTrue(mx.peakMemory() >= x.nbytes());
        assertTrue(mx.cacheMemory() >= 0);
    }

    @Test
    void aRequestPastTheLimitFailsAndLeavesEverythingUsable() {
        mx.clearCache();
        long before = mx.setMemoryLimit(mx.activeMemory() + 64L * MEGA);
        try {
            MemoryLimitException e = assertThrows(MemoryLimitException.class, () -> mx.arange(200 * MEGA).add(1).eval());
            assertTrue(e.getMessage().startsWith("[memory] asked for 800 MiB: that would pass the limit"), e.getMessage());
            assertEquals(3, mx.arange(3).sum().itemLong());
        } finally {
            mx.setMemoryLimit(before);
        }
        assertEquals(6, mx.arange(4).sum().itemLong());
    }
}

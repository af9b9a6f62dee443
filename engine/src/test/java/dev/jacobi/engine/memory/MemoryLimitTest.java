package dev.jacobi.engine.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.ValueLayout;
import java.lang.ref.Reference;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class MemoryLimitTest {

    private static final long MB = 1L << 20;

    @Test
    void pastTheLimitAnErrorSaysWhatHoldsTheMemoryAndEverythingStaysUsable() {
        Memory memory = new Memory(64 * MB);
        List<Buffer> live = new ArrayList<>();
        for (long mb : new long[]{1, 2, 3, 4, 5, 6, 7}) {
            live.add(memory.allocate(mb * MB));
        }
        String message = assertThrows(MemoryLimitException.class, () -> memory.allocate(40 * MB)).getMessage();
        for (String part : List.of("asked for 40 MiB", "limit of 64 MiB", "28 MiB active", "0 bytes cached",
                "7 MiB, 6 MiB, 5 MiB, 4 MiB, 3 MiB.", "setMemoryLimit", "jacobi.memory.limit")) {
            assertTrue(message.contains(part), part + " in: " + message);
        }
        assertEquals(28 * MB, memory.activeMemory());
        Buffer fits = memory.allocate(32 * MB);
        fits.segment().fill((byte) 1);
        live.forEach(Buffer::release);
        fits.release();
        memory.allocate(64 * MB).segment().set(ValueLayout.JAVA_LONG, 63 * MB, 1);
    }

    @Test
    void moreThanTheLimitAltogetherFailsWithoutTrying() {
        Memory memory = new Memory(16 * MB);
        Buffer kept = memory.allocate(8 * MB);
        kept.release();
        assertThrows(MemoryLimitException.class, () -> memory.allocate(17 * MB));
        assertThrows(MemoryLimitException.class, () -> memory.allocate(Long.MAX_VALUE));
        assertEquals(8 * MB, memory.allocate(8 * MB).blockSize());
    }

    @Test
    void garbageIsCollectedBeforeTheLimitIsAnError() {
        Memory memory = new Memory(20 * MB);
        for (int i = 0; i < 30; i++) {
            memory.allocate(8 * MB).segment().set(ValueLayout.JAVA_INT, 0, i);
        }
        assertTrue(memory.activeMemory() + memory.cacheMemory() <= 20 * MB);
    }

    @Test
    void theCacheMakesRoomForOtherSizes() {
        Memory memory = new Memory(16 * MB);
        for (int i = 0; i < 200; i++) {
            for (long bytes = 100; bytes <= 12 * MB; bytes *= 3) {
                memory.allocate(bytes + i).release();
            }
        }
        assertEquals(0, memory.activeMemory());
        assertTrue(memory.cacheMemory() <= 16 * MB, "cached " + memory.cacheMemory());
    }

    @Test
    void slabsOfSmallBlocksMakeRoomForLargeOnes() {
        Memory memory = new Memory(16 * MB);
        List<Buffer> small = new ArrayList<>();
        for (int i = 0; i < 3000; i++) {
            small.add(memory.allocate(4000));
        }
        small.forEach(Buffer::release);
        assertEquals(14 * MB, memory.allocate(14 * MB).blockSize());
    }

    @Test
    void blocksOfHundredsOfKilobytesFillTheMemoryToTheLimit() {
        Memory memory = new Memory(8 * MB);
        List<Buffer> live = new ArrayList<>();
        for (int i = 0; i < 32; i++) {
            live.add(memory.allocate(MB / 4));
        }
        assertEquals(8 * MB, memory.activeMemory());
        assertThrows(MemoryLimitException.class, () -> memory.allocate(MB / 4));
        live.forEach(Buffer::release);
        assertEquals(8 * MB, memory.allocate(8 * MB).blockSize());
    }

    @Test
    void limitsAreReturnedAndObeyed() {
        Memory memory = new Memory(64 * MB);
        assertEquals(64 * MB, memory.setMemoryLimit(32 * MB));
        assertEquals(32 * MB, memory.memoryLimit());
        assertEquals(32 * MB, memory.setCacheLimit(4 * MB));
        assertEquals(4 * MB, memory.cacheLimit());
        memory.allocate(16 * MB).release();
        assertEquals(0, memory.cacheMemory());
        memory.allocate(3 * MB).release();
        assertEquals(3 * MB, memory.cacheMemory());
        assertEquals(4 * MB, memory.setCacheLimit(0));
        assertEquals(0, memory.cacheMemory());
        assertThrows(IllegalArgumentException.class, () -> memory.setMemoryLimit(0));
        assertThrows(IllegalArgumentException.class, () -> memory.setCacheLimit(-1));
    }

    @Test
    void aLimitUnderWhatIsActiveHoldsForWhatComesNext() {
        Memory memory = new Memory(64 * MB);
        Buffer buffer = memory.allocate(32 * MB);
        memory.allocate(8 * MB).release();
        memory.setMemoryLimit(16 * MB);
        assertEquals(0, memory.cacheMemory());
        assertThrows(MemoryLimitException.class, () -> memory.allocate(8 * MB));
        buffer.release();
        assertEquals(0, memory.cacheMemory(), "a released block over the limit is not kept");
        memory.allocate(8 * MB);
    }

    @Test
    void anExhaustedSystemIsAnErrorOfTheSameKind() {
        Pages exhausted = new Pages() {
            private final Pages real = Pages.ofThisSystem();

            @Override
            public long map(long bytes) {
                return bytes > MB ? 0 : real.map(bytes);
            }

            @Override
            public void unmap(long address, long bytes) {
                real.unmap(address, bytes);
            }
        };
        Memory memory = new Memory(new BlockPool(exhausted, 64 * MB, false));
        String message = assertThrows(MemoryLimitException.class, () -> memory.allocate(2 * MB)).getMessage();
        assertTrue(message.contains("the system has no more memory"), message);
        memory.allocate(MB).segment().fill((byte) 1);
    }

    @Test
    void aLoopOfDroppedArraysStaysFlatFarFromTheLimit() {
        Memory memory = new Memory(8L << 30);
        for (int i = 0; i < 200; i++) {
            memory.allocate(64 * MB).segment().set(ValueLayout.JAVA_INT, 0, i);
        }
        // 12.8 GB went by. The slack is a 16th of the limit, here 512 MiB.
        assertTrue(memory.peakMemory() <= 1024 * MB, "peak " + memory.peakMemory());
        assertTrue(memory.activeMemory() + memory.cacheMemory() <= 1024 * MB);
    }

    @Test
    void liveMemoryMayGrowPastEveryMark() {
        Memory memory = new Memory(4L << 30);
        List<Buffer> live = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            live.add(memory.allocate(32 * MB));
        }
        assertEquals(3200 * MB, memory.activeMemory());
        Reference.reachabilityFence(live);
    }
}

package dev.jacobi.engine.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class MemoryAccountingTest {

    private static final long MB = 1L << 20;

    private final Memory memory = new Memory(2L << 30);

    /** Waits for the collector as long as it takes within reason; what is still active then is a leak. */
    private static void collectUntilActive(Memory memory, long bytes) {
        for (int i = 0; i < 20 && memory.activeMemory() != bytes; i++) {
            Reaper.collect();
        }
        assertEquals(bytes, memory.activeMemory());
    }

    @Test
    void countsBlocksAndKeepsThePeak() {
        Buffer a = memory.allocate(3 * MB);
        Buffer b = memory.allocate(4 * MB + 1);
        assertEquals(8 * MB, memory.activeMemory());
        assertEquals(a.blockSize() + b.blockSize(), memory.activeMemory());
        b.release();
        assertEquals(3 * MB, memory.activeMemory());
        assertEquals(5 * MB, memory.cacheMemory());
        assertEquals(8 * MB, memory.peakMemory());
        memory.resetPeakMemory();
        assertEquals(0, memory.peakMemory());
        memory.allocate(MB);
        assertEquals(4 * MB, memory.peakMemory());
        memory.clearCache();
        assertEquals(0, memory.cacheMemory());
        a.release();
    }

    @Test
    void afterACollectionTheBooksAreExact() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        List<Buffer> kept = new ArrayList<>();
        long keptBytes = 0;
        for (int i = 0; i < 50_000; i++) {
            Buffer buffer = memory.allocate(257 + random.nextInt(1 << random.nextInt(17)));
            switch (random.nextInt(10)) {
                case 0 -> {
                    kept.add(buffer);
                    keptBytes += buffer.blockSize();
                }
                case 1, 2, 3 -> buffer.release();
                default -> {
                    // garbage
                }
            }
        }
        collectUntilActive(memory, keptBytes);
        kept.forEach(Buffer::release);
        assertEquals(0, memory.activeMemory(), "seed " + seed);
        memory.clearCache();
        assertEquals(0, memory.cacheMemory(), "seed " + seed);
    }

    @Test
    void smallOnesKeepNoMoreThanTheirCohorts() {
        List<Buffer> kept = new ArrayList<>();
        for (int i = 0; i < 16 * 1000; i++) {
            Buffer buffer = memory.allocate(4);
            if (i % 160 == 0) {
                kept.add(buffer);
            }
        }
        collectUntilActive(memory, 100 * SlotCount.SLOTS * 64);
        kept.forEach(Buffer::release);
        kept.clear();
        collectUntilActive(memory, 0);
        memory.clearCache();
        assertEquals(0, memory.cacheMemory());
    }

    @Test
    void smallOnesReleasedAreExactAtOnce() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        List<Buffer> live = new ArrayList<>();
        long bytes = 0;
        for (int i = 0; i < 20_000; i++) {
            if (live.size() > 100 || !live.isEmpty() && random.nextBoolean()) {
                Buffer buffer = live.remove(random.nextInt(live.size()));
                bytes -= buffer.blockSize();
                buffer.release();
            } else {
                Buffer buffer = memory.allocate(random.nextInt(257));
                bytes += buffer.blockSize();
                live.add(buffer);
            }
            assertEquals(bytes, memory.activeMemory(), "seed " + seed);
        }
        live.forEach(Buffer::release);
        memory.clearCache();
        assertEquals(0, memory.cacheMemory(), "seed " + seed);
    }

    @Test
    void aMillionSmallOnes() {
        int n = 1_000_000;
        List<Buffer> live = new ArrayList<>(n);
        Set<Long> addresses = new HashSet<>(2 * n);
        for (int i = 0; i < n; i++) {
            Buffer buffer = memory.allocate(8);
            buffer.segment().set(ValueLayout.JAVA_LONG, 0, i);
            assertTrue(addresses.add(buffer.address()));
            live.add(buffer);
        }
        assertEquals(64L * n, memory.activeMemory());
        for (int i = 0; i < n; i++) {
            assertEquals(i, live.get(i).segment().get(ValueLayout.JAVA_LONG, 0));
        }
        addresses.clear();
        live.clear();
        collectUntilActive(memory, 0);
        memory.clearCache();
        assertEquals(0, memory.cacheMemory());
    }

    @Test
    void zeroBytesAreLegalAndReturned() {
        for (int i = 0; i < 1000; i++) {
            memory.allocate(0);
        }
        collectUntilActive(memory, 0);
    }

    @Test
    void theSharedMemoryHasTheLimitOfTheMachine() {
        assertEquals(MemorySizes.defaultLimit(), Memory.shared().memoryLimit());
        assertEquals(Memory.shared().memoryLimit(), Memory.shared().cacheLimit());
        Memory.shared().allocate(100).release();
    }
}

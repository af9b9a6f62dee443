package dev.jacobi.engine.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.ValueLayout;
import java.lang.ref.Reference;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class MemoryThreadsTest {

    private static final long MB = 1L << 20;
    private static final int THREADS = 8;

    private interface Work {
        void run(int thread) throws Exception;
    }

    private static void inThreads(Work work) throws InterruptedException, ExecutionException {
        try (ExecutorService threads = Executors.newFixedThreadPool(THREADS)) {
            List<Callable<Void>> calls = new ArrayList<>();
            for (int t = 0; t < THREADS; t++) {
                int thread = t;
                calls.add(() -> {
                    work.run(thread);
                    return null;
                });
            }
            for (Future<Void> done : threads.invokeAll(calls)) {
                done.get();
            }
        }
    }

    /** Each owner stamps its block at both ends and finds its own stamp when it gives the block away. */
    @Test
    void noBlockHasTwoOwnersWhileEightThreadsTakeReleaseDropAndTrim() throws Exception {
        long seed = System.nanoTime();
        Memory memory = new Memory(256 * MB);
        inThreads(thread -> {
            Random random = new Random(seed + thread);
            Deque<Buffer> mine = new ArrayDeque<>();
            for (int i = 0; i < 60_000; i++) {
                Buffer buffer = memory.allocate(16 + (long) Math.exp(random.nextDouble() * 12));
                buffer.segment().set(ValueLayout.JAVA_LONG, 0, stamp(thread, i));
                buffer.segment().set(ValueLayout.JAVA_LONG_UNALIGNED, buffer.byteSize() - 8, stamp(thread, i));
                mine.add(buffer);
                if (mine.size() > 20) {
                    Buffer old = mine.remove();
                    long head = old.segment().get(ValueLayout.JAVA_LONG, 0);
                    assertEquals(stamp(thread, i - 20), head, "seed " + seed);
                    assertEquals(head, old.segment().get(ValueLayout.JAVA_LONG_UNALIGNED, old.byteSize() - 8),
                            "seed " + seed);
                    if (random.nextInt(4) > 0) {
                        old.release();
                    }
                    Reference.reachabilityFence(old);
                }
                if (random.nextInt(5000) == 0) {
                    memory.clearCache();
                }
            }
        });
        for (int i = 0; i < 20 && memory.activeMemory() != 0; i++) {
            Reaper.collect();
        }
        assertEquals(0, memory.activeMemory(), "seed " + seed);
        memory.clearCache();
        assertEquals(0, memory.cacheMemory(), "seed " + seed);
    }

    private static long stamp(int thread, int i) {
        return (long) thread << 32 | i;
    }

    @Test
    void releasedByManyAtOnceABlockComesBackOnce() throws Exception {
        Memory memory = new Memory(64 * MB);
        for (int round = 0; round < 50; round++) {
            List<Buffer> shared = new ArrayList<>();
            for (int i = 0; i < 100; i++) {
                shared.add(memory.allocate(5000));
            }
            inThreads(thread -> shared.forEach(Buffer::release));
            assertEquals(0, memory.activeMemory());
        }
    }

    /** What one thread lacks another is about to release: nobody may fail while all together fit. */
    @Test
    void threadsNearTheLimitWaitForEachOthersGarbage() throws Exception {
        Memory memory = new Memory(THREADS * 4 * MB + 4 * MB);
        AtomicInteger made = new AtomicInteger();
        inThreads(thread -> {
            for (int i = 0; i < 15; i++) {
                Buffer buffer = memory.allocate(4 * MB);
                buffer.segment().set(ValueLayout.JAVA_INT, 0, thread);
                made.incrementAndGet();
            }
        });
        assertEquals(THREADS * 15, made.get());
        assertTrue(memory.peakMemory() <= memory.memoryLimit(), "peak " + memory.peakMemory());
    }
}

package dev.jacobi.engine.cpu.threads;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WorkersTest {

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 5})
    void runsEveryPartOnce(int threads) {
        Workers workers = new Workers(threads);
        for (int parts = 0; parts < 2000; parts++) {
            AtomicIntegerArray runs = new AtomicIntegerArray(parts);
            workers.parallelFor(parts, runs::incrementAndGet);
            for (int part = 0; part < parts; part++) {
                assertEquals(1, runs.get(part), "part " + part + " of " + parts);
            }
        }
    }

    /** Two parts that wait for each other end only if two threads run them: a parked worker has to wake up. */
    @Test
    void parkedWorkersComeBack() throws Exception {
        Workers workers = new Workers(2);
        for (int round = 0; round < 5; round++) {
            CyclicBarrier meeting = new CyclicBarrier(2);
            workers.parallelFor(2, part -> meet(meeting));
            Thread.sleep(20);
        }
    }

    @Test
    void helpersThatAreNoLongerWantedStayAway() {
        Workers workers = new Workers(4);
        CyclicBarrier meeting = new CyclicBarrier(4);
        workers.parallelFor(4, part -> meet(meeting));
        workers.setThreads(1);
        Set<Thread> seen = ConcurrentHashMap.newKeySet();
        workers.parallelFor(1000, part -> seen.add(Thread.currentThread()));
        assertEquals(Set.of(Thread.currentThread()), seen);
        workers.setThreads(2);
        CyclicBarrier pair = new CyclicBarrier(2);
        workers.parallelFor(2, part -> meet(pair));
    }

    @Test
    void nestedCallsRunAloneAndComplete() {
        Workers workers = new Workers(3);
        AtomicInteger inner = new AtomicInteger();
        workers.parallelFor(10, part -> {
            Thread outer = Thread.currentThread();
            workers.parallelFor(7, nested -> {
                assertSame(outer, Thread.currentThread());
                inner.incrementAndGet();
            });
        });
        assertEquals(70, inner.get());
    }

    @Test
    void callsFromManyThreadsAllComplete() throws Exception {
        Workers workers = new Workers(3);
        AtomicInteger sum = new AtomicInteger();
        Thread[] callers = new Thread[6];
        for (int i = 0; i < callers.length; i++) {
            callers[i] = Thread.ofPlatform().start(() -> {
                for (int round = 0; round < 2000; round++) {
                    workers.parallelFor(5, part -> sum.incrementAndGet());
                }
            });
        }
        for (Thread caller : callers) {
            caller.join();
        }
        assertEquals(6 * 2000 * 5, sum.get());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4})
    void exceptionReachesTheCallerAndTheNextJobRuns(int threads) {
        Workers workers = new Workers(threads);
        for (int round = 0; round < 500; round++) {
            int failing = round % 10;
            IllegalStateException thrown = assertThrows(IllegalStateException.class, () -> workers.parallelFor(10, part -> {
                if (part == failing) {
                    throw new IllegalStateException("part " + part);
                }
            }));
            assertEquals("part " + failing, thrown.getMessage());
            AtomicInteger runs = new AtomicInteger();
            workers.parallelFor(10, part -> runs.incrementAndGet());
            assertEquals(10, runs.get());
        }
    }

    @Test
    void workIsCutOnlyWhereItPays() {
        assertEquals(1, new Workers(1).partsFor(1e9, 1000));
        assertEquals(1, new Workers(8).partsFor(1900, 1000));
        assertEquals(3, new Workers(8).partsFor(3500, 1000));
        assertTrue(new Workers(8).partsFor(1e9, 1000) >= 8);
    }

    @Test
    void atLeastOneThreadIsNeeded() {
        String message = assertThrows(IllegalArgumentException.class, () -> new Workers(0)).getMessage();
        assertTrue(message.contains("0 threads") && message.contains("at least 1"), message);
    }

    private static void meet(CyclicBarrier meeting) {
        try {
            meeting.await(20, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new AssertionError("the other part never ran", e);
        }
    }
}

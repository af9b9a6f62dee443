package dev.jacobi.engine.cpu.threads;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import dev.jacobi.engine.type.EvaluationInterruptedException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What is found is done, and finished once, in order, on the thread that found it. */
@Timeout(60)
class PipelineTest {
    private static Supplier<Optional<Integer>> upTo(int n) {
        AtomicInteger next = new AtomicInteger();
        return () -> next.get() < n ? Optional.of(next.getAndIncrement()) : Optional.empty();
    }

    @Test
    void allIsDoneAndFinishedInOrder() {
        for (int threads = 1; threads <= 4; threads++) {
            Workers workers = new Workers(threads);
            for (int n : new int[]{0, 1, 2, 7, 300}) {
                AtomicInteger[] done = IntStream.range(0, n).mapToObj(i -> new AtomicInteger()).toArray(AtomicInteger[]::new);
                List<Integer> finished = new ArrayList<>();
                new Pipeline<Integer, Integer>(upTo(n), i -> {
                    done[i].incrementAndGet();
                    return i * i;
                }, (i, square) -> {
                    assertTrue(done[i].get() > 0, "finished before it was done");
                    assertEquals(i * i, square);
                    finished.add(i);
                }).run(workers);
                assertEquals(IntStream.range(0, n).boxed().toList(), finished, threads + " threads");
            }
        }
    }

    @Test
    void aFailureAnywhereEndsIt() {
        for (int threads = 1; threads <= 3; threads++) {
            Workers workers = new Workers(threads);
            for (int at = 0; at < 3; at++) {
                int failing = at;
                IllegalStateException thrown = new IllegalStateException("no");
                Supplier<Optional<Integer>> numbers = upTo(100);
                Consumer<Integer> fail = i -> {
                    if (i == 50) throw thrown;
                };
                Consumer<Integer> nothing = i -> {};
                Supplier<Optional<Integer>> find = failing != 0 ? numbers : () -> {
                    Optional<Integer> next = numbers.get();
                    next.ifPresent(fail);
                    return next;
                };
                Consumer<Integer> work = failing == 1 ? fail : nothing, finish = failing == 2 ? fail : nothing;
                Pipeline<Integer, Integer> pipeline = new Pipeline<>(find, i -> {
                    work.accept(i);
                    return i;
                }, (i, same) -> finish.accept(i));
                assertSame(thrown, assertThrows(IllegalStateException.class, () -> pipeline.run(workers)));
            }
            allDone(workers);
        }
    }

    @Test
    void anInterruptedCallerBeginsNothing() {
        for (int threads = 1; threads <= 3; threads++) {
            Workers workers = new Workers(threads);
            for (int round = 0; round < 200; round++) {
                Pipeline<Integer, Integer> pipeline = new Pipeline<>(upTo(10), i -> fail("begun"), (i, r) -> fail("finished"));
                Thread.currentThread().interrupt();
                assertThrows(EvaluationInterruptedException.class, () -> pipeline.run(workers));
                Thread.interrupted();
            }
            allDone(workers);
        }
    }

    @Test
    void aThreadThatIsHeldUpHoldsUpNobody() throws Exception {
        Workers workers = new Workers(2);
        for (int round = 0; round < 20; round++) {
            Thread caller = Thread.currentThread();
            CountDownLatch helping = new CountDownLatch(1), goOn = new CountDownLatch(1);
            List<Integer> finished = new ArrayList<>();
            Supplier<Optional<Integer>> numbers = upTo(100);
            new Pipeline<Integer, Integer>(() -> {
                Optional<Integer> next = numbers.get();
                if (next.equals(Optional.of(50))) await(helping);
                return next;
            }, i -> {
                if (Thread.currentThread() != caller) {
                    helping.countDown();
                    await(goOn);
                } else if (helping.getCount() > 0) {
                    // The worker gets its chance.
                    LockSupport.parkNanos(100_000);
                }
                return i;
            }, (i, same) -> finished.add(i)).run(workers);
            assertEquals(IntStream.range(0, 100).boxed().toList(), finished);
            // Meanwhile the caller works alone, and afterwards no longer.
            allDone(workers);
            goOn.countDown();
            while (!isHelped(workers)) Thread.onSpinWait();
        }
    }

    private static boolean isHelped(Workers workers) {
        Set<Thread> threads = ConcurrentHashMap.newKeySet();
        workers.parallelFor(2, part -> {
            threads.add(Thread.currentThread());
            LockSupport.parkNanos(100_000);
        });
        return threads.size() == 2;
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static void allDone(Workers workers) {
        AtomicInteger count = new AtomicInteger();
        new Pipeline<>(upTo(20), i -> i, (i, same) -> count.incrementAndGet()).run(workers);
        assertEquals(20, count.get());
    }
}

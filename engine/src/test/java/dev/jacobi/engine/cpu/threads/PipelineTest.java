package dev.jacobi.engine.cpu.threads;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.jacobi.engine.type.EvaluationInterruptedException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What is found is done once, and finished once, in order, on the thread that found it. */
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
                Consumer<Integer> finish = i -> {
                    assertEquals(1, done[i].get(), "finished before it was done");
                    finished.add(i);
                };
                new Pipeline<>(upTo(n), i -> done[i].incrementAndGet(), finish).run(workers);
                assertEquals(IntStream.range(0, n).boxed().toList(), finished, threads + " threads");
                for (AtomicInteger d : done) assertEquals(1, d.get());
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
                Pipeline<Integer> pipeline = new Pipeline<>(find, failing == 1 ? fail : nothing, failing == 2 ? fail : nothing);
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
                Pipeline<Integer> pipeline = new Pipeline<>(upTo(10), i -> {}, i -> {});
                Thread.currentThread().interrupt();
                assertThrows(EvaluationInterruptedException.class, () -> pipeline.run(workers));
                Thread.interrupted();
            }
            allDone(workers);
        }
    }

    private static void allDone(Workers workers) {
        AtomicInteger count = new AtomicInteger();
        new Pipeline<>(upTo(20), i -> count.incrementAndGet(), i -> {}).run(workers);
        assertTrue(count.get() == 20);
    }
}

package dev.jacobi.engine.array;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.jacobi.engine.cpu.threads.Workers;
import dev.jacobi.engine.mx;
import dev.jacobi.engine.type.EvaluationInterruptedException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** An interrupt ends an evaluation between its kernels and between the parts of one; the arrays can be evaluated again. */
class InterruptedEvaluationTest {

    @Test
    void anInterruptedThreadEvaluatesNothing() {
        Array x = mx.matmul(mx.ones(300, 300), mx.ones(300, 300)).add(mx.ones(300, 300));
        try {
            Thread.currentThread().interrupt();
            assertThrows(EvaluationInterruptedException.class, x::eval);
            assertTrue(Thread.currentThread().isInterrupted());
        } finally {
            Thread.interrupted();
        }
        assertEquals(301, x.get(7, 9).item());
    }

    @Test
    void noPartBeginsAfterTheCallerWasInterrupted() {
        for (int threads : new int[]{1, 4}) {
            var begun = new AtomicInteger();
            Thread caller = Thread.currentThread();
            try {
                assertThrows(EvaluationInterruptedException.class, () -> new Workers(threads).parallelFor(10_000, part -> {
                    if (begun.incrementAndGet() == 20) caller.interrupt();
                }));
            } finally {
                Thread.interrupted();
            }
            assertTrue(begun.get() >= 20 && begun.get() < 20 + threads, begun::toString);
        }
    }
}

package dev.jacobi.engine.cpu;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** A kernel is made when the evaluation that asked for it is over, or has taken long. */
class HeadStartTest {
    private static final long LIMIT_NANOS = 10_000_000_000L;

    @Test
    void evaluationThatHasEndedIsNotWaitedFor() throws Exception {
        HeadStart evaluation = new HeadStart();
        HeadStart.evaluationEnded();
        assertTrue(isOver(evaluation));
    }

    @Test
    void longEvaluationDoesNotKeepTheKernelWaiting() throws Exception {
        assertTrue(isOver(new HeadStart()));
    }

    private static boolean isOver(HeadStart evaluation) throws InterruptedException {
        CountDownLatch over = new CountDownLatch(1);
        Thread.ofPlatform().daemon().start(() -> {
            evaluation.await();
            over.countDown();
        });
        return over.await(LIMIT_NANOS, TimeUnit.NANOSECONDS);
    }
}

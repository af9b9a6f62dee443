package dev.jacobi.kernel.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** When text leaves, by a clock that the test turns. */
class OutputBufferTest {
    private final Queue<Runnable> due = new ArrayDeque<>();
    private final ScheduledThreadPoolExecutor clock = new ScheduledThreadPoolExecutor(1) {
        @Override
        public ScheduledFuture<?> schedule(Runnable task, long delay, TimeUnit unit) {
            due.add(task);
            return null;
        }
    };
    private final List<String> sent = new ArrayList<>();
    private final OutputBuffer buffer = new OutputBuffer(clock, (stream, text) -> sent.add(text));

    @AfterEach
    void stop() { clock.shutdown(); }

    private void print(String text) { buffer.append(StreamName.STDERR, text); }

    private void aDelayLater() { due.remove().run(); }

    @Test
    void ordinaryTextLeavesAfterADelay() {
        print("at last\n");
        aDelayLater();
        assertEquals(List.of("at last\n"), sent);
    }

    @Test
    void aStackTraceThatIsBeingPrintedIsWaitedFor() {
        print("Error: x\n\tat a.B.c(B.java:1)\n");
        aDelayLater();
        print("\tat a.B.d(B.java:2)");
        aDelayLater();
        assertEquals(List.of(), sent);
        print("\n");
        aDelayLater();
        aDelayLater();
        assertEquals(List.of("Error: x\n\tat a.B.c(B.java:1)\n\tat a.B.d(B.java:2)\n"), sent);
    }

    @Test
    void butNotForEver() {
        for (int i = 0; i < 100 && sent.isEmpty(); i++) {
            print("  at " + i + " %\n");
            aDelayLater();
        }
        assertTrue(sent.size() == 1 && sent.getFirst().length() < 200, sent.toString());
    }

    @Test
    void anEndThatIsAskedForComesAtOnce() {
        print("\tat a.B.c(B.java:1)\n");
        buffer.flush();
        assertEquals(1, sent.size());
    }

    @Test
    void aLongTraceIsNotCut() {
        for (int i = 0; i < 1_500; i++) print("\tat some.package.of.some.Class.method(Class.java:" + i + ")\n");
        assertEquals(0, sent.size());
        for (int i = 0; i < 20_000; i++) print("\tat some.package.of.some.Class.method(Class.java:" + i + ")\n");
        assertTrue(sent.size() > 1, "a trace without end is");
    }
}

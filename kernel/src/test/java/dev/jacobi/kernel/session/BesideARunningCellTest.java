package dev.jacobi.kernel.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a front end asks for in a subshell, while the main shell runs a cell. */
public class BesideARunningCellTest {
    /** Cells know these. */
    public static volatile CountDownLatch reached;
    public static volatile CountDownLatch released;

    @Test
    @Timeout(120)
    void typingIsAnsweredAndCodeWaits() throws Exception {
        reached = new CountDownLatch(1);
        released = new CountDownLatch(1);
        try (Cells cells = Cells.plain()) {
            Session session = cells.session;
            cells.ok("int y = 41; import static dev.jacobi.kernel.session.BesideARunningCellTest.*;");
            var running = CompletableFuture.supplyAsync(() -> cells.run("y++; reached.countDown(); released.await(); int z = y; z * 2"));
            reached.await();
            assertTrue(session.complete("Math.ab", 7).items().stream().anyMatch(s -> s.text().startsWith("abs")));
            assertInstanceOf(Completeness.Complete.class, session.isComplete("int a = 1;"));
            assertInstanceOf(Completeness.Incomplete.class, session.isComplete("int a() {"));
            assertTrue(session.inspect("Math.abs(1)", 7, false).orElseThrow().text().contains("abs"));
            assertTrue(session.inspect("y", 1, false).orElseThrow().text().contains("no text while a cell runs"));
            assertEquals(42, session.variable("y").orElseThrow().value());
            var second = CompletableFuture.supplyAsync(() -> session.run(99, "y += 100; y"));
            assertFalse(second.isDone() || running.isDone());
            released.countDown();
            CellResult result = running.get(60, TimeUnit.SECONDS);
            assertEquals(84, result.value().orElseThrow().object(), () -> result.error().toString());
            assertEquals(142, second.get(60, TimeUnit.SECONDS).value().orElseThrow().object());
            assertTrue(session.inspect("y", 1, false).orElseThrow().text().contains("142"));
        }
    }

    @Test
    @Timeout(120)
    void anInterruptedCellLeavesTheCompilerToOthers() throws Exception {
        reached = new CountDownLatch(1);
        try (Cells cells = Cells.plain()) {
            cells.ok("import static dev.jacobi.kernel.session.BesideARunningCellTest.*;");
            var running = CompletableFuture.supplyAsync(() -> cells.run("reached.countDown(); while (true) { }"));
            reached.await();
            assertTrue(cells.session.complete("Math.ab", 7).items().size() > 0);
            cells.session.interrupt();
            assertEquals(CellError.Kind.INTERRUPTED, running.get(60, TimeUnit.SECONDS).error().orElseThrow().kind());
            assertTrue(cells.session.complete("Math.ab", 7).items().size() > 0);
            assertEquals(2, cells.value("1 + 1"));
        }
    }
}

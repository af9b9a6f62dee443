package dev.jacobi.kernel.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public class InterruptTest {
    /** A cell under test counts this down when it has reached the code that should be stopped. */
    public static volatile java.util.concurrent.CountDownLatch reached;

    private static volatile Thread deafThread;

    /** Not the common pool: the session watches that for workers of the cell. */
    private final java.util.concurrent.Executor ownThread = task -> new Thread(task, "caller").start();
    private Cells cells;

    @BeforeAll
    void start() {
        cells = new Cells(
                SessionOptions.plain().withPatience(Duration.ofMillis(400)).withImports("import java.util.*;", "import java.util.stream.*;",
                        "import java.util.function.*;", "import static dev.jacobi.kernel.session.InterruptTest.reached;"));
    }

    @AfterAll
    void stop() {
        cells.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"while (true) {}",
            "long z = 0; for (int i = 0; i < 1_000_000_000; i++) for (int j = 0; j < 1_000_000_000; j++) z += i ^ j; if (z == 7) reached.await();",
            "long n = 0; for (;;) n++;", "void spin() { while (true) {} }\nspin();", "Runnable r = () -> { while (true) {} };\nr.run();",
            "class Spin { static void go() { while (true) {} } }\nSpin.go();", "do { } while (true);",
            "LongStream.iterate(0, i -> i + 1).filter(i -> i < 0).findFirst();",
            "LongStream.range(0, Long.MAX_VALUE).parallel().map(i -> { long z = i; while (true) z++; }).sum();",
            "IntStream.range(0, 64).parallel().forEach(i -> { try { Thread.sleep(60_000); } catch (InterruptedException e) { } });",
            "Thread.sleep(60_000);", "new Object() { synchronized void w() throws Exception { wait(); } }.w();",
            "new java.io.PipedInputStream(new java.io.PipedOutputStream()).read();",
            "java.nio.channels.Pipe.open().source().read(java.nio.ByteBuffer.allocate(1));",
            "long fib(int n) { return n < 2 ? n : fib(n - 1) + fib(n - 2); }\nfib(70);",
            "while (true) { try { Thread.sleep(10); } catch (Throwable t) { } }",
            "int f(int x) { return x + 1; }\nint q = 0; while (true) { try { q = f(q); } catch (Throwable t) { } }",
            "while (true) { try { while (true) { } } catch (Throwable t) { } finally { } }",
            "new java.util.concurrent.Semaphore(0).acquire();", "java.util.concurrent.locks.LockSupport.park(); while (true) { }",
            "var t = new Thread(() -> { while (true) { } }); t.start(); t.join();",
            "Stream.iterate(1, x -> x + 1).mapToInt(x -> x).sum();"})
    void stopsAndTheSessionGoesOn(String code) throws Exception {
        String marked = code.substring(0, code.indexOf('\n') + 1) + "{ reached.countDown(); " + code.substring(code.indexOf('\n') + 1)
                + "}";
        CellError error = interrupted(marked);
        assertEquals(CellError.Kind.INTERRUPTED, error.kind(), () -> error.traceback().toString());
        assertFalse(error.message().contains("left behind"), error.message());
        assertEquals(42, cells.value("6 * 7"));
        assertNoCellRuns();
    }

    @Test
    void aDeadlockIsLeftBehind() throws Exception {
        CellError error = interrupted("""
                Object a = new Object(), b = new Object();
                var first = new java.util.concurrent.CountDownLatch(1);
                var t = new Thread(() -> { synchronized (b) { first.countDown(); synchronized (a) { } } });
                synchronized (a) { t.start(); first.await(); Thread.sleep(1); reached.countDown(); synchronized (b) { } }
                """);
        assertEquals(CellError.Kind.INTERRUPTED, error.kind());
        assertTrue(error.message().contains("left behind"), error.message());
        assertEquals(42, cells.value("6 * 7"));
    }

    @Test
    void libraryCodeThatNeverLooksIsLeftBehind() throws Exception {
        CellError error = interrupted("{ reached.countDown(); dev.jacobi.kernel.session.InterruptTest.deaf(3000); while (true) { } }");
        assertTrue(error.message().contains("left behind"), error.message());
        assertEquals(42, cells.value("6 * 7"));
        awaitTheEndOf(deafThread); // or other tests would find it running
    }

    @Test
    void anInterruptDuringCompilationIsNotLost() throws Exception {
        String slow = IntStreamText.statements(60) + "while (true) { }";
        reached = new java.util.concurrent.CountDownLatch(1);
        var result = CompletableFuture.supplyAsync(() -> cells.run("{ " + slow + " }"), ownThread);
        Thread.sleep(30); // the compiler needs longer than this; if it did not, the loop would be what is stopped
        while (!result.isDone()) {
            cells.session.interrupt();
            Thread.sleep(5);
        }
        assertEquals(CellError.Kind.INTERRUPTED, result.get().error().orElseThrow().kind());
    }

    @Test
    void anInterruptWithNothingRunningDoesNothing() {
        cells.session.interrupt();
        assertEquals(42, cells.value("6 * 7"));
    }

    @Test
    void whatRanBeforeStays() throws Exception {
        interrupted("int kept = 5; { reached.countDown(); while (true) { } }");
        assertEquals(5, cells.value("kept"));
    }

    @Test
    void aHundredTimesInARow() throws Exception {
        cells.ok("void spinning() { reached.countDown(); long z = 0; while (true) z++; }");
        for (int i = 0; i < 100; i++) {
            assertEquals(CellError.Kind.INTERRUPTED, interrupted("spinning();").kind(), "round " + i);
        }
        assertEquals(499500L, cells.value("long s = 0; for (int i = 0; i < 1000; i++) s += i; s"));
    }

    /** Code that is not a cell's and does not care about interrupts. */
    public static void deaf(long millis) {
        deafThread = Thread.currentThread();
        long end = System.nanoTime() + millis * 1_000_000;
        while (System.nanoTime() < end) {
            Thread.onSpinWait();
        }
    }

    private static void awaitTheEndOf(Thread abandoned) throws InterruptedException {
        abandoned.join(20_000);
        assertFalse(abandoned.isAlive(), () -> abandoned + " goes on: " + java.util.Arrays.toString(abandoned.getStackTrace()));
    }

    private CellError interrupted(String code) throws Exception {
        reached = new java.util.concurrent.CountDownLatch(1);
        var result = CompletableFuture.supplyAsync(() -> cells.run(code), ownThread);
        while (!reached.await(10, TimeUnit.MILLISECONDS)) {
            assertFalse(result.isDone(), () -> code + " ended before it was interrupted: " + result.join());
        }
        Thread.sleep(20); // let it get into what is to be stopped
        cells.session.interrupt();
        CellResult r = result.get(20, TimeUnit.SECONDS);
        return r.error().orElseThrow(() -> new AssertionError(code + " was not stopped: " + r));
    }

    private void assertNoCellRuns() {
        for (var e : Thread.getAllStackTraces().entrySet()) {
            if (e.getKey().getState() != Thread.State.RUNNABLE) {
                continue; // one that waits for a lock for ever is another test's
            }
            for (StackTraceElement f : e.getValue()) {
                assertFalse(SnippetNames.isSnippetClass(f.getClassName()), () -> e.getKey() + " still runs " + f);
            }
        }
    }

    private static final class IntStreamText {
        static String statements(int n) {
            var text = new StringBuilder();
            for (int i = 0; i < n; i++) {
                text.append("var l").append(i).append(" = Stream.of(1, 2, 3).map(x -> x + 1).collect(Collectors.toList());\n");
            }
            return text.toString();
        }
    }
}

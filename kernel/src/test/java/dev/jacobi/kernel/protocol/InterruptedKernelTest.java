package dev.jacobi.kernel.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * An interrupt stops a cell within a second, whatever it does, and as often as one likes; all state stays. The kernel as a process, over its sockets. The
 * second is a promise of what the kernel does, not of how fast: so it is asserted, of the median, and thrice as much of any one, for machines that have
 * other work.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class InterruptedKernelTest {
    private static final int SHORT = 3;
    private static final int LONG = 100;
    private static final long LIMIT_MILLIS = 1000;

    private KernelProcess kernel;
    private int count;
    private boolean usable;

    /** Begins anew after a case that failed: what is left of it must not fail the cases after it. */
    @BeforeEach
    void start() throws IOException {
        if (usable) return;
        stop();
        count = 0;
        kernel = new KernelProcess("-Xmx1g");
        kernel.ok(
                "int kept = 0; var m = mx.random.normal(mx.random.key(0), 1024, 1024); eval(m); void reached() { System.out.println(\"reached\"); }");
        kernel.ok(
                "class Endless { public String toString() { reached(); while (true) { } } }\nServerSocket server; Socket peer; Process child;");
    }

    @AfterAll
    void stop() throws IOException {
        if (kernel != null) kernel.close();
    }

    /** What it is called, the cell, and a cell that cleans up after it. */
    static Stream<Arguments> cells() {
        return Stream.of(
                cell("an endless loop", "{ reached(); while (true) { } }", ""),
                cell("nested counted loops",
                        "{ reached(); long z = 0; for (int i = 0; i < 1_000_000_000; i++) for (int j = 0; j < 1_000_000_000; j++) z += i ^ j;"
                                + " System.out.println(z); }",
                        ""),
                cell("a counted loop without calls",
                        "{ reached(); double z = 0; for (int k = 0; k < 1000; k++) for (int i = 0; i < 2_000_000_000; i++)"
                                + " z = Math.sqrt(z / (i + 1.5) + 3.0 / (z + 1.7)); System.out.println(z); }",
                        ""),
                cell("a parallel stream",
                        "{ reached(); LongStream.range(0, 1L << 60).parallel().map(i -> { long z = i; while (true) z++; }).sum(); }", ""),
                cell("a parallel stream of short steps",
                        "{ reached(); LongStream.range(0, 1L << 60).parallel().map(i -> i * 31 ^ i).sum(); }",
                        ""),
                cell("a long evaluation", "{ var p = m; for (int i = 0; i < 5000; i++) p = matmul(m, p) * 1e-3; reached(); eval(p); }", ""),
                cell("a long evaluation of the value shown",
                        "var p = m; for (int i = 0; i < 5000; i++) p = matmul(m, p) * 1e-3; reached(); p", ""),
                cell("sleep", "{ reached(); Thread.sleep(60_000); }", ""),
                cell("a lock that is never free", "{ reached(); new java.util.concurrent.Semaphore(0).acquire(); }", ""),
                cell("accept of a socket", "{ server = new ServerSocket(0); reached(); server.accept(); }", "server.close();"),
                cell("read of a socket",
                        "{ server = new ServerSocket(0); peer = new Socket(\"127.0.0.1\", server.getLocalPort()); reached();"
                                + " peer.getInputStream().read(); }",
                        "peer.close(); server.close();"),
                cell("read of a process",
                        "{ child = new ProcessBuilder(\"sleep\", \"600\").start(); reached(); child.getInputStream().read(); }",
                        "child.destroy();"),
                cell("wait for a process", "{ child = new ProcessBuilder(\"sleep\", \"600\").start(); reached(); child.waitFor(); }",
                        "child.destroy();"),
                cell("read of a channel",
                        "{ var pipe = java.nio.channels.Pipe.open(); reached(); pipe.source().read(java.nio.ByteBuffer.allocate(1)); }",
                        ""),
                cell("a question", "{ reached(); input(\"name? \"); }", ""),
                cell("read of standard input", "{ reached(); System.in.read(); }", ""),
                cell("a scanner of standard input", "{ reached(); new Scanner(System.in).nextLine(); }", ""),
                cell("a text that never ends", "new Endless()", ""),
                cell("a magic", "%time { reached(); while (true) { } }", ""),
                cell("a magic over a cell", "%%timeit\nreached(); for (int i = 0; i < 1_000_000_000; i++) kept += 0;", ""),
                cell("output without end", "{ reached(); while (true) System.out.println(\"more\"); }", ""));
    }

    private static Arguments cell(String what, String code, String after) {
        return Arguments.of(what, code, after);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cells")
    void stopsWithinASecond(String what, String code, String after) {
        interrupted(what, code, after, SHORT);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cells")
    @Tag("long")
    void stopsWithinASecondAHundredTimes(String what, String code, String after) {
        interrupted(what, code, after, LONG);
    }

    private void interrupted(String what, String code, String after, int rounds) {
        usable = false;
        long[] millis = new long[rounds];
        for (int i = 0; i < rounds; i++) {
            ObjectNode cell = kernel.reach(code);
            pause(20 + i % 10 * 30);
            long start = System.nanoTime();
            ObjectNode interrupt = kernel.client.send(Channel.CONTROL, "interrupt_request", Json.object());
            Message reply = kernel.client.receive(Channel.SHELL);
            kernel.client.untilIdle(cell);
            millis[i] = (System.nanoTime() - start) / 1_000_000;
            kernel.client.finish(Channel.CONTROL, interrupt);
            assertTrue(TestClient.isFor(reply, cell), () -> reply.content().toString());
            assertEquals("Interrupted", reply.content().path("ename").asText(), () -> what + ": " + reply.content());
            assertFalse(KernelProcess.traceback(reply.content()).contains("go on using"), () -> what + ": " + reply.content());
            kernel.awaitQuiet();
            if (!after.isEmpty()) kernel.ok(after);
            assertEquals(String.valueOf(++count), kernel.value("++kept"), what + ": the state after round " + i);
        }
        usable = true;
        Arrays.sort(millis);
        System.out.printf(Locale.ROOT, "interrupt of %s, %d times: median %d ms, most %d ms%n", what, rounds, millis[rounds / 2],
                millis[rounds - 1]);
        assertTrue(millis[rounds / 2] <= LIMIT_MILLIS, () -> what + " took " + Arrays.toString(millis) + " ms to stop");
        assertTrue(millis[rounds - 1] <= 3 * LIMIT_MILLIS, () -> what + " took " + Arrays.toString(millis) + " ms to stop");
    }

    private static void pause(int millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}

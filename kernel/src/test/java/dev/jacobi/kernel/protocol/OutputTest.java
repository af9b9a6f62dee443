package dev.jacobi.kernel.protocol;

import static dev.jacobi.kernel.protocol.TestClient.isFor;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.jacobi.kernel.protocol.TestClient.Exchange;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OutputTest extends WithRunningKernel {
    private ScriptedInterpreter interpreter;

    @BeforeEach
    void start() throws Exception {
        interpreter = kernel.interpreter;
    }

    @Test
    void aFloodOfPrintsBecomesFewMessages() {
        int lines = 20_000;
        interpreter.cell("flood", frontend -> {
            PrintStream out = StandardStreams.output(frontend, StreamName.STDOUT);
            for (int i = 0; i < lines; i++) out.println("line " + i);
            return ExecuteResult.done();
        });
        Exchange exchange = client.run("flood");
        assertEquals(IntStream.range(0, lines).mapToObj(i -> "line " + i + "\n").collect(Collectors.joining()), exchange.text("stdout"));
        assertTrue(exchange.ofType("stream").size() < lines / 20, exchange.ofType("stream").size() + " messages");
    }

    @Test
    void keepsTheOrderOfStreamsAndDisplays() {
        interpreter.cell("mixed", frontend -> {
            for (int i = 0; i < 20; i++) {
                frontend.stream(StreamName.STDOUT, "o" + i);
                frontend.stream(StreamName.STDERR, "e" + i);
                frontend.display(MimeBundle.text("d" + i));
            }
            return ExecuteResult.done();
        });
        StringBuilder seen = new StringBuilder();
        for (Message m : client.run("mixed").published()) {
            seen.append(m.content().path("text").asText("")).append(m.content().path("data").path("text/plain").asText(""));
        }
        assertEquals(IntStream.range(0, 20).mapToObj(i -> "o" + i + "e" + i + "d" + i).collect(Collectors.joining()), seen.toString());
    }

    @Test
    void textArrivesWhileTheCellStillRuns() {
        CountDownLatch seen = new CountDownLatch(1);
        interpreter.cell("slow", frontend -> {
            frontend.stream(StreamName.STDOUT, "early");
            seen.await();
            return ExecuteResult.done();
        });
        var header = client.send(Channel.SHELL, "execute_request", TestClient.execute("slow"));
        assertEquals("early", client.published("stream").content().path("text").asText());
        seen.countDown();
        assertEquals("ok", client.receive(Channel.SHELL).content().path("status").asText());
        client.untilIdle(header);
    }

    @Test
    void splitCharactersAreJoined() {
        interpreter.cell("bytes", frontend -> {
            PrintStream out = StandardStreams.output(frontend, StreamName.STDOUT);
            for (byte b : "aé\u20AC\uD83D\uDE00z".getBytes(StandardCharsets.UTF_8)) out.write(b);
            out.write(new byte[]{(byte) 0xFF, 'b'}, 0, 2);
            return ExecuteResult.done();
        });
        assertEquals("aé\u20AC\uD83D\uDE00z\uFFFDb", client.run("bytes").text("stdout"));
    }

    @Test
    void halfOfASurrogatePairIsReplaced() {
        interpreter.cell("half", frontend -> {
            frontend.stream(StreamName.STDOUT, "a\uD83Db");
            frontend.display(MimeBundle.text("\uDE00"));
            return ExecuteResult.value(MimeBundle.text("x\uD83D"));
        });
        Exchange exchange = client.run("half");
        assertEquals("a\uFFFDb", exchange.text("stdout"));
        assertEquals("x\uFFFD", exchange.ofType("execute_result").getFirst().content().path("data").path("text/plain").asText());
    }

    @Test
    void aThreadsLateOutputBelongsToTheCellThatMadeIt() throws Exception {
        CountDownLatch go = new CountDownLatch(1);
        AtomicReference<Thread> late = new AtomicReference<>();
        interpreter.cell("start", frontend -> {
            Frontend ambient = interpreter.ambient;
            late.set(Thread.ofVirtual().start(() -> {
                try {
                    go.await();
                } catch (InterruptedException e) {
                    return;
                }
                ambient.stream(StreamName.STDOUT, "late text");
                ambient.display(MimeBundle.text("late display"));
                Thread.ofPlatform().start(() -> ambient.stream(StreamName.STDOUT, "grandchild"));
            }));
            return ExecuteResult.done();
        });
        interpreter.cell("meanwhile", frontend -> {
            go.countDown();
            late.get().join();
            interpreter.ambient.stream(StreamName.STDOUT, "own");
            return ExecuteResult.done();
        });
        var first = client.run("start").request();
        Exchange second = client.run("meanwhile");
        assertEquals("own", second.text("stdout"));
        for (String type : List.of("stream", "display_data", "stream")) {
            Message message = client.published(type);
            assertTrue(isFor(message, first), message.content().toString());
        }
    }

    @Test
    void aThreadOfNoCellSpeaksForTheOneThatRuns() throws Exception {
        interpreter.cell("pool", frontend -> {
            ForkJoinPool.commonPool().submit(() -> interpreter.ambient.stream(StreamName.STDOUT, "pooled")).get();
            return ExecuteResult.done();
        });
        assertEquals("pooled", client.run("pool").text("stdout"));
        assertEquals("pooled", client.run("pool").text("stdout"));
    }

    @Test
    void anAttributedTaskSpeaksForTheCellThatSubmittedIt() {
        AtomicReference<ExecutorService> pool = new AtomicReference<>();
        interpreter.cell("make", frontend -> {
            pool.set(Executors.newSingleThreadExecutor());
            pool.get().submit(() -> {}).get();
            return ExecuteResult.done();
        });
        interpreter.cell("use", frontend -> {
            pool.get().submit(frontend.attributed(() -> interpreter.ambient.stream(StreamName.STDOUT, "mine"))).get();
            return ExecuteResult.done();
        });
        client.run("make");
        assertEquals("mine", client.run("use").text("stdout"));
        pool.get().shutdown();
    }

    @Test
    void aSlowSubscriberLosesNothing() throws Exception {
        int messages = 3000;
        String text = "x".repeat(1 << 14);
        interpreter.cell("much", frontend -> {
            for (int i = 0; i < messages; i++) frontend.display(MimeBundle.text(i + text));
            return ExecuteResult.value(MimeBundle.text("end"));
        });
        client.close();
        try (TestClient slow = new TestClient(kernel.server.connection(), 2)) {
            var header = slow.send(Channel.SHELL, "execute_request", TestClient.execute("much"));
            slow.published("execute_input");
            awaitBlocked("cells");
            assertEquals("pong", slow.heartbeat("pong"), "the kernel lives while the cell waits");
            receiveAll(slow, messages, text);
            assertTrue(isFor(slow.receive(Channel.SHELL), header));
        }
    }

    @Test
    void aSubscriberThatHasStoppedDoesNotStopTheOthers() {
        int messages = 3000;
        String text = "x".repeat(1 << 14);
        interpreter.cell("much", frontend -> {
            for (int i = 0; i < messages; i++) frontend.display(MimeBundle.text(i + text));
            return ExecuteResult.value(MimeBundle.text("end"));
        });
        try (TestClient stopped = new TestClient(kernel.server.connection(), 2)) {
            client.published("iopub_welcome");
            var header = client.send(Channel.SHELL, "execute_request", TestClient.execute("much"));
            receiveAll(client, messages, text);
            assertTrue(isFor(client.receive(Channel.SHELL), header));
            assertTrue(kernel.log.stream().anyMatch(line -> line.contains("read nothing")), kernel.log.toString());
            assertEquals("here", stopped.heartbeat("here"));
        }
    }

    private static void receiveAll(TestClient client, int messages, String text) {
        for (int i = 0; i < messages; i++) {
            assertEquals(i + text, client.published("display_data").content().path("data").path("text/plain").asText());
        }
        assertEquals("end", client.published("execute_result").content().path("data").path("text/plain").asText());
        assertEquals("idle", client.published("status").content().path("execution_state").asText());
    }

    @Test
    void anInterruptFreesAPrintThatWaitsForASubscriber() throws Exception {
        String text = "x".repeat(1 << 16);
        interpreter.cell("endless", frontend -> {
            while (interpreter.interrupts.get() == 0) frontend.stream(StreamName.STDOUT, text);
            return ExecuteResult.failure("Interrupted", "", List.of());
        });
        client.close();
        try (TestClient slow = new TestClient(kernel.server.connection(), 2)) {
            var header = slow.send(Channel.SHELL, "execute_request", TestClient.execute("endless"));
            slow.published("execute_input");
            awaitBlocked("cells");
            var interrupt = slow.send(Channel.CONTROL, "interrupt_request", Json.object());
            assertTrue(isFor(slow.receive(Channel.CONTROL), interrupt));
            Message reply = slow.receive(Channel.SHELL);
            assertTrue(isFor(reply, header));
            assertEquals("Interrupted", reply.content().path("ename").asText());
            slow.untilIdle(header);
        }
    }

    @Test
    void aSubscriberThatComesInTheMiddleIsWelcomed() {
        interpreter.cell("busy", frontend -> {
            while (interpreter.interrupts.get() == 0) frontend.display(MimeBundle.text("x"));
            return ExecuteResult.done();
        });
        client.close();
        try (TestClient first = new TestClient(kernel.server.connection())) {
            first.send(Channel.SHELL, "execute_request", TestClient.execute("busy"));
            first.published("display_data");
            for (int i = 0; i < 20; i++) {
                try (TestClient next = new TestClient(kernel.server.connection())) {
                    assertEquals("x", next.published("display_data").content().path("data").path("text/plain").asText());
                }
            }
        }
        kernel.server.interrupt();
    }

    private static void awaitBlocked(String name) throws InterruptedException {
        while (Thread.getAllStackTraces().entrySet().stream().noneMatch(
                e -> e.getKey().getName().equals(name) && List.of(e.getValue()).toString().contains("Backpressure.awaitRoom")))
            Thread.sleep(5);
    }
}

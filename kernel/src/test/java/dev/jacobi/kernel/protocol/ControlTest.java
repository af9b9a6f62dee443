package dev.jacobi.kernel.protocol;

import static dev.jacobi.kernel.protocol.TestClient.execute;
import static dev.jacobi.kernel.protocol.TestClient.json;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.jacobi.kernel.protocol.TestClient.Exchange;
import java.net.ConnectException;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Interrupt, shutdown and start: what is answered while cells run. */
class ControlTest extends WithRunningKernel {
    @BeforeEach
    void start() throws Exception {
        kernel.interpreter.cell("loop", frontend -> kernel.interpreter.awaitInterrupt(frontend));
    }

    @ParameterizedTest
    @EnumSource(value = Channel.class, names = {"CONTROL", "SHELL"})
    void interruptsTheRunningCellAndAbortsTheOthers(Channel channel) {
        ObjectNode running = client.send(Channel.SHELL, "execute_request", execute("loop"));
        client.published("execute_input");
        ObjectNode waiting = client.send(Channel.SHELL, "execute_request", execute("a"));
        ObjectNode interrupt = client.send(channel, "interrupt_request", Json.object());
        if (channel == Channel.SHELL) {
            List<Message> replies = List.of(client.receive(channel), client.receive(channel), client.receive(channel));
            Message reply = replies.stream().filter(m -> m.type().equals("interrupt_reply")).findFirst().orElseThrow();
            assertEquals(json("{'status':'ok'}"), reply.content());
            assertTrue(replies.stream().anyMatch(m -> m.content().path("ename").asText().equals("Interrupted")));
            assertTrue(replies.stream().anyMatch(m -> m.content().path("status").asText().equals("aborted")));
        } else {
            assertEquals(json("{'status':'ok'}"), client.finish(channel, interrupt).reply().content());
            assertEquals("Interrupted", client.receive(Channel.SHELL).content().path("ename").asText());
            assertEquals("aborted", client.finish(Channel.SHELL, waiting).reply().content().path("status").asText());
        }
        assertTrue(running.path("msg_id").isTextual());
    }

    @Test
    void anInterruptOfNothingReachesNoCell() {
        client.exchange(Channel.CONTROL, "interrupt_request", Json.object());
        kernel.server.interrupt();
        assertEquals(0, kernel.interpreter.interrupts.get());
        assertEquals("ok", client.run("x").reply().content().path("status").asText());
    }

    /** However early in the cell it comes. */
    @Test
    void anInterruptIsNeverLost() {
        for (int i = 0; i < 200; i++) {
            ObjectNode running = client.send(Channel.SHELL, "execute_request", execute("loop"));
            client.published("execute_input");
            kernel.server.interrupt();
            assertEquals("Interrupted", client.finish(Channel.SHELL, running).reply().content().path("ename").asText());
            assertEquals("ok", client.run("next").reply().content().path("status").asText());
        }
    }

    @ParameterizedTest
    @EnumSource(value = Channel.class, names = {"CONTROL", "SHELL"})
    void shutsDownWhileACellRuns(Channel channel) throws Exception {
        AtomicBoolean closed = new AtomicBoolean();
        kernel.interpreter.onClose = () -> closed.set(true);
        client.send(Channel.SHELL, "execute_request", execute("loop"));
        client.published("execute_input");
        Message reply = shutDown(channel, true);
        assertEquals(json("{'status':'ok','restart':true}"), reply.content());
        assertTrue(closed.get());
        int port = kernel.server.connection().shellPort();
        assertThrows(ConnectException.class, () -> new Socket("127.0.0.1", port).close());
    }

    @Test
    void anInterpreterThatDoesNotCloseDelaysNothing() throws Exception {
        kernel.interpreter.onClose = () -> {
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        };
        assertFalse(shutDown(Channel.CONTROL, false).content().path("restart").asBoolean(true));
    }

    /** Asks for a shutdown, checks what is published, waits for the end, and gives the reply. */
    private Message shutDown(Channel channel, boolean restart) throws InterruptedException {
        ObjectNode header = client.send(channel, "shutdown_request", Json.object().put("restart", restart));
        Message reply = client.receive(channel);
        while (!TestClient.isFor(reply, header)) reply = client.receive(channel);
        assertEquals("shutdown_reply", reply.type());
        List<Message> published = client.untilIdle(header);
        assertEquals(List.of("status", "shutdown_reply", "status"), published.stream().map(Message::type).toList());
        assertEquals(reply.content(), published.get(1).content());
        kernel.server.awaitShutdown();
        return reply;
    }

    @Test
    void tellsWhoItIsWhileTheInterpreterStarts() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        ScriptedInterpreter slow = new ScriptedInterpreter();
        slow.onStart = () -> {
            try {
                release.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        };
        try (RunningKernel starting = new RunningKernel(slow)) {
            Exchange info = starting.client.exchange("kernel_info_request", Json.object());
            assertEquals("ok", info.reply().content().path("status").asText());
            ObjectNode early = starting.client.send(Channel.SHELL, "execute_request", execute("early"));
            release.countDown();
            assertEquals("ok", starting.client.finish(Channel.SHELL, early).reply().content().path("status").asText());
        }
    }

    @Test
    void anInterpreterThatFailsToStartEndsNothing() throws Exception {
        ScriptedInterpreter failing = new ScriptedInterpreter();
        failing.onStart = () -> {
            throw new IllegalStateException("no start");
        };
        try (RunningKernel starting = new RunningKernel(failing)) {
            assertEquals("ok", starting.client.run("x").reply().content().path("status").asText());
            assertTrue(starting.log.getFirst().contains("no start"), starting.log.toString());
        }
    }
}

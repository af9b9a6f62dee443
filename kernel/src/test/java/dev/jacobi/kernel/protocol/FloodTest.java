package dev.jacobi.kernel.protocol;

import static dev.jacobi.kernel.protocol.TestClient.execute;
import static dev.jacobi.kernel.protocol.TestClient.json;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.jacobi.kernel.protocol.TestClient.Exchange;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Clients that send more than the kernel can do, or read less than it says: memory stays bounded, and it can still be interrupted. */
class FloodTest extends WithRunningKernel {
    @BeforeEach
    void start() throws Exception {
        kernel.interpreter.cell("loop", frontend -> kernel.interpreter.awaitInterrupt(frontend));
    }

    @Test
    void requestsBeyondTheLimitAreRefusedAndTheCellCanBeInterrupted() {
        ObjectNode running = client.send(Channel.SHELL, "execute_request", execute("loop"));
        client.published("execute_input");
        int beyond = 500;
        for (int i = 0; i < RequestQueue.MOST_REQUESTS + beyond; i++) client.send(Channel.SHELL, "execute_request", execute("x"));
        for (int i = 0; i < beyond; i++) {
            Message reply = client.receive(Channel.SHELL);
            assertEquals("RequestRefused", reply.content().path("ename").asText());
            assertEquals("[execute_request] 10000 requests wait already: send fewer at a time", reply.content().path("evalue").asText());
        }
        Message told = client.published("error");
        assertEquals("RequestRefused", told.content().path("ename").asText(), "a person sees it");
        Exchange interrupt = client.exchange(Channel.CONTROL, "interrupt_request", Json.object());
        assertEquals(json("{'status':'ok'}"), interrupt.reply().content());
        Message stopped = client.receive(Channel.SHELL);
        assertTrue(TestClient.isFor(stopped, running));
        assertEquals("Interrupted", stopped.content().path("ename").asText());
        Map<String, Integer> statuses = new HashMap<>();
        for (int i = 0; i < RequestQueue.MOST_REQUESTS; i++) {
            statuses.merge(client.receive(Channel.SHELL).content().path("status").asText(), 1, Integer::sum);
        }
        assertEquals(Map.of("aborted", RequestQueue.MOST_REQUESTS), statuses);
        assertEquals("ok", client.run("alive").reply().content().path("status").asText());
    }

    @Test
    void allThatIsTakenIsAnsweredThoughTheClientReadsAfterwards() {
        int many = RequestQueue.MOST_REQUESTS - 1;
        for (int i = 0; i < many; i++) client.send(Channel.SHELL, "execute_request", execute(String.valueOf(i)));
        for (int i = 1; i <= many; i++) assertEquals(i, client.receive(Channel.SHELL).content().path("execution_count").asInt());
    }

    @Test
    void bytesAreCountedToo() throws Exception {
        RequestQueue queue = new RequestQueue(3, 1000);
        Message message = new Message(Channel.SHELL, List.of(), Json.object(), Json.object(), Json.object(), Json.object(), List.of());
        assertEquals(Optional.empty(), queue.offer(message, 5000), "a single one may have any size");
        assertTrue(queue.offer(message, 1).orElseThrow().contains("send less at a time"));
        queue.take();
        for (int i = 0; i < 3; i++) assertEquals(Optional.empty(), queue.offer(message, 300));
        assertTrue(queue.offer(message, 1).orElseThrow().contains("3 requests wait already"));
        for (int i = 0; i < 3; i++) queue.take();
        queue.stop();
        assertTrue(queue.offer(message, 1).orElseThrow().contains("deleted"));
        assertTrue(queue.take() instanceof RequestQueue.Entry.Stop);
    }

    @Test
    void aSubscriberThatReadsNothingLosesWhatTheMemoryIsNotFor() {
        kernel.interpreter.cell("big", frontend -> ExecuteResult.value(MimeBundle.text("x".repeat(400_000))));
        client.close();
        try (TestClient deaf = new TestClient(kernel.server.connection(), 2)) {
            for (int i = 0; i < 600; i++) {
                deaf.send(Channel.SHELL, "execute_request", execute("big"));
                assertEquals("ok", deaf.receive(Channel.SHELL).content().path("status").asText());
            }
            assertTrue(kernel.log.stream().anyMatch(line -> line.contains("leaves too much unread")), kernel.log.toString());
        }
    }

    @Test
    void subshellsAreNotMadeWithoutEnd() {
        for (int i = 0; i < 64; i++) client.exchange(Channel.CONTROL, "create_subshell_request", Json.object());
        ObjectNode reply = client.exchange(Channel.CONTROL, "create_subshell_request", Json.object()).reply().content();
        assertTrue(reply.path("evalue").asText().contains("there are 64 subshells already"), reply.toString());
    }

    @Test
    void theHistoryIsBoundedByItsText() {
        History history = new History();
        String text = "x".repeat(8 << 20);
        for (int i = 1; i <= 10; i++) history.add(i, text, Optional.of("y"));
        assertEquals(List.of(8, 9, 10), history.all().stream().map(HistoryEntry::line).toList());
        history.add(11, "x".repeat(40 << 20), Optional.empty());
        assertEquals(List.of(11), history.all().stream().map(HistoryEntry::line).toList(), "the last is always kept");
        assertFalse(history.tail(1).isEmpty());
    }
}

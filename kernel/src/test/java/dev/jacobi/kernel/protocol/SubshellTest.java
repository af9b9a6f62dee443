package dev.jacobi.kernel.protocol;

import static dev.jacobi.kernel.protocol.TestClient.execute;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.jacobi.kernel.protocol.TestClient.Exchange;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class SubshellTest extends WithRunningKernel {
    private String create() {
        Exchange exchange = client.exchange(Channel.CONTROL, "create_subshell_request", Json.object());
        assertEquals("create_subshell_reply", exchange.reply().type());
        return exchange.reply().content().path("subshell_id").asText();
    }

    private Set<String> list() {
        Set<String> ids = new HashSet<>();
        Exchange exchange = client.exchange(Channel.CONTROL, "list_subshell_request", Json.object());
        exchange.reply().content().path("subshell_id").forEach(id -> ids.add(id.asText()));
        return ids;
    }

    private String delete(String id) {
        ObjectNode content = Json.object().put("subshell_id", id);
        return client.exchange(Channel.CONTROL, "delete_subshell_request", content).reply().content().path("status").asText();
    }

    private Exchange runIn(String subshell, String code) {
        ObjectNode header = client.header("execute_request").put("subshell_id", subshell);
        client.send(Channel.SHELL, header, Json.object(), execute(code), List.of());
        return client.finish(Channel.SHELL, header);
    }

    @Test
    void areCreatedListedAndDeleted() {
        assertEquals(Set.of(), list());
        String first = create();
        String second = create();
        assertNotEquals(first, second);
        assertEquals(Set.of(first, second), list());
        assertEquals("ok", delete(first));
        assertEquals(Set.of(second), list());
        assertEquals("error", delete(first));
    }

    @Test
    void answerWhileTheMainShellRuns() {
        CountDownLatch release = new CountDownLatch(1);
        kernel.interpreter.cell("wait", frontend -> {
            release.await();
            interpreterPrints("main");
            return ExecuteResult.done();
        });
        kernel.interpreter.cell("release", frontend -> {
            interpreterPrints("sub");
            release.countDown();
            return ExecuteResult.value(MimeBundle.text(Thread.currentThread().getName()));
        });
        String subshell = create();
        ObjectNode main = client.send(Channel.SHELL, "execute_request", execute("wait"));
        client.published("execute_input");
        Exchange beside = runInWhile(subshell, "release", main);
        assertEquals("sub", beside.text("stdout"));
        assertEquals(Optional.of(subshell), kernel.interpreter.lastRequest.orElseThrow().subshellId());
    }

    private void interpreterPrints(String text) {
        kernel.interpreter.ambient.stream(StreamName.STDOUT, text);
    }

    /** The replies of the two shells may come in either order. */
    private Exchange runInWhile(String subshell, String code, ObjectNode main) {
        ObjectNode header = client.header("execute_request").put("subshell_id", subshell);
        client.send(Channel.SHELL, header, Json.object(), execute(code), List.of());
        List<Message> replies = List.of(client.receive(Channel.SHELL), client.receive(Channel.SHELL));
        Message reply = replies.stream().filter(m -> TestClient.isFor(m, header)).findFirst().orElseThrow();
        assertTrue(replies.stream().anyMatch(m -> TestClient.isFor(m, main)));
        return new Exchange(header, reply, client.untilIdle(header));
    }

    @Test
    void haveAThreadEach() {
        kernel.interpreter.cell("thread", frontend -> ExecuteResult.value(MimeBundle.text(Thread.currentThread().getName())));
        Set<String> names = new HashSet<>();
        for (String subshell : List.of(create(), create())) names.add(thread(runIn(subshell, "thread")));
        names.add(thread(client.run("thread")));
        assertEquals(3, names.size(), names.toString());
        assertEquals(thread(client.run("thread")), thread(client.run("thread")), "the main shell's thread stays");
    }

    private static String thread(Exchange exchange) {
        return exchange.ofType("execute_result").getFirst().content().path("data").path("text/plain").asText();
    }

    @Test
    void anUnknownOneIsAnError() {
        Exchange exchange = runIn("nowhere", "x");
        assertEquals("error", exchange.reply().content().path("status").asText());
        assertTrue(exchange.reply().content().path("evalue").asText().contains("nowhere"));
        assertEquals(0, kernel.interpreter.executed.get());
    }
}

package dev.jacobi.kernel.protocol;

import static dev.jacobi.kernel.protocol.TestClient.execute;
import static dev.jacobi.kernel.protocol.TestClient.json;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.jacobi.kernel.protocol.TestClient.Exchange;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What Java cells and a front end say to each other: the kernel as a process, over its sockets. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ConversationTest {
    private KernelProcess kernel;
    private TestClient client;

    @BeforeAll
    void start() throws IOException {
        kernel = new KernelProcess("-Xmx400m");
        client = kernel.client;
    }

    @AfterAll
    void stop() throws IOException {
        kernel.close();
    }

    private Exchange answered(String code, boolean password, String answer) {
        ObjectNode cell = client.send(Channel.SHELL, "execute_request", execute(code));
        Message question = client.receive(Channel.STDIN);
        assertEquals(json("{'prompt':'tell: ','password':" + password + "}"), question.content());
        client.send(Channel.STDIN, client.header("input_reply"), question.header(), Json.object().put("value", answer), List.of());
        return client.finish(Channel.SHELL, cell);
    }

    @Test
    void questionsAndPasswords() {
        assertEquals("Zoë!",
                KernelProcess.plainText(answered("input(\"tell: \") + \"!\"", false, "Zoë").ofType("execute_result").getFirst()));
        Exchange secret = answered("password(\"tell: \").length()", true, "hush");
        assertEquals("4", KernelProcess.plainText(secret.ofType("execute_result").getFirst()));
        assertTrue(secret.published().stream().noneMatch(m -> m.content().toString().contains("hush")));
    }

    @Test
    void aFrontEndThatTakesNoInputIsAnErrorOfTheCell() {
        Exchange exchange = client.exchange("execute_request", execute("input(\"tell: \")").put("allow_stdin", false));
        assertTrue(exchange.reply().content().toString().contains("this front end takes no input"), exchange.reply().content().toString());
        kernel.awaitQuiet();
    }

    @Test
    void displaysAreUpdatedAndCleared() {
        Exchange exchange = kernel.ok("var id = display(1); updateDisplay(id, \"two\"); clearOutputOnNext(); clearOutput();");
        List<Message> shown = exchange.published().stream().filter(m -> m.content().has("data") || m.type().equals("clear_output"))
                .toList();
        assertEquals(List.of("display_data", "update_display_data", "clear_output", "clear_output"),
                shown.stream().map(Message::type).toList());
        JsonNode id = shown.get(0).content().path("transient").path("display_id");
        assertTrue(id.isTextual());
        assertEquals(id, shown.get(1).content().path("transient").path("display_id"));
        assertEquals("two", KernelProcess.plainText(shown.get(1)));
        assertEquals(json("{'wait':true}"), shown.get(2).content());
        assertEquals(json("{'wait':false}"), shown.get(3).content());
    }

    @Test
    void aDisplayIsUpdatedFromALaterCell() {
        kernel.ok("var shownId = display(\"old\");");
        Exchange later = kernel.ok("updateDisplay(shownId, \"new\");");
        assertEquals("new", KernelProcess.plainText(later.ofType("update_display_data").getFirst()));
    }

    @Test
    void userExpressionsAreJava() {
        kernel.ok("int width = 6;");
        ObjectNode request = execute("").put("silent", true);
        request.putObject("user_expressions").put("area", "width * 7").put("wrong", "width *").put("thrown", "1 / (width - 6)");
        JsonNode values = client.exchange("execute_request", request).reply().content().path("user_expressions");
        assertEquals("42", values.path("area").path("data").path("text/plain").asText());
        assertEquals("CompilationError", values.path("wrong").path("ename").asText());
        assertEquals("java.lang.ArithmeticException", values.path("thrown").path("ename").asText());
    }

    @Test
    void theHistoryHasInputsAndOutputs() {
        kernel.value("\"remembered\".length()");
        JsonNode found = client.exchange("history_request",
                json("{'hist_access_type':'search','pattern':'*remembered*','output':true,'n':1}")).reply().content().path("history");
        assertEquals("\"remembered\".length()", found.path(0).path(2).path(0).asText());
        assertEquals("10", found.path(0).path(2).path(1).asText());
    }

    @Test
    void aSubshellRunsCellsOfTheSameSession() {
        kernel.ok("int shared = 5;");
        String id = client.exchange(Channel.CONTROL, "create_subshell_request", Json.object()).reply().content().path("subshell_id")
                .asText();
        ObjectNode header = client.header("execute_request").put("subshell_id", id);
        client.send(Channel.SHELL, header, Json.object(), execute("System.out.print(\"sub\"); ++shared"), List.of());
        Exchange exchange = client.finish(Channel.SHELL, header);
        assertEquals("6", KernelProcess.plainText(exchange.ofType("execute_result").getFirst()));
        assertEquals("sub", exchange.text("stdout"));
        assertEquals("6", kernel.value("shared"));
    }
}

package dev.jacobi.kernel.protocol;

import static dev.jacobi.kernel.protocol.TestClient.execute;
import static dev.jacobi.kernel.protocol.TestClient.json;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.jacobi.kernel.protocol.TestClient.Exchange;
import java.util.EnumSet;
import java.util.List;
import java.util.Scanner;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class InputTest extends WithRunningKernel {
    @BeforeEach
    void start() throws Exception {
        kernel.interpreter.cell("ask", frontend -> {
            frontend.stream(StreamName.STDOUT, "before");
            return ExecuteResult.value(MimeBundle.text("<" + frontend.input("name? ", false) + ">"));
        });
        kernel.interpreter.cell("password", frontend -> ExecuteResult.value(MimeBundle.text(frontend.input("", true))));
        kernel.interpreter.cell("scan", frontend -> {
            Scanner scanner = new Scanner(StandardStreams.input(frontend));
            return ExecuteResult.value(MimeBundle.text(scanner.nextInt() + scanner.nextInt() + scanner.next()));
        });
    }

    private void answer(ObjectNode parent, String value) {
        client.send(Channel.STDIN, client.header("input_reply"), parent, Json.object().put("value", value), List.of());
    }

    private static String value(Exchange exchange) {
        return exchange.ofType("execute_result").getFirst().content().path("data").path("text/plain").asText();
    }

    @Test
    void asksAndWaits() {
        ObjectNode header = client.send(Channel.SHELL, "execute_request", execute("ask"));
        Message question = client.receive(Channel.STDIN);
        assertEquals("input_request", question.type());
        assertEquals(header, question.parentHeader());
        assertEquals(json("{'prompt':'name? ','password':false}"), question.content());
        assertEquals("before", client.published("stream").content().path("text").asText(), "text is shown before the question");
        answer(question.header(), "Zoë");
        assertEquals("<Zoë>", value(client.finish(Channel.SHELL, header)));
    }

    @Test
    void acceptsAnAnswerThatNamesNoQuestion() {
        ObjectNode header = client.send(Channel.SHELL, "execute_request", execute("password"));
        assertTrue(client.receive(Channel.STDIN).content().path("password").asBoolean());
        answer(Json.object(), "secret");
        assertEquals("secret", value(client.finish(Channel.SHELL, header)));
    }

    @Test
    void standardInputReadsLines() {
        ObjectNode header = client.send(Channel.SHELL, "execute_request", execute("scan"));
        answer(client.receive(Channel.STDIN).header(), "40 2");
        answer(client.receive(Channel.STDIN).header(), "x");
        assertEquals("42x", value(client.finish(Channel.SHELL, header)));
    }

    @Test
    void aFrontEndThatAllowsNoInputIsNotAsked() {
        Exchange exchange = client.exchange("execute_request", execute("ask").put("allow_stdin", false));
        assertEquals("StdinNotAllowedException", exchange.reply().content().path("ename").asText());
    }

    @Test
    void aFrontEndWithoutStdinIsNotWaitedFor() {
        var channels = EnumSet.complementOf(EnumSet.of(Channel.STDIN));
        try (TestClient mute = new TestClient(kernel.server.connection(), Integer.MAX_VALUE, channels)) {
            Exchange exchange = mute.run("ask");
            assertEquals("StdinNotAllowedException", exchange.reply().content().path("ename").asText());
        }
    }

    @Test
    void anInterruptEndsTheWaitAndALateAnswerIsForNobody() {
        ObjectNode header = client.send(Channel.SHELL, "execute_request", execute("ask"));
        Message question = client.receive(Channel.STDIN);
        client.exchange(Channel.CONTROL, "interrupt_request", Json.object());
        assertEquals("InterruptedIOException", client.finish(Channel.SHELL, header).reply().content().path("ename").asText());

        ObjectNode next = client.send(Channel.SHELL, "execute_request", execute("ask"));
        Message nextQuestion = client.receive(Channel.STDIN);
        answer(question.header(), "too late");
        answer(nextQuestion.header(), "right");
        assertEquals("<right>", value(client.finish(Channel.SHELL, next)));
    }

    @Test
    void eachClientIsAskedForItsOwnCells() {
        try (TestClient second = new TestClient(kernel.server.connection())) {
            ObjectNode header = second.send(Channel.SHELL, "execute_request", execute("ask"));
            Message question = second.receive(Channel.STDIN);
            answer(Json.object(), "not asked");
            second.send(Channel.STDIN, second.header("input_reply"), question.header(), json("{'value':'asked'}"), List.of());
            assertEquals("<asked>", value(second.finish(Channel.SHELL, header)));
        }
    }
}

package dev.jacobi.kernel.protocol;

import static dev.jacobi.kernel.protocol.TestClient.execute;
import static dev.jacobi.kernel.protocol.TestClient.json;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.jacobi.kernel.protocol.TestClient.Exchange;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class ExecuteTest extends WithRunningKernel {
    @Test
    void publishesInTheOrderOfTheReference() {
        kernel.interpreter.cell("both", frontend -> {
            frontend.stream(StreamName.STDOUT, "out");
            frontend.stream(StreamName.STDERR, "err");
            return ExecuteResult.value(MimeBundle.text("4"));
        });
        Exchange exchange = kernel.client.run("both");
        assertEquals(List.of("status", "execute_input", "stream", "stream", "execute_result", "status"), exchange.types());
        assertEquals("busy", exchange.published().getFirst().content().path("execution_state").asText());
        assertEquals("out", exchange.text("stdout"));
        assertEquals("err", exchange.text("stderr"));
        assertEquals(json("{'code':'both','execution_count':1}"), exchange.published().get(1).content());
        assertEquals(json("{'data':{'text/plain':'4'},'metadata':{},'execution_count':1}"), exchange.published().get(4).content());
        assertEquals(json("{'status':'ok','execution_count':1,'user_expressions':{},'payload':[]}"), exchange.reply().content());
    }

    @Test
    void countsCellsThatAreStored() {
        assertEquals(1, count(execute("a")));
        assertEquals(2, count(execute("b").put("store_history", false)));
        assertEquals(2, count(execute("c")));
        assertEquals(3, count(execute("d").put("silent", true)));
        assertEquals(3, count(execute("e")));
    }

    private int count(ObjectNode request) {
        return kernel.client.exchange("execute_request", request).reply().content().path("execution_count").asInt();
    }

    @Test
    void silentCellsLeaveNoTrace() {
        Exchange exchange = kernel.client.exchange("execute_request", execute("a").put("silent", true).put("store_history", true));
        assertEquals(List.of("status", "status"), exchange.types());
        assertEquals("ok", exchange.reply().content().path("status").asText());
        assertFalse(kernel.interpreter.lastRequest.orElseThrow().storeHistory());
        assertEquals(0, kernel.client.exchange("history_request", json("{'hist_access_type':'tail','n':5}")).reply().content()
                .path("history").size());
    }

    @Test
    void errorsArePublishedAndReplied() {
        kernel.interpreter.cell("fail", frontend -> {
            frontend.stream(StreamName.STDOUT, "before");
            return ExecuteResult.failure("Oops", "it broke", List.of("at 1", "at 2"));
        });
        Exchange exchange = kernel.client.run("fail");
        assertEquals(List.of("status", "execute_input", "stream", "error", "status"), exchange.types());
        assertEquals(json("{'ename':'Oops','evalue':'it broke','traceback':['at 1','at 2']}"), exchange.published().get(3).content());
        assertEquals(
                json("{'status':'error','ename':'Oops','evalue':'it broke','traceback':['at 1','at 2'],'execution_count':1,'user_expressions':{},'payload':[]}"),
                exchange.reply().content());
    }

    @Test
    void anErrorThatEscapesTheInterpreterIsTheCellsError() {
        kernel.interpreter.cell("overflow", frontend -> {
            throw new StackOverflowError("deep");
        }).cell("null", frontend -> null);
        assertEquals("StackOverflowError", kernel.client.run("overflow").reply().content().path("ename").asText());
        assertEquals("NullPointerException", kernel.client.run("null").reply().content().path("ename").asText());
        assertEquals("ok", kernel.client.run("fine").reply().content().path("status").asText());
    }

    @Test
    void evaluatesUserExpressions() {
        kernel.interpreter.cell("bad", frontend -> {
            throw new IllegalStateException("no");
        });
        ObjectNode request = execute("x");
        request.set("user_expressions", json("{'one':'1','two':'bad','three':3}"));
        ObjectNode values = (ObjectNode) kernel.client.exchange("execute_request", request).reply().content().path("user_expressions");
        assertEquals(json("{'data':{'text/plain':'1'},'metadata':{},'status':'ok'}"), values.path("one"));
        assertEquals("IllegalStateException", values.path("two").path("ename").asText());
        assertEquals("error", values.path("three").path("status").asText());
    }

    @Test
    void payloadsComeWithTheReply() {
        kernel.interpreter.cell("page", frontend -> {
            frontend.payload(json("{'source':'page','data':{'text/plain':'text'},'start':0}"));
            return ExecuteResult.done();
        });
        assertEquals(
                json("{'p':[{'source':'page','data':{'text/plain':'text'},'start':0}]}").path("p"),
                kernel.client.run("page").reply().content().path("payload"));
        assertEquals(0, kernel.client.run("other").reply().content().path("payload").size());
    }

    @Test
    void anErrorAbortsTheCellsThatWait() {
        List<String> states = sendBehindFailure(execute("fail"));
        assertEquals(List.of("error", "aborted", "aborted", "ok", "aborted"), states, "the kernel_info_request is answered");
        assertEquals(1, kernel.interpreter.executed.get());
        assertEquals("ok", kernel.client.run("later").reply().content().path("status").asText());
    }

    @Test
    void withoutStopOnErrorTheyRun() {
        assertEquals(List.of("error", "ok", "ok", "ok", "ok"), sendBehindFailure(execute("fail").put("stop_on_error", false)));
    }

    private List<String> sendBehindFailure(ObjectNode failing) {
        CountDownLatch sent = new CountDownLatch(1);
        kernel.interpreter.cell("fail", frontend -> {
            sent.await();
            return ExecuteResult.failure("E", "e", List.of());
        });
        TestClient client = kernel.client;
        List<ObjectNode> headers = new ArrayList<>();
        headers.add(client.send(Channel.SHELL, "execute_request", failing));
        headers.add(client.send(Channel.SHELL, "execute_request", execute("a")));
        headers.add(client.send(Channel.SHELL, "execute_request", execute("b")));
        headers.add(client.send(Channel.SHELL, "kernel_info_request", Json.object()));
        headers.add(client.send(Channel.SHELL, "execute_request", execute("c")));
        client.flushShell();
        sent.countDown();
        List<String> states = new ArrayList<>();
        for (ObjectNode header : headers) {
            Exchange exchange = client.finish(Channel.SHELL, header);
            states.add(exchange.reply().content().path("status").asText());
            assertEquals("busy", exchange.published().getFirst().content().path("execution_state").asText());
        }
        return states;
    }

    @Test
    void theRequestReachesTheInterpreter() {
        kernel.client.exchange("execute_request", execute("x").put("allow_stdin", false));
        ExecuteRequest request = kernel.interpreter.lastRequest.orElseThrow();
        assertEquals(ExecuteRequest.of("x", 1), request);
        kernel.client.run("y");
        assertTrue(kernel.interpreter.lastRequest.orElseThrow().allowStdin());
    }

    @Test
    void aThreadThatInterruptsItselfHarmsNothing() {
        kernel.interpreter.cell("interrupt", frontend -> {
            Thread.currentThread().interrupt();
            frontend.stream(StreamName.STDOUT, "still here");
            return ExecuteResult.value(MimeBundle.text("v"));
        });
        for (int i = 0; i < 50; i++) {
            Exchange exchange = kernel.client.run("interrupt");
            assertEquals("still here", exchange.text("stdout"));
            assertEquals(1, exchange.ofType("execute_result").size());
        }
    }
}

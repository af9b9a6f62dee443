package dev.jacobi.kernel.protocol;

import static dev.jacobi.kernel.protocol.TestClient.execute;
import static dev.jacobi.kernel.protocol.TestClient.json;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CommTest extends WithRunningKernel {
    private final BlockingQueue<CommMessage> arrived = new LinkedBlockingQueue<>();

    @BeforeEach
    void start() throws Exception {
        kernel.server.frontend().comms().register("echo", (comm, opening) -> {
            arrived.add(opening);
            comm.onMessage(message -> comm.send(new CommMessage(message.data(), json("{'m':1}"), message.buffers())));
            comm.onClose(arrived::add);
        });
    }

    private List<Message> send(String type, ObjectNode content, byte[]... buffers) {
        ObjectNode header = client.header(type);
        client.send(Channel.SHELL, header, Json.object(), content, List.of(buffers));
        return client.untilIdle(header);
    }

    private ObjectNode info(String request) {
        return (ObjectNode) client.exchange("comm_info_request", json(request)).reply().content().path("comms");
    }

    @Test
    void aFrontEndOpensTalksAndCloses() throws Exception {
        assertEquals(2, send("comm_open", json("{'comm_id':'c1','target_name':'echo','data':{'x':1}}")).size());
        assertEquals(json("{'x':1}"), arrived.poll(10, TimeUnit.SECONDS).data());
        assertEquals(json("{'c1':{'target_name':'echo'}}"), info("{}"));
        assertEquals(json("{'c1':{'target_name':'echo'}}"), info("{'target_name':'echo'}"));
        assertEquals(json("{}"), info("{'target_name':'other'}"));

        byte[] buffer = {1, 0, -1, 127};
        Message echoed = send("comm_msg", json("{'comm_id':'c1','data':{'y':[2]}}"), buffer, new byte[0]).get(1);
        assertEquals("comm_msg", echoed.type());
        assertEquals(json("{'comm_id':'c1','data':{'y':[2]}}"), echoed.content());
        assertEquals(json("{'m':1}"), echoed.metadata());
        assertEquals(2, echoed.buffers().size());
        assertArrayEquals(buffer, echoed.buffers().getFirst());

        send("comm_close", json("{'comm_id':'c1','data':{'bye':true}}"));
        assertEquals(json("{'bye':true}"), arrived.poll(10, TimeUnit.SECONDS).data());
        assertEquals(json("{}"), info("{}"));
    }

    @Test
    void anUnknownTargetIsClosedAtOnce() {
        Message close = send("comm_open", json("{'comm_id':'c2','target_name':'nobody','data':{}}")).get(1);
        assertEquals("comm_close", close.type());
        assertEquals(json("{'comm_id':'c2','data':{}}"), close.content());
    }

    @Test
    void aCellOpensAndCloses() {
        kernel.interpreter.cell("open", frontend -> {
            Comm comm = frontend.comms().open("widget", CommMessage.of(json("{'state':{}}")));
            assertTrue(frontend.comms().find(comm.id()).isPresent());
            comm.send(CommMessage.of(json("{'v':2}")));
            comm.close(CommMessage.empty());
            comm.close(CommMessage.empty());
            comm.send(CommMessage.empty());
            return ExecuteResult.done();
        });
        var exchange = client.exchange("execute_request", execute("open"));
        assertEquals(List.of("status", "execute_input", "comm_open", "comm_msg", "comm_close", "error", "status"), exchange.types());
        ObjectNode open = exchange.published().get(2).content();
        assertEquals("widget", open.path("target_name").asText());
        assertEquals(json("{'state':{}}"), open.path("data"));
        assertEquals("IllegalStateException", exchange.reply().content().path("ename").asText(), "sending on a closed comm");
    }

    @Test
    void anErrorInAHandlerIsShownAndEndsNothing() {
        kernel.server.frontend().comms().register("bad", (comm, opening) -> {
            throw new IllegalStateException("handler broke");
        });
        Message text = send("comm_open", json("{'comm_id':'c3','target_name':'bad','data':{}}")).get(1);
        assertEquals("stream", text.type());
        assertTrue(text.content().path("text").asText().contains("handler broke"));
        assertEquals("ok", client.run("x").reply().content().path("status").asText());
    }

    @Test
    void aMessageToAClosedCommIsLogged() {
        assertEquals(2, send("comm_msg", json("{'comm_id':'gone','data':{}}")).size());
        assertTrue(kernel.log.stream().anyMatch(line -> line.contains("isn't open")), kernel.log.toString());
    }
}

package dev.jacobi.kernel.protocol;

import static dev.jacobi.kernel.protocol.TestClient.json;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.jacobi.kernel.protocol.TestClient.Exchange;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a widget would do: cells talk to the front end over comms, with binary buffers both ways. */
class CellCommTest extends WithKernelProcess {
    CellCommTest() {
        super("-Xmx400m");
    }

    private List<Message> send(String type, String content, byte[]... buffers) {
        ObjectNode header = kernel.client.header(type);
        kernel.client.send(Channel.SHELL, header, Json.object(), json(content), List.of(buffers));
        return kernel.client.untilIdle(header).stream().filter(m -> !m.type().equals("status")).toList();
    }

    @Test
    void aCellAnswersWhatTheFrontEndOpens() {
        kernel.ok("""
                int heard = 0;
                comms().register("echo", (comm, opening) -> {
                    System.out.println("opened with " + opening.data() + " and " + opening.buffers().size() + " buffers");
                    comm.onMessage(m -> { heard++; comm.send(new CommMessage(m.data(), m.metadata(), m.buffers().reversed())); });
                    comm.onClose(m -> System.out.println("closed with " + m.data()));
                });
                """);
        Message opened = send("comm_open", "{'comm_id':'c1','target_name':'echo','data':{'x':1}}", new byte[]{1}).getFirst();
        assertEquals("opened with {\"x\":1} and 1 buffers\n", opened.content().path("text").asText());
        byte[] large = new byte[200_000];
        for (int i = 0; i < large.length; i++) large[i] = (byte) i;
        Message echoed = send("comm_msg", "{'comm_id':'c1','data':{'y':[2]}}", large, new byte[0], new byte[]{-1, 0}).getFirst();
        assertEquals(json("{'comm_id':'c1','data':{'y':[2]}}"), echoed.content());
        assertEquals(3, echoed.buffers().size());
        assertArrayEquals(new byte[]{-1, 0}, echoed.buffers().get(0));
        assertArrayEquals(large, echoed.buffers().get(2));
        assertEquals("closed with {\"bye\":1}\n",
                send("comm_close", "{'comm_id':'c1','data':{'bye':1}}").getFirst().content().path("text").asText());
        assertEquals("1", kernel.value("heard"));
    }

    @Test
    void aCellOpensWhatTheFrontEndHas() {
        Exchange exchange = kernel.ok("""
                Comm comm = comms().open("widget", CommMessage.of(Map.of("state", List.of(1, "two", true)), new byte[]{1, 2, 3}));
                comm.send(CommMessage.of(Map.of("value", 1.5)));
                comm.close(CommMessage.empty());
                """);
        Message open = exchange.ofType("comm_open").getFirst();
        assertEquals("widget", open.content().path("target_name").asText());
        assertEquals(json("{'state':[1,'two',true]}"), open.content().path("data"));
        assertArrayEquals(new byte[]{1, 2, 3}, open.buffers().getFirst());
        assertEquals(json("{'value':1.5}"), exchange.ofType("comm_msg").getFirst().content().path("data"));
        assertEquals(1, exchange.ofType("comm_close").size());
        ObjectNode wrong = kernel.error("comms().open(\"widget\", CommMessage.of(Map.of(\"what\", new Object())));");
        assertTrue(wrong.path("ename").asText().contains("IllegalArgumentException"), wrong.toString());
        kernel.awaitQuiet();
    }
}

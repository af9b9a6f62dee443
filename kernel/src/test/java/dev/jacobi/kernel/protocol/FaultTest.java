package dev.jacobi.kernel.protocol;

import static dev.jacobi.kernel.protocol.TestClient.execute;
import static dev.jacobi.kernel.protocol.TestClient.json;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.jacobi.kernel.protocol.TestClient.Exchange;
import java.net.NetworkInterface;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Nothing that arrives stops the kernel, and nothing unsigned runs. */
class FaultTest extends WithRunningKernel {
    private static final List<Channel> CHANNELS = List.of(Channel.SHELL, Channel.CONTROL, Channel.STDIN);

    /** All that was sent has been received, and cells run as ever. */
    private void assertAlive() {
        kernel.interpreter.executed.set(0);
        Exchange exchange = client.run("alive");
        assertEquals("ok", exchange.reply().content().path("status").asText());
        assertEquals(1, kernel.interpreter.executed.get(), "no other cell ran");
        Exchange control = client.exchange(Channel.CONTROL, "kernel_info_request", Json.object());
        assertEquals("ok", control.reply().content().path("status").asText());
        assertEquals("beat", client.heartbeat("beat"));
    }

    private void assertLogged(String text) {
        assertTrue(kernel.log.stream().anyMatch(line -> line.contains(text)), "'" + text + "' is not in " + kernel.log);
    }

    private List<byte[]> frames(ObjectNode content) {
        List<byte[]> body = List.of(
                TestClient.bytes(client.header("execute_request")),
                TestClient.bytes(Json.object()),
                TestClient.bytes(Json.object()),
                TestClient.bytes(content));
        List<byte[]> frames = new ArrayList<>(List.of("<IDS|MSG>".getBytes(), client.sign(body)));
        frames.addAll(body);
        return frames;
    }

    @Test
    void wrongOrMissingSignatures() {
        for (String signature : List.of("", "00", "z".repeat(64), new String(client.sign(List.of())))) {
            for (Channel channel : CHANNELS) {
                List<byte[]> frames = frames(execute("unsigned"));
                frames.set(1, signature.getBytes());
                client.sendRaw(channel, frames);
            }
        }
        List<byte[]> altered = frames(execute("signed"));
        altered.set(5, TestClient.bytes(execute("altered")));
        client.sendRaw(Channel.SHELL, altered);
        assertAlive();
        assertLogged("wrong signature");
        assertEquals("alive", kernel.interpreter.lastRequest.orElseThrow().code());
    }

    @Test
    void cutOffMessages() {
        List<byte[]> whole = frames(execute("cut"));
        for (int length = 1; length < whole.size(); length++) {
            for (Channel channel : CHANNELS) {
                client.sendRaw(channel, whole.subList(0, length));
                client.sendRaw(channel, whole.subList(length, whole.size()));
            }
        }
        assertAlive();
        assertLogged("cut off");
        assertLogged("no <IDS|MSG> frame");
    }

    @Test
    void signedRubbish() {
        for (String text : List.of("", "{", "[]", "1", "null", "{}x", "{\"a\":", "\u0000", "[".repeat(100_000),
                "{\"a\":" + "[".repeat(5000))) {
            for (int part = 0; part < 4; part++) {
                List<byte[]> frames = frames(execute("rubbish"));
                frames.set(2 + part, text.getBytes());
                frames.set(1, client.sign(frames.subList(2, 6)));
                for (Channel channel : CHANNELS) client.sendRaw(channel, frames);
            }
        }
        assertAlive();
        assertLogged("is no JSON object");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            execute_request | {} | code is missing
            execute_request | {'code':5} | code is 5
            execute_request | {'code':'x','silent':'yes'} | silent is "yes"
            execute_request | {'code':'x','user_expressions':[]} | user_expressions is []
            execute_request | {'code':'x','stop_on_error':1} | stop_on_error is 1
            complete_request | {'code':'x','cursor_pos':'end'} | cursor_pos is "end"
            complete_request | {'code':'x','cursor_pos':1e99} | cursor_pos is
            inspect_request | {'code':null,'cursor_pos':0} | code is null
            is_complete_request | {'code':{}} | code is {}
            history_request | {'hist_access_type':'all'} | hist_access_type is 'all'
            history_request | {'hist_access_type':'tail','n':'5'} | n is "5"
            comm_info_request | {'target_name':7} | target_name is 7
            mystery_request | {} | no message that this kernel knows
            """)
    void wrongFieldsAreAnsweredWithAnError(String type, String content, String expected) {
        Exchange exchange = client.exchange(type, json(content));
        assertEquals(type.replace("_request", "_reply"), exchange.reply().type());
        assertEquals("error", exchange.reply().content().path("status").asText());
        assertTrue(exchange.reply().content().path("evalue").asText().contains(expected), exchange.reply().content().toString());
        assertEquals(List.of("status", "status"), exchange.types());
        assertLogged(expected);
        assertAlive();
    }

    @Test
    void positionsOutsideOfTheCodeAreMovedInside() {
        for (int position : new int[]{-1, 100, Integer.MIN_VALUE, Integer.MAX_VALUE}) {
            Exchange exchange = client.exchange("complete_request", Json.object().put("code", "ab").put("cursor_pos", position));
            assertEquals(position < 0 ? 0 : 2, exchange.reply().content().path("cursor_end").asInt());
        }
    }

    @Test
    void unknownMessagesAreLogged() {
        for (Channel channel : CHANNELS) client.send(channel, "no_such_message", Json.object());
        client.send(Channel.STDIN, "input_reply", json("{'value':'for nobody'}"));
        client.send(Channel.STDIN, "input_reply", json("{'value':{}}"));
        for (String type : List.of("comm_open", "comm_msg", "comm_close")) client.send(Channel.SHELL, type, json("{'comm_id':1}"));
        client.send(Channel.CONTROL, "execute_request", execute("on the wrong channel"));
        assertEquals("error", client.receive(Channel.CONTROL).content().path("status").asText());
        assertAlive();
        assertLogged("no_such_message");
        assertLogged("nobody waits");
    }

    @Test
    void randomMessages() {
        long seed = Long.getLong("jacobi.seed", System.nanoTime());
        System.out.println("random messages with -Djacobi.seed=" + seed);
        RandomMessages.send(client, new Random(seed), 10_000);
        try (TestClient fresh = new TestClient(kernel.server.connection())) {
            Exchange exchange = fresh.run("after");
            assertEquals("ok", exchange.reply().content().path("status").asText(), "seed " + seed);
            assertEquals("beat", fresh.heartbeat("beat"), "seed " + seed);
            Message info = fresh.exchange(Channel.CONTROL, "kernel_info_request", Json.object()).reply();
            assertEquals("ok", info.content().path("status").asText(), "seed " + seed);
        }
    }

    @Test
    void aHugeCellRuns() {
        String code = "x".repeat(30 << 20);
        Exchange exchange = client.run(code);
        assertEquals("ok", exchange.reply().content().path("status").asText());
        assertEquals(code.length(),
                exchange.ofType("execute_result").getFirst().content().path("data").path("text/plain").asText().length());
    }

    @Test
    void bytesThatAreNoZeroMq() throws Exception {
        int port = kernel.server.connection().shellPort();
        byte[] greeting = {(byte) 0xFF, 0, 0, 0, 0, 0, 0, 0, 1, 0x7F, 3, 0, 'N', 'U', 'L', 'L'};
        byte[] hugeFrame = {2, 127, -1, -1, -1, -1, -1, -1, -1};
        for (byte[] bytes : List.of("GET / HTTP/1.1\r\n\r\n".getBytes(), greeting, hugeFrame, new byte[10_000])) {
            try (Socket socket = new Socket("127.0.0.1", port)) {
                socket.getOutputStream().write(bytes);
                socket.getOutputStream().flush();
            }
        }
        try (Socket socket = new Socket("127.0.0.1", port)) {
            byte[] whole = new byte[64];
            System.arraycopy(greeting, 0, whole, 0, greeting.length);
            socket.getOutputStream().write(whole);
            byte[] ready = "\u0004\u0026\u0005READY\u000BSocket-Type\0\0\0\u0006DEALER\u0008Identity\0\0\0\0"
                    .getBytes(StandardCharsets.ISO_8859_1);
            socket.getOutputStream().write(ready);
            socket.getOutputStream().write(hugeFrame);
            socket.getOutputStream().flush();
            socket.setSoTimeout(TestClient.TIMEOUT_MILLIS);
            byte[] answer = new byte[1 << 16];
            while (socket.getInputStream().read(answer) >= 0) assertNotNull(answer);
        } catch (java.net.SocketException reset) {
            assertNotNull(reset, "the kernel hung up, which is right too");
        }
        assertAlive();
    }

    @Test
    void aClientThatDiesWhileItsCellRuns() throws InterruptedException {
        CountDownLatch begun = new CountDownLatch(1), release = new CountDownLatch(1);
        kernel.interpreter.cell("wait", frontend -> {
            begun.countDown();
            release.await();
            for (int i = 0; i < 1000; i++) frontend.display(MimeBundle.text("to nobody"));
            return ExecuteResult.value(MimeBundle.text("v"));
        });
        try (TestClient dying = new TestClient(kernel.server.connection())) {
            dying.send(Channel.SHELL, "execute_request", execute("wait"));
            dying.published("execute_input");
            // It is announced before it runs, and counted then.
            begun.await();
        }
        release.countDown();
        assertAlive();
    }

    @Test
    void listensOnlyWhereTheConnectionFileSays() throws Exception {
        ConnectionInfo connection = kernel.server.connection();
        List<String> others = new ArrayList<>();
        for (NetworkInterface network : Collections.list(NetworkInterface.getNetworkInterfaces())) {
            network.inetAddresses().filter(a -> !a.isLoopbackAddress()).forEach(a -> others.add(a.getHostAddress()));
        }
        others.add("127.0.0.2");
        for (String host : others) {
            for (Channel channel : Channel.values()) assertFalse(accepts(host, connection.port(channel)), host + " " + channel);
        }
        assertTrue(accepts("127.0.0.1", connection.shellPort()));
    }

    private static boolean accepts(String host, int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new java.net.InetSocketAddress(host, port), 1000);
            return true;
        } catch (java.io.IOException e) {
            return false;
        }
    }
}

package dev.jacobi.kernel.protocol;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.zeromq.SocketType;
import org.zeromq.ZContext;
import org.zeromq.ZMQ;

/** A front end on real sockets. It builds and checks frames by itself, so that it doesn't share the kernel's mistakes. */
final class TestClient implements AutoCloseable {
    static final int TIMEOUT_MILLIS = 20_000;
    private static final byte[] DELIMITER = "<IDS|MSG>".getBytes(StandardCharsets.US_ASCII);

    /** A request with its reply and what was published because of it, from busy to idle. */
    record Exchange(ObjectNode request, Message reply, List<Message> published) {
        List<String> types() {
            return published.stream().map(Message::type).toList();
        }

        List<Message> ofType(String type) {
            return published.stream().filter(m -> m.type().equals(type)).toList();
        }

        String text(String stream) {
            StringBuilder text = new StringBuilder();
            for (Message m : ofType("stream"))
                if (m.content().path("name").asText().equals(stream)) text.append(m.content().path("text").asText());
            return text.toString();
        }
    }

    private final ZContext context = new ZContext();
    private final Map<Channel, ZMQ.Socket> sockets = new EnumMap<>(Channel.class);
    private final Queue<Message> laterPublished = new ArrayDeque<>();
    private final String key;
    final String session = UUID.randomUUID().toString();

    TestClient(ConnectionInfo connection) {
        this(connection, Integer.MAX_VALUE);
    }

    /** A client that holds at most this many published messages unread. */
    TestClient(ConnectionInfo connection, int receiveLimit) {
        this(connection, receiveLimit, EnumSet.allOf(Channel.class));
    }

    TestClient(ConnectionInfo connection, int receiveLimit, Set<Channel> channels) {
        key = connection.key();
        for (Channel channel : channels) {
            ZMQ.Socket socket = context.createSocket(switch (channel) {
                case IOPUB -> SocketType.SUB;
                case HEARTBEAT -> SocketType.REQ;
                default -> SocketType.DEALER;
            });
            socket.setLinger(0);
            socket.setHandshakeIvl(LoopbackClient.HANDSHAKE_MILLIS);
            socket.setReceiveTimeOut(TIMEOUT_MILLIS);
            socket.setIdentity(session.getBytes(StandardCharsets.US_ASCII));
            if (receiveLimit != Integer.MAX_VALUE) socket.setRcvHWM(receiveLimit);
            else
                socket.setRcvHWM(0);
            if (receiveLimit != Integer.MAX_VALUE) socket.setReceiveBufferSize(1 << 14);
            socket.connect("tcp://" + connection.ip() + ":" + connection.port(channel));
            if (channel == Channel.IOPUB) socket.subscribe("");
            sockets.put(channel, socket);
        }
        published("iopub_welcome");
        // The stdin socket has no handshake of its own, and a question to a client that isn't connected yet is refused.
        heartbeat("ready");
    }

    static ObjectNode json(String text) {
        try {
            return (ObjectNode) Json.MAPPER.readTree(text.replace('\'', '"'));
        } catch (Exception e) {
            throw new IllegalArgumentException(text, e);
        }
    }

    static ObjectNode execute(String code) {
        return Json.object().put("code", code);
    }

    ZMQ.Socket socket(Channel channel) {
        return sockets.get(channel);
    }

    ObjectNode header(String type) {
        return Json.object()
                .put("msg_id", UUID.randomUUID().toString())
                .put("session", session)
                .put("username", "tester")
                .put("date", "2026-01-02T03:04:05.678901Z")
                .put("msg_type", type)
                .put("version", "5.5");
    }

    /** Sends a request and returns its header. */
    ObjectNode send(Channel channel, String type, ObjectNode content) {
        ObjectNode header = header(type);
        send(channel, header, Json.object(), content, List.of());
        return header;
    }

    void send(Channel channel, ObjectNode header, ObjectNode parent, ObjectNode content, List<byte[]> buffers) {
        List<byte[]> body = List.of(bytes(header), bytes(parent), bytes(Json.object()), bytes(content));
        List<byte[]> frames = new ArrayList<>(List.of(DELIMITER, sign(body)));
        frames.addAll(body);
        frames.addAll(buffers);
        sendRaw(channel, frames);
    }

    void sendRaw(Channel channel, List<byte[]> frames) {
        for (int i = 0; i < frames.size(); i++) sockets.get(channel).send(frames.get(i), i + 1 < frames.size() ? ZMQ.SNDMORE : 0);
    }

    byte[] sign(List<byte[]> body) {
        if (key.isEmpty()) return new byte[0];
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            body.forEach(mac::update);
            return HexFormat.of().formatHex(mac.doFinal()).getBytes(StandardCharsets.US_ASCII);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    static byte[] bytes(ObjectNode node) {
        return node.toString().getBytes(StandardCharsets.UTF_8);
    }

    Message receive(Channel channel) {
        ZMQ.Socket socket = sockets.get(channel);
        byte[] first = socket.recv();
        if (first == null) return fail("nothing arrived on " + channel + " for " + TIMEOUT_MILLIS + " ms");
        List<byte[]> frames = new ArrayList<>(List.of(first));
        while (socket.hasReceiveMore()) frames.add(socket.recv());
        int start = 0;
        while (!Arrays.equals(frames.get(start), DELIMITER)) start++;
        List<byte[]> body = frames.subList(start + 2, start + 6);
        assertTrue(Arrays.equals(sign(body), frames.get(start + 1)), "the kernel's signature");
        return new Message(
                channel,
                frames.subList(0, start),
                json(body, 0),
                json(body, 1),
                json(body, 2),
                json(body, 3),
                frames.subList(start + 6, frames.size()));
    }

    private static ObjectNode json(List<byte[]> body, int index) {
        try {
            return Json.parseObject(body.get(index));
        } catch (Exception e) {
            return fail("frame " + index + " of the kernel's message", e);
        }
    }

    /** The next published message, first of those that {@link #exchange} passed over. */
    Message published() {
        Message later = laterPublished.poll();
        return later != null ? later : receive(Channel.IOPUB);
    }

    /** The next published message of a type; others are passed over. */
    Message published(String type) {
        while (true) {
            Message message = published();
            if (message.type().equals(type)) return message;
        }
    }

    Exchange exchange(String type, ObjectNode content) {
        return exchange(Channel.SHELL, type, content);
    }

    Exchange exchange(Channel channel, String type, ObjectNode content) {
        return finish(channel, send(channel, type, content));
    }

    /** Waits for the reply to a request and for its idle. */
    Exchange finish(Channel channel, ObjectNode header) {
        Message reply = receive(channel);
        if (!isFor(reply, header)) fail("a reply to another request: " + reply.header() + " " + reply.content());
        return new Exchange(header, reply, untilIdle(header));
    }

    /** What is published for a request from now on, up to its idle. */
    List<Message> untilIdle(ObjectNode header) {
        List<Message> mine = new ArrayList<>();
        List<Message> others = new ArrayList<>();
        while (mine.isEmpty() || !mine.getLast().content().path("execution_state").asText().equals("idle")) {
            Message message = published();
            (isFor(message, header) ? mine : others).add(message);
        }
        laterPublished.addAll(others);
        return mine;
    }

    static boolean isFor(Message message, ObjectNode header) {
        return message.parentHeader().path("msg_id").equals(header.path("msg_id"));
    }

    Exchange run(String code) {
        return exchange("execute_request", execute(code));
    }

    /** Waits until all that was sent on the shell channel has been received, which a request to no subshell tells: it's refused at once. */
    void flushShell() {
        ObjectNode header = header("kernel_info_request").put("subshell_id", "none");
        send(Channel.SHELL, header, Json.object(), Json.object(), List.of());
        finish(Channel.SHELL, header);
    }

    String heartbeat(String text) {
        sockets.get(Channel.HEARTBEAT).send(text);
        return sockets.get(Channel.HEARTBEAT).recvStr();
    }

    @Override
    public void close() {
        context.close();
    }
}

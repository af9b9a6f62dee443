package dev.jacobi.kernel.protocol;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Sends messages: replies to who asked, publications to all. Any thread may call it. */
final class Messenger {
    private final MessageCodec codec;
    private final SocketLoop sockets;

    Messenger(MessageCodec codec, SocketLoop sockets) {
        this.codec = codec;
        this.sockets = sockets;
    }

    void reply(Message request, ObjectNode content) {
        reply(request, request.replyType(), content);
    }

    void reply(Message request, String type, ObjectNode content) {
        ObjectNode header = codec.header(type);
        sockets.send(
                request.channel(),
                codec.encode(request.ids(), header, request.header(), Json.object(), content, List.of()));
    }

    void publish(ObjectNode parent, String type, ObjectNode content) {
        publish(parent, type, content, Json.object(), List.of());
    }

    void publish(ObjectNode parent, String type, ObjectNode content, ObjectNode metadata, List<byte[]> buffers) {
        List<byte[]> topic = List.of(type.getBytes(StandardCharsets.US_ASCII));
        sockets.send(Channel.IOPUB, codec.encode(topic, codec.header(type), parent, metadata, content, buffers));
    }

    void status(ObjectNode parent, String state) {
        publish(parent, "status", Json.object().put("execution_state", state));
    }

    /** Asks on the stdin channel; the answer's id is the id returned by {@link #newHeader}. */
    void ask(List<byte[]> ids, ObjectNode header, ObjectNode parent, ObjectNode content, Runnable unroutable) {
        sockets.send(Channel.STDIN, codec.encode(ids, header, parent, Json.object(), content, List.of()), unroutable);
    }

    ObjectNode newHeader(String type) {
        return codec.header(type);
    }

    /** Waits while subscribers are far behind; false if text had better be left out. */
    boolean awaitRoom(RequestContext context) {
        return sockets.backpressure().awaitRoom(context);
    }
}

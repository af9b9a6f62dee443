package dev.jacobi.kernel.protocol;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.UnaryOperator;

/** The request that output belongs to. Threads keep it for as long as they live, so it holds no code and no buffers. */
final class RequestContext {
    private final List<byte[]> ids;
    private final ObjectNode header;
    private final boolean allowStdin;
    private final OutputBuffer output;
    private volatile boolean interrupted;
    private final ArrayNode payloads = JsonNodeFactory.instance.arrayNode();

    RequestContext(List<byte[]> ids, ObjectNode header, boolean allowStdin, Messenger messenger, ScheduledExecutorService timer,
            UnaryOperator<String> shown) {
        this.ids = ids;
        this.header = header;
        this.allowStdin = allowStdin;
        this.output = new OutputBuffer(
                timer,
                (name, text) -> messenger.publish(header, "stream", Json.object().put("name", name.wire()).put("text", shown.apply(text))));
    }

    List<byte[]> ids() {
        return ids;
    }

    ObjectNode header() {
        return header;
    }

    boolean allowStdin() {
        return allowStdin;
    }

    OutputBuffer output() {
        return output;
    }

    void interrupt() {
        interrupted = true;
    }

    boolean interrupted() {
        return interrupted;
    }

    void addPayload(ObjectNode payload) {
        synchronized (payloads) {
            payloads.add(payload);
        }
    }

    ArrayNode payloads() {
        synchronized (payloads) {
            return payloads.deepCopy();
        }
    }
}

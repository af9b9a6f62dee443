package dev.jacobi.kernel.protocol;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** What goes over a comm: JSON and raw bytes. */
public record CommMessage(ObjectNode data, ObjectNode metadata, List<byte[]> buffers) {
    public CommMessage {
        buffers = List.copyOf(buffers);
    }

    public static CommMessage of(ObjectNode data) {
        return new CommMessage(data, JsonNodeFactory.instance.objectNode(), List.of());
    }

    public static CommMessage empty() {
        return of(JsonNodeFactory.instance.objectNode());
    }
}

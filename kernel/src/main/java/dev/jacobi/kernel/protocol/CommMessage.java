package dev.jacobi.kernel.protocol;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;

/** What goes over a comm: JSON and raw bytes. */
public record CommMessage(ObjectNode data, ObjectNode metadata, List<byte[]> buffers) {
    public CommMessage {
        buffers = List.copyOf(buffers);
    }

    public static CommMessage of(ObjectNode data) {
        return new CommMessage(data, JsonNodeFactory.instance.objectNode(), List.of());
    }

    /**
     * Of what JSON can say (numbers, texts, booleans, lists and maps of such, objects by their properties) and of raw bytes.
     *
     * @throws IllegalArgumentException if there is something in {@code data} that has no properties
     */
    public static CommMessage of(Map<String, ?> data, byte[]... buffers) {
        return new CommMessage(Json.MAPPER.valueToTree(data), JsonNodeFactory.instance.objectNode(), List.of(buffers));
    }

    public static CommMessage empty() {
        return of(JsonNodeFactory.instance.objectNode());
    }
}

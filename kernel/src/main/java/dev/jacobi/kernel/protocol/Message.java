package dev.jacobi.kernel.protocol;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;

/** A message that arrived, its signature checked. {@code ids} route the answer. */
record Message(
        Channel channel,
        List<byte[]> ids,
        ObjectNode header,
        ObjectNode parentHeader,
        ObjectNode metadata,
        ObjectNode content,
        List<byte[]> buffers) {

    String type() {
        return header.path("msg_type").textValue();
    }

    String id() {
        return header.path("msg_id").textValue();
    }

    Optional<String> subshellId() {
        return Optional.ofNullable(header.path("subshell_id").textValue());
    }

    boolean isRequest() { return type().endsWith("_request"); }

    String replyType() {
        return type().substring(0, type().length() - "request".length()) + "reply";
    }
}

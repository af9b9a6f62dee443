package dev.jacobi.kernel.protocol;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** The fields of a message's content, with their types checked. An absent or null field has its default. */
record Fields(String messageType, ObjectNode content) {

    /** A request whose content isn't what the protocol says: its sender gets this text. */
    static final class MalformedRequestException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        MalformedRequestException(String message) {
            super(message, null, false, false);
        }
    }

    static Fields of(Message message) {
        return new Fields(message.type(), message.content());
    }

    String text(String name) {
        JsonNode value = content.path(name);
        if (value.isTextual()) return value.textValue();
        throw wrong(name, "a string", value);
    }

    String text(String name, String otherwise) {
        return absent(name) ? otherwise : text(name);
    }

    boolean flag(String name, boolean otherwise) {
        if (absent(name)) return otherwise;
        JsonNode value = content.path(name);
        if (value.isBoolean()) return value.booleanValue();
        throw wrong(name, "true or false", value);
    }

    int integer(String name, int otherwise) {
        if (absent(name)) return otherwise;
        JsonNode value = content.path(name);
        if (value.isIntegralNumber() && value.canConvertToInt()) return value.intValue();
        throw wrong(name, "an integer", value);
    }

    ObjectNode object(String name) {
        if (absent(name)) return Json.object();
        if (content.path(name) instanceof ObjectNode object) return object;
        throw wrong(name, "an object", content.path(name));
    }

    private boolean absent(String name) {
        JsonNode value = content.path(name);
        return value.isMissingNode() || value.isNull();
    }

    private MalformedRequestException wrong(String name, String needed, JsonNode value) {
        String given = value.isMissingNode() ? "missing" : abbreviated(value.toString());
        return new MalformedRequestException("[" + messageType + "] content." + name + " is " + given + ", it must be " + needed);
    }

    private static String abbreviated(String text) {
        return text.length() <= 80 ? text : text.substring(0, 80) + "...";
    }
}

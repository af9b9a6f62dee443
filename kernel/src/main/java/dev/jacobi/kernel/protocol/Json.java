package dev.jacobi.kernel.protocol;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.IOException;
import java.util.Collection;
import java.util.Map;

/** JSON as messages need it. */
final class Json {
    /** Cells and widgets' states may be longer than Jackson's limit of 20 million characters; its limit of depth stays. */
    static final ObjectMapper MAPPER = new ObjectMapper(
            JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder().maxStringLength(Integer.MAX_VALUE).build())
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private Json() {}

    static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    static ObjectNode object(Map<String, JsonNode> fields) {
        ObjectNode node = object();
        node.setAll(fields);
        return node;
    }

    static ArrayNode texts(Collection<String> texts) {
        ArrayNode node = JsonNodeFactory.instance.arrayNode(texts.size());
        texts.forEach(node::add);
        return node;
    }

    static ObjectNode parseObject(byte[] json) throws IOException {
        if (MAPPER.readTree(json) instanceof ObjectNode object) return object;
        throw new IOException("not a JSON object");
    }

    /**
     * UTF-8. Half a surrogate pair becomes a replacement character: escaped as it is, it would arrive, and then keep the front end
     * from saving the notebook.
     */
    static byte[] bytes(JsonNode node) {
        byte[] json = write(node);
        return mayHoldHalfPair(json) ? write(wellFormed(node)) : json;
    }

    private static byte[] write(JsonNode node) {
        try {
            return MAPPER.writeValueAsBytes(node);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("can't be written as JSON: " + e.getOriginalMessage(), e);
        }
    }

    /** Whole pairs are written as UTF-8, halves as escapes from D800 on. */
    private static boolean mayHoldHalfPair(byte[] json) {
        for (int i = 0; i + 2 < json.length; i++) {
            if (json[i] == '\\' && json[i + 1] == 'u' && (json[i + 2] | 0x20) == 'd') return true;
        }
        return false;
    }

    private static JsonNode wellFormed(JsonNode node) {
        return switch (node) {
            case TextNode text -> TextNode.valueOf(wellFormed(text.textValue()));
            case ArrayNode array -> {
                ArrayNode copy = JsonNodeFactory.instance.arrayNode();
                array.forEach(item -> copy.add(wellFormed(item)));
                yield copy;
            }
            case ObjectNode object -> {
                ObjectNode copy = object();
                object.properties().forEach(field -> copy.set(wellFormed(field.getKey()), wellFormed(field.getValue())));
                yield copy;
            }
            default -> node;
        };
    }

    private static String wellFormed(String text) {
        StringBuilder result = new StringBuilder(text.length());
        text.codePoints().forEach(c -> result.appendCodePoint(c >= 0xD800 && c <= 0xDFFF ? 0xFFFD : c));
        return result.toString();
    }
}

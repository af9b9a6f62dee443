package dev.jacobi.kernel.protocol;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The same thing in several media types; the front end shows the richest one it knows.
 *
 * @param data MIME type to representation: text as a JSON string, binary types as Base64 text, JSON types as JSON
 * @param metadata keyed by MIME type, or keys that concern the whole bundle
 * @param transientData for the front end only, never saved in the notebook
 */
public record MimeBundle(Map<String, JsonNode> data, Map<String, JsonNode> metadata, Map<String, JsonNode> transientData) {
    public static final String TEXT = "text/plain";
    public static final String HTML = "text/html";

    public MimeBundle {
        data = copy(data);
        metadata = copy(metadata);
        transientData = copy(transientData);
    }

    public static MimeBundle empty() {
        return new MimeBundle(Map.of(), Map.of(), Map.of());
    }

    public static MimeBundle text(String text) {
        return of(TEXT, text);
    }

    public static MimeBundle of(String mime, String value) {
        return empty().with(mime, value);
    }

    public MimeBundle with(String mime, String value) {
        return with(mime, TextNode.valueOf(value));
    }

    public MimeBundle with(String mime, JsonNode value) {
        return new MimeBundle(plus(data, mime, value), metadata, transientData);
    }

    public MimeBundle withMetadata(String key, JsonNode value) {
        return new MimeBundle(data, plus(metadata, key, value), transientData);
    }

    public MimeBundle withTransient(String key, JsonNode value) {
        return new MimeBundle(data, metadata, plus(transientData, key, value));
    }

    /** The text/plain form, or the empty string. */
    public String plainText() {
        JsonNode text = data.get(TEXT);
        return text == null ? "" : text.asText();
    }

    private static Map<String, JsonNode> copy(Map<String, JsonNode> map) {
        return Collections.unmodifiableMap(new LinkedHashMap<>(map));
    }

    private static Map<String, JsonNode> plus(Map<String, JsonNode> map, String key, JsonNode value) {
        Map<String, JsonNode> copy = new LinkedHashMap<>(map);
        copy.put(key, value);
        return copy;
    }
}

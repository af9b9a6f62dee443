package dev.jacobi.kernel.protocol;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Where a kernel listens and how its messages are signed: the connection file that Jupyter writes. A port of 0 takes any free one;
 * {@link KernelServer#connection} tells which.
 *
 * @param key the secret of the signatures; when empty, messages are neither signed nor checked
 */
public record ConnectionInfo(
        String ip,
        int shellPort,
        int iopubPort,
        int stdinPort,
        int controlPort,
        int heartbeatPort,
        String signatureScheme,
        String key) {

    public ConnectionInfo {
        Signer.create(signatureScheme, key);
        if (ip.isBlank()) throw new ConnectionFileException("[connection file] ip is empty; it must be the address to listen on");
    }

    /** Any free ports of this machine's loopback address. */
    public static ConnectionInfo loopback(String key) {
        return new ConnectionInfo("127.0.0.1", 0, 0, 0, 0, 0, "hmac-sha256", key);
    }

    public static ConnectionInfo read(Path file) {
        try {
            return parse(Files.readString(file), file.toString());
        } catch (IOException e) {
            throw new ConnectionFileException("[connection file] " + file + " can't be read: " + e, e);
        }
    }

    /** Parses the text of a connection file; {@code origin} names it in errors. */
    public static ConnectionInfo parse(String json, String origin) {
        JsonNode root;
        try {
            root = Json.MAPPER.readTree(json);
        } catch (JsonProcessingException e) {
            throw new ConnectionFileException("[connection file] " + origin + " is not JSON: " + e.getOriginalMessage(), e);
        }
        if (!root.isObject()) throw new ConnectionFileException("[connection file] " + origin + " holds no JSON object");
        Reader reader = new Reader(root, origin);
        String transport = reader.text("transport", "tcp");
        if (!transport.equals("tcp")) {
            throw new ConnectionFileException(
                    "[connection file] " + origin + " asks for transport '" + transport + "', this kernel speaks only 'tcp'."
                            + " Hint: start Jupyter with --KernelManager.transport=tcp");
        }
        return new ConnectionInfo(
                reader.text("ip", "127.0.0.1"),
                reader.port("shell_port"),
                reader.port("iopub_port"),
                reader.port("stdin_port"),
                reader.port("control_port"),
                reader.port("hb_port"),
                reader.text("signature_scheme", "hmac-sha256"),
                reader.text("key", ""));
    }

    int port(Channel channel) {
        return switch (channel) {
            case SHELL -> shellPort;
            case IOPUB -> iopubPort;
            case STDIN -> stdinPort;
            case CONTROL -> controlPort;
            case HEARTBEAT -> heartbeatPort;
        };
    }

    String endpoint(Channel channel) {
        String host = ip.contains(":") ? "[" + ip + "]" : ip;
        return "tcp://" + host + ":" + (port(channel) == 0 ? "*" : port(channel));
    }

    private record Reader(JsonNode root, String origin) {
        String text(String field, String otherwise) {
            JsonNode value = root.path(field);
            if (value.isMissingNode() || value.isNull()) return otherwise;
            if (!value.isTextual()) throw wrong(field, "a string", value);
            return value.textValue();
        }

        int port(String field) {
            JsonNode value = root.path(field);
            if (!value.isIntegralNumber() || !value.canConvertToInt() || value.intValue() < 0 || value.intValue() > 65535) {
                throw wrong(field, "a port from 0 to 65535", value);
            }
            return value.intValue();
        }

        private ConnectionFileException wrong(String field, String needed, JsonNode value) {
            String given = value.isMissingNode() ? "missing" : value.toString();
            return new ConnectionFileException("[connection file] " + origin + ": " + field + " is " + given + ", it must be " + needed);
        }
    }
}

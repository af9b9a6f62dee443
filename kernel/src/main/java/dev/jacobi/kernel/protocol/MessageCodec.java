package dev.jacobi.kernel.protocol;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

/** Messages to frames and back. Any thread may use it. */
final class MessageCodec {
    static final String PROTOCOL_VERSION = "5.5";
    private static final byte[] DELIMITER = "<IDS|MSG>".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] EMPTY_OBJECT = {'{', '}'};
    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'").withZone(ZoneOffset.UTC);

    /** Frames that are no message: dropped, with this reason in the log. */
    static final class MalformedMessageException extends Exception {
        private static final long serialVersionUID = 1L;

        MalformedMessageException(String message) {
            super(message, null, false, false);
        }
    }

    private final Signer signer;
    private final String session = UUID.randomUUID().toString();
    private final AtomicLong counter = new AtomicLong();

    MessageCodec(Signer signer) {
        this.signer = signer;
    }

    ObjectNode header(String type) {
        return Json.object()
                .put("msg_id", session + "_" + counter.incrementAndGet())
                .put("session", session)
                .put("username", "kernel")
                .put("date", DATE.format(Instant.now()))
                .put("msg_type", type)
                .put("version", PROTOCOL_VERSION);
    }

    List<byte[]> encode(List<byte[]> ids, ObjectNode header, ObjectNode parent, ObjectNode metadata, ObjectNode content,
            List<byte[]> buffers) {
        List<byte[]> body = List.of(Json.bytes(header), bytes(parent), bytes(metadata), Json.bytes(content));
        List<byte[]> frames = new ArrayList<>(ids.size() + 6 + buffers.size());
        frames.addAll(ids);
        frames.add(DELIMITER);
        frames.add(signer.sign(body));
        frames.addAll(body);
        frames.addAll(buffers);
        return frames;
    }

    private static byte[] bytes(ObjectNode node) {
        return node.isEmpty() ? EMPTY_OBJECT : Json.bytes(node);
    }

    Message decode(Channel channel, List<byte[]> frames) throws MalformedMessageException {
        int delimiter = 0;
        while (delimiter < frames.size() && !Arrays.equals(frames.get(delimiter), DELIMITER)) delimiter++;
        if (delimiter == frames.size()) throw new MalformedMessageException("no <IDS|MSG> frame among " + frames.size());
        int start = delimiter + 2;
        if (frames.size() < start + 4) {
            throw new MalformedMessageException(
                    "cut off: " + (frames.size() - delimiter - 1) + " frames after <IDS|MSG>, at least 5 needed");
        }
        List<byte[]> body = frames.subList(start, start + 4);
        if (!signer.accepts(frames.get(delimiter + 1), body)) throw new MalformedMessageException("wrong signature");
        ObjectNode header = parse("header", body.get(0));
        for (String field : List.of("msg_id", "msg_type")) {
            if (!header.path(field).isTextual()) throw new MalformedMessageException("header." + field + " is no string");
        }
        return new Message(
                channel,
                List.copyOf(frames.subList(0, delimiter)),
                header,
                parse("parent_header", body.get(1)),
                parse("metadata", body.get(2)),
                parse("content", body.get(3)),
                List.copyOf(frames.subList(start + 4, frames.size())));
    }

    private static ObjectNode parse(String part, byte[] json) throws MalformedMessageException {
        try {
            return Json.parseObject(json);
        } catch (IOException e) {
            throw new MalformedMessageException(part + " is no JSON object: " + firstLine(e));
        }
    }

    private static String firstLine(Exception e) {
        String text = String.valueOf(e.getMessage());
        int end = text.indexOf('\n');
        return end < 0 ? text : text.substring(0, end);
    }
}

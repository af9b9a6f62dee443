package dev.jacobi.kernel.protocol;

import static dev.jacobi.kernel.protocol.TestClient.execute;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Messages of every degree of wrongness: noise, real ones with a bit turned, cut or falsely signed, signed ones of random content. */
final class RandomMessages {
    private static final List<Channel> CHANNELS = List.of(Channel.SHELL, Channel.CONTROL, Channel.STDIN);
    private static final List<String> TYPES = List.of("execute_request", "complete_request", "inspect_request", "is_complete_request",
            "comm_open", "comm_msg", "comm_close", "comm_info_request", "input_reply", "history_request", "kernel_info_request",
            "connect_request", "interrupt_request", "delete_subshell_request", "debug_request", "x", "", "_request");
    private static final List<String> NAMES = List.of("code", "cursor_pos", "comm_id", "target_name", "data", "value", "hist_access_type",
            "silent", "restart", "n", "user_expressions", "subshell_id");

    /** Sends so many, and waits until all of them have been dealt with. */
    static void send(TestClient client, Random random, int count) {
        for (int i = 0; i < count; i++) client.sendRaw(CHANNELS.get(random.nextInt(CHANNELS.size())), frames(client, random));
        for (Channel channel : List.of(Channel.SHELL, Channel.CONTROL)) {
            ObjectNode last = client.send(channel, "kernel_info_request", Json.object());
            Message reply = client.receive(channel);
            while (!TestClient.isFor(reply, last)) reply = client.receive(channel);
        }
    }

    private static List<byte[]> frames(TestClient client, Random random) {
        List<byte[]> frames = new ArrayList<>(List.of("<IDS|MSG>".getBytes(), new byte[0],
                TestClient.bytes(client.header("execute_request")), TestClient.bytes(Json.object()), TestClient.bytes(Json.object()),
                TestClient.bytes(execute("throw new Error(\"an unsigned message ran\")"))));
        frames.set(1, client.sign(frames.subList(2, 6)));
        switch (random.nextInt(5)) {
            case 0 -> {
                return noise(random);
            }
            case 1 -> turn(frames.get(2 + random.nextInt(4)), random);
            case 2 -> {
                turn(frames.get(2 + random.nextInt(4)), random);
                frames.set(5, TestClient.bytes(randomObject(random, 1)));
                frames.set(1, client.sign(frames.subList(2, 6)));
            }
            case 3 -> {
                frames.set(2, TestClient.bytes(client.header(TYPES.get(random.nextInt(TYPES.size())))));
                frames.set(5, TestClient.bytes(randomObject(random, 3)));
                frames.set(1, client.sign(frames.subList(2, 6)));
            }
            default -> frames.remove(random.nextInt(frames.size()));
        }
        return frames;
    }

    private static List<byte[]> noise(Random random) {
        List<byte[]> frames = new ArrayList<>();
        for (int n = 1 + random.nextInt(8); n > 0; n--) {
            byte[] frame = new byte[random.nextInt(40)];
            random.nextBytes(frame);
            frames.add(random.nextInt(4) == 0 ? "<IDS|MSG>".getBytes() : frame);
        }
        return frames;
    }

    private static void turn(byte[] frame, Random random) {
        frame[random.nextInt(frame.length)] ^= (byte) (1 << random.nextInt(8));
    }

    private static ObjectNode randomObject(Random random, int depth) {
        ObjectNode node = Json.object();
        for (String name : NAMES) {
            switch (random.nextInt(7)) {
                case 0 -> node.put(name, random.nextInt());
                case 1 -> node.put(name, random.nextBoolean());
                case 2 -> node.putNull(name);
                case 3 -> node.put(name, "text" + random.nextInt());
                case 4 -> node.putArray(name).add(random.nextDouble());
                case 5 -> node.set(name, depth == 0 ? Json.object() : randomObject(random, depth - 1));
                default -> {
                }
            }
        }
        return node;
    }

    private RandomMessages() {}
}

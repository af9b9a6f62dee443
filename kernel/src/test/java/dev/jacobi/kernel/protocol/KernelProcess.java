package dev.jacobi.kernel.protocol;

import static dev.jacobi.kernel.protocol.TestClient.execute;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.fail;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.jacobi.kernel.protocol.TestClient.Exchange;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/** The kernel as Jupyter starts it: a process of its own, given a connection file; and a front end. */
final class KernelProcess implements AutoCloseable {
    final List<String> log = new CopyOnWriteArrayList<>();
    final ConnectionInfo connection;
    final TestClient client;
    private final Process process;
    private final Path file;

    KernelProcess(String... options) throws IOException {
        this(Map.of(), options);
    }

    KernelProcess(Map<String, String> environment, String... options) throws IOException {
        this(environment, file -> command(file, options));
    }

    /** Started by another command, which is made of the connection file's path. */
    KernelProcess(Map<String, String> environment, Function<Path, List<String>> command) throws IOException {
        int[] ports = freePorts();
        connection = new ConnectionInfo("127.0.0.1", ports[0], ports[1], ports[2], ports[3], ports[4], "hmac-sha256", "a secret");
        file = Files.createTempFile("kernel", ".json");
        Files.writeString(file, connectionFile().toString());
        var builder = new ProcessBuilder(command.apply(file)).redirectErrorStream(true);
        builder.environment().remove("JPY_PARENT_PID");
        builder.environment().putAll(environment);
        process = builder.start();
        Thread.ofPlatform().daemon().name("log of the kernel").start(() -> {
            try (BufferedReader lines = process.inputReader()) {
                lines.lines().forEach(log::add);
            } catch (IOException | java.io.UncheckedIOException e) {
                log.add("the kernel's output ended: " + e);
            }
        });
        client = new TestClient(connection);
    }

    private static List<String> command(Path file, String... options) {
        List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--add-modules=jdk.incubator.vector", "--enable-native-access=ALL-UNNAMED",
                "--add-opens=jdk.compiler/com.sun.tools.javac.comp=ALL-UNNAMED", "--add-opens=jdk.jshell/jdk.jshell=ALL-UNNAMED",
                "-XX:+UseSerialGC", "-XX:+UseCountedLoopSafepoints",
                "-XX:LoopStripMiningIter=1000"));
        command.addAll(List.of(options));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), "dev.jacobi.kernel.Main", file.toString()));
        return command;
    }

    private static int[] freePorts() throws IOException {
        List<ServerSocket> sockets = new ArrayList<>();
        try {
            for (int i = 0; i < 5; i++) sockets.add(new ServerSocket(0, 1, InetAddress.getLoopbackAddress()));
            return sockets.stream().mapToInt(ServerSocket::getLocalPort).toArray();
        } finally {
            for (ServerSocket socket : sockets) socket.close();
        }
    }

    private ObjectNode connectionFile() {
        return Json.object().put("transport", "tcp").put("ip", connection.ip()).put("shell_port", connection.shellPort())
                .put("iopub_port", connection.iopubPort()).put("stdin_port", connection.stdinPort())
                .put("control_port", connection.controlPort()).put("hb_port", connection.heartbeatPort())
                .put("signature_scheme", connection.signatureScheme()).put("key", connection.key());
    }

    boolean isAlive() { return process.isAlive(); }

    long pid() {
        return process.pid();
    }

    Optional<Integer> exitValue(long seconds) throws InterruptedException {
        return process.waitFor(seconds, TimeUnit.SECONDS) ? Optional.of(process.exitValue()) : Optional.empty();
    }

    /** Waits until no cell is refused any more because one before it failed. */
    void awaitQuiet() {
        client.exchange("kernel_info_request", Json.object());
    }

    /** What a cell shows as its result. */
    String value(String code) {
        Exchange exchange = ok(code);
        List<Message> results = exchange.ofType("execute_result");
        if (results.isEmpty()) return fail(code + " has no value");
        return plainText(results.getFirst());
    }

    static String plainText(Message message) {
        return message.content().path("data").path("text/plain").asText();
    }

    Exchange ok(String code) {
        Exchange exchange = client.run(code);
        assertEquals("ok", exchange.reply().content().path("status").asText(), () -> code + " -> " + exchange.reply().content());
        return exchange;
    }

    /** The reply to a cell that must fail. */
    ObjectNode error(String code) {
        Exchange exchange = client.run(code);
        assertEquals("error", exchange.reply().content().path("status").asText(), () -> code + " did not fail");
        return exchange.reply().content();
    }

    static String traceback(ObjectNode error) {
        List<String> lines = new ArrayList<>();
        error.path("traceback").forEach(line -> lines.add(line.asText()));
        return String.join("\n", lines);
    }

    /** Sends a cell, and waits until it prints {@code reached}. */
    ObjectNode reach(String code) {
        ObjectNode header = client.send(Channel.SHELL, "execute_request", execute(code));
        for (String text = ""; !text.contains("reached");) {
            Message message = client.published();
            if (!TestClient.isFor(message, header)) continue;
            if (message.type().equals("error")) fail(code + " -> " + message.content());
            if (message.type().equals("stream")) text += message.content().path("text").asText();
        }
        return header;
    }

    @Override
    public void close() throws IOException {
        client.close();
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
        Files.deleteIfExists(file);
    }
}

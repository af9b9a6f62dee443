package dev.jacobi.kernel.protocol;

import static dev.jacobi.kernel.protocol.TestClient.execute;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.jacobi.kernel.install.Installation;
import dev.jacobi.kernel.protocol.TestClient.Exchange;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What VS Code does, which starts kernels by itself: the kernelspec's command with nothing but the connection file filled in, in the notebook's folder, then
 * kernel_info, code of its own that is silent, cells, an interrupt as the spec says. Its folder of connection files, in the person's home, may have any name.
 */
class StartedBySpecTest {
    @TempDir
    Path root;

    /** By a script, since a virtual machine in the C locale can't name such folders. */
    private KernelProcess start(String locale) throws IOException, InterruptedException {
        var installation = new Installation(Files.createDirectory(root.resolve("installed")));
        var run = installation.install();
        assertEquals(0, run.status(), run.text());
        return new KernelProcess(Map.of("LC_ALL", locale), connection -> {
            List<String> command = new ArrayList<>();
            try {
                for (var a : installation.kernelSpec().path("argv")) {
                    String text = a.asText().equals("{connection_file}") ? "../Jupyter größe 日本/kernel-v3 1.json" : a.asText();
                    command.add("'" + text.replace("'", "'\\''") + "'");
                }
                Path script = root.resolve("start.sh");
                Files.writeString(script,
                        "mkdir -p 'Jupyter größe 日本' 'my notebooks é'\ncp '" + connection + "' 'Jupyter größe 日本/kernel-v3 1.json'\n"
                                + "cd 'my notebooks é'\ntouch data.csv\nexec " + String.join(" ", command) + "\n",
                        StandardCharsets.UTF_8);
                return List.of("sh", "-c", "cd '" + root + "' && exec sh start.sh");
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"C.UTF-8", "C"})
    void wherever(String locale) throws Exception {
        try (KernelProcess kernel = start(locale)) {
            Exchange info = kernel.client.exchange("kernel_info_request", Json.object());
            assertEquals("5.5", info.reply().content().path("protocol_version").asText(), () -> kernel.log.toString());
            Exchange silent = kernel.client.exchange("execute_request",
                    execute("int fromTheEditor = 7;").put("silent", true).put("store_history", false));
            assertEquals(List.of("status", "status"), silent.types());
            assertEquals("7", kernel.value("fromTheEditor"));
            assertEquals(2, kernel.client.run("1").reply().content().path("execution_count").asInt(), "what was silent is not counted");
            assertEquals("true", kernel.value("Files.exists(Path.of(\"data.csv\"))"), "the folder of the notebook is where it runs");
            ObjectNode loop = kernel.reach("System.out.println(\"reached\"); while (true) { }");
            kernel.client.exchange(Channel.CONTROL, "interrupt_request", Json.object());
            assertEquals("Interrupted", kernel.client.finish(Channel.SHELL, loop).reply().content().path("ename").asText());
            kernel.awaitQuiet();
            assertEquals("7", kernel.value("fromTheEditor"));
            assertTrue(kernel.isAlive());
            kernel.client.send(Channel.CONTROL, "shutdown_request", Json.object().put("restart", false));
            assertEquals(Optional.of(0), kernel.exitValue(30), () -> kernel.log.toString());
        }
    }

    @Test
    void aConnectionFileThatIsNotThereIsToldInOneLine() throws Exception {
        for (String locale : List.of("C", "C.UTF-8")) {
            Path script = Files.writeString(root.resolve("none.sh"), "exec '" + Path.of(System.getProperty("java.home"), "bin", "java")
                    + "' -cp '" + System.getProperty("java.class.path") + "' dev.jacobi.kernel.Main 'größe.json'\n",
                    StandardCharsets.UTF_8);
            var builder = new ProcessBuilder("sh", script.toString()).redirectErrorStream(true);
            builder.environment().put("LC_ALL", locale);
            Process process = builder.start();
            List<String> said = process.inputReader(StandardCharsets.UTF_8).lines().filter(l -> !l.startsWith("WARNING")).toList();
            assertEquals(1, process.waitFor());
            assertEquals(1, said.size(), said.toString());
            assertTrue(said.getFirst().startsWith("[connection file] größe.json can't be read"), said.toString());
            assertFalse(said.getFirst().contains("\tat "));
        }
    }
}

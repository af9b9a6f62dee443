package dev.jacobi.kernel.install;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code install.sh} in a folder, a home and a Jupyter of its own: Maven is a program that does nothing, the jar one that names the classes under test, all
 * else is real.
 */
class InstallScriptTest {
    @TempDir
    Path root;
    private Path home;
    private Path source;
    private Path jupyterData;

    @BeforeEach
    void prepare() throws IOException {
        home = Files.createDirectories(root.resolve("a home \"with\" a space"));
        source = Files.createDirectories(root.resolve("source"));
        jupyterData = Files.createDirectories(home.resolve("jupyter data"));
        Files.copy(Path.of("..", "install.sh"), source.resolve("install.sh"));
        Files.createDirectories(source.resolve("notebooks"));
        Files.writeString(source.resolve("notebooks/01-function-transforms.ipynb"),
                """
                        {"cells": [{"cell_type": "code", "source": ["1 + 1"], "metadata": {}, "outputs": [], "execution_count": null}],
                         "metadata": {}, "nbformat": 4, "nbformat_minor": 5}
                        """);
        jar(Files.createDirectories(source.resolve("kernel/target")).resolve("kernel.jar"));
        program("mvn", "exit 0");
        program("jupyter", "if [ \"$1\" = --data-dir ]; then echo \"$JUPYTER_DATA_DIR\"; fi");
    }

    private void program(String name, String body) throws IOException {
        Path file = Files.createDirectories(root.resolve("bin")).resolve(name);
        Files.writeString(file, "#!/usr/bin/env bash\n" + body + "\n");
        assertTrue(file.toFile().setExecutable(true));
    }

    private static void jar(Path file) throws IOException {
        Manifest manifest = new Manifest();
        Attributes main = manifest.getMainAttributes();
        main.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        main.put(Attributes.Name.MAIN_CLASS, "dev.jacobi.kernel.Main");
        List<String> urls = new ArrayList<>();
        for (String entry : System.getProperty("java.class.path").split(java.io.File.pathSeparator)) {
            urls.add(Path.of(entry).toUri().toString());
        }
        main.put(Attributes.Name.CLASS_PATH, String.join(" ", urls));
        try (OutputStream out = Files.newOutputStream(file); JarOutputStream jar = new JarOutputStream(out, manifest)) {
            jar.finish();
        }
    }

    private record Run(int status, String text) {}

    private Run install(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("bash", source.resolve("install.sh").toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().putAll(Map.of("HOME", home.toString(), "JUPYTER_DATA_DIR", jupyterData.toString(), "JAVA_HOME",
                System.getProperty("java.home"), "PATH", root.resolve("bin") + ":" + System.getenv("PATH")));
        builder.environment().remove("XDG_DATA_HOME");
        Process process = builder.start();
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Run(process.waitFor(), text);
    }

    @Test
    void installsTwiceTheSameAndTakesAllAway() throws Exception {
        Path other = Files.createDirectories(jupyterData.resolve("kernels/python3"));
        Path data = home.resolve(".local/share/jacobi");
        Path spec = jupyterData.resolve("kernels/jacobi/kernel.json");

        Run first = install();
        assertEquals(0, first.status, first.text);
        assertTrue(first.text.contains("Done."), first.text);
        JsonNode kernel = new ObjectMapper().readTree(spec.toFile());
        checkKernelSpec(kernel, data);

        String written = Files.readString(spec);
        Run second = install();
        assertEquals(0, second.status, second.text);
        assertEquals(written, Files.readString(spec), "installing again changes nothing");

        // Wherever a later Jupyter would look, what was installed goes.
        jupyterData = Files.createDirectories(home.resolve("another jupyter"));
        Run gone = install("--uninstall");
        assertEquals(0, gone.status, gone.text);
        assertFalse(Files.exists(data), gone.text);
        assertFalse(Files.exists(spec.getParent()), gone.text);
        assertTrue(Files.exists(other), "another kernel stays");
        assertEquals(0, install("--uninstall").status, "once more is no error");
    }

    private void checkKernelSpec(JsonNode kernel, Path data) {
        List<String> argv = new ArrayList<>();
        kernel.path("argv").forEach(a -> argv.add(a.asText()));
        assertEquals(Path.of(System.getProperty("java.home")).resolve("bin/java").toString(), argv.getFirst());
        assertEquals(List.of("-jar", data.resolve("kernel.jar").toString(), "{connection_file}"),
                argv.subList(argv.size() - 3, argv.size()));
        for (String option : List.of("-XX:+EnableVectorSupport",
                "-XX:+UseCountedLoopSafepoints")) {
            assertTrue(argv.contains(option), () -> option + " is not among " + argv);
        }
        assertEquals("Java (Jacobi)", kernel.path("display_name").asText());
        assertEquals("java", kernel.path("language").asText());
        assertEquals("message", kernel.path("interrupt_mode").asText());
        assertEquals("{\"debugger\":false}", kernel.path("metadata").toString());
    }

    @Test
    void saysWhatIsMissingOrWrong() throws Exception {
        assertEquals(2, install("--no-such-option").status);
        assertTrue(install("--help").text.contains("usage: ./install.sh [--uninstall]"));
        program("mvn", "echo a compiler error; exit 1");
        Run failed = install();
        assertEquals(1, failed.status);
        assertTrue(failed.text.contains("a compiler error") && failed.text.contains("The build failed; the lines above say why."),
                failed.text);
        assertFalse(Files.exists(jupyterData.resolve("kernels/jacobi")), "nothing half installed");
    }
}

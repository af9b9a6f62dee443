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
public final class Installation {
    private final Path root;
    private final Path source;
    final Path home;
    Path jupyterData;

    /** In a folder that is empty. */
    public Installation(Path root) throws IOException {
        this.root = root;
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

    void program(String name, String body) throws IOException {
        Path file = Files.createDirectories(root.resolve("bin")).resolve(name);
        Files.writeString(file, "#!/usr/bin/env bash\n" + body + "\n");
        assertTrue(file.toFile().setExecutable(true));
    }

    private static void jar(Path file) throws IOException {
        Manifest manifest = new Manifest();
        Attributes main = manifest.getMainAttributes();
        main.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        main.put(Attributes.Name.MAIN_CLASS, "dev.jacobi.kernel.Main");
        main.putValue("Add-Opens", "jdk.compiler/com.sun.tools.javac.comp jdk.jshell/jdk.jshell");
        main.putValue("Add-Exports", "java.base/jdk.internal.module");
        main.putValue("Enable-Native-Access", "ALL-UNNAMED");
        List<String> urls = new ArrayList<>();
        for (String entry : System.getProperty("java.class.path").split(java.io.File.pathSeparator)) {
            urls.add(Path.of(entry).toUri().toString());
        }
        main.put(Attributes.Name.CLASS_PATH, String.join(" ", urls));
        try (OutputStream out = Files.newOutputStream(file); JarOutputStream jar = new JarOutputStream(out, manifest)) {
            jar.finish();
        }
    }

    /** How a run of the script ended. */
    public record Run(int status, String text) {}

    /** Runs the script. */
    public Run install(String... arguments) throws IOException, InterruptedException {
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

    /** The kernelspec that it has written. */
    public JsonNode kernelSpec() throws IOException {
        return new ObjectMapper().readTree(jupyterData.resolve("kernels/jacobi/kernel.json").toFile());
    }
}

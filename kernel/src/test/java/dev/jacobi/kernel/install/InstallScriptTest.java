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

/** {@code install.sh} installs, twice the same, and takes all away. */
class InstallScriptTest {
    @TempDir
    Path root;
    private Installation script;

    @BeforeEach
    void prepare() throws IOException {
        script = new Installation(root);
    }

    private Installation.Run install(String... arguments) throws IOException, InterruptedException {
        return script.install(arguments);
    }

    @Test
    void installsTwiceTheSameAndTakesAllAway() throws Exception {
        Path other = Files.createDirectories(script.jupyterData.resolve("kernels/python3"));
        Path data = script.home.resolve(".local/share/jacobi");
        Path spec = script.jupyterData.resolve("kernels/jacobi/kernel.json");

        Installation.Run first = install();
        assertEquals(0, first.status(), first.text());
        assertTrue(first.text().contains("Done."), first.text());
        JsonNode kernel = script.kernelSpec();
        checkKernelSpec(kernel, data);

        String written = Files.readString(spec);
        Installation.Run second = install();
        assertEquals(0, second.status(), second.text());
        assertEquals(written, Files.readString(spec), "installing again changes nothing");

        // Wherever a later Jupyter would look, what was installed goes.
        script.jupyterData = Files.createDirectories(script.home.resolve("another jupyter"));
        Installation.Run gone = install("--uninstall");
        assertEquals(0, gone.status(), gone.text());
        assertFalse(Files.exists(data), gone.text());
        assertFalse(Files.exists(spec.getParent()), gone.text());
        assertTrue(Files.exists(other), "another kernel stays");
        assertEquals(0, install("--uninstall").status(), "once more is no error");
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
        assertEquals(List.of(), argv.stream().filter(a -> a.contains("{") && !a.equals("{connection_file}")).toList(),
                "only the connection file is left to fill in");
        assertEquals("Java (Jacobi)", kernel.path("display_name").asText());
        assertEquals("java", kernel.path("language").asText());
        assertEquals("message", kernel.path("interrupt_mode").asText());
        assertEquals("{\"debugger\":false}", kernel.path("metadata").toString());
    }

    @Test
    void saysWhatIsMissingOrWrong() throws Exception {
        assertEquals(2, install("--no-such-option").status());
        assertTrue(install("--help").text().contains("usage: ./install.sh [--uninstall]"));
        script.program("mvn", "echo a compiler error; exit 1");
        Installation.Run failed = install();
        assertEquals(1, failed.status());
        assertTrue(failed.text().contains("a compiler error") && failed.text().contains("The build failed; the lines above say why."),
                failed.text());
        assertFalse(Files.exists(script.jupyterData.resolve("kernels/jacobi")), "nothing half installed");
    }
}

package dev.jacobi.kernel.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.jacobi.kernel.Main;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A start-up cache can be made of the trial run only if that has seen no class of the vector module. */
class TrainTest {
    @Test
    void theTrialRunWorksAndSeesNoVector(@TempDir Path folder) throws Exception {
        Path classes = folder.resolve("classes.log");
        Path output = folder.resolve("output.log");
        Process process = new ProcessBuilder(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:+UseSerialGC",
                "-XX:+UnlockExperimentalVMOptions", "-XX:+EnableVectorSupport", "--add-exports",
                "java.base/jdk.internal.module=ALL-UNNAMED",
                "--enable-native-access=ALL-UNNAMED", "--add-opens", "jdk.compiler/com.sun.tools.javac.comp=ALL-UNNAMED", "--add-opens",
                "jdk.jshell/jdk.jshell=ALL-UNNAMED", "-Xlog:class+load:file=" + classes, "-cp", System.getProperty("java.class.path"),
                Main.class.getName(), "train")).redirectErrorStream(true).redirectOutput(output.toFile()).start();
        assertTrue(process.waitFor(120, TimeUnit.SECONDS), "still running");
        assertEquals(0, process.exitValue(), Files.readString(output));
        List<String> loaded = Files.readAllLines(classes);
        assertTrue(loaded.stream().anyMatch(l -> l.contains("dev.jacobi.engine.cpu.")), "nothing was computed at all");
        assertTrue(loaded.stream().anyMatch(l -> l.contains("jdk.jshell.FirstImports")), "imports are compiled one by one");
        assertTrue(loaded.stream().anyMatch(l -> l.contains("jdk.jshell.SharedContexts")), "imports are read twice");
        assertTrue(loaded.stream().anyMatch(l -> l.contains("jdk.jshell.Indexing")), "the class index is made at once");
        assertEquals(List.of(), loaded.stream().filter(l -> l.contains("] jdk.incubator.vector.")).toList());
    }
}

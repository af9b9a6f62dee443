package dev.jacobi.kernel.notebook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.jacobi.kernel.protocol.ExecuteRequest;
import dev.jacobi.kernel.protocol.ExecuteResult;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StartScriptsTest {
    @TempDir
    private Path directory;

    @Test
    void runBeforeTheFirstCellInOrderAndOnce() throws IOException {
        Path one = Files.writeString(directory.resolve("one.jshell"), "int from = 1;\nvoid nap(long ms) { }\n");
        Path wrong = Files.writeString(directory.resolve("wrong.jsh"), "int bad = \"text\";");
        Path two = Files.writeString(directory.resolve("two.jsh"), "import java.util.zip.*;\nfrom += 1;\n");
        var outputs = new CellOutputs();
        String files = String.join(File.pathSeparator, one.toString(), wrong.toString(), "", "/no/such", two.toString());
        try (var kernel = new NotebookInterpreter(
                Map.of("JACOBI_STARTUP_SCRIPTS_PATH", files, "JACOBI_STARTUP_SCRIPT", "from *= 10; CRC32 sum = new CRC32();"))) {
            for (int i = 1; i <= 2; i++) {
                var value = assertInstanceOf(ExecuteResult.Value.class,
                        kernel.execute(ExecuteRequest.of("nap(3); sum.getValue() + from", i), outputs));
                assertEquals("20", value.bundle().plainText());
                String told = outputs.take().toString();
                assertEquals(i == 1, told.contains("A start-up script failed: cell 0:1: error: incompatible types"), told);
                assertEquals(i == 1, told.contains("%load: there is no file /no/such"), told);
                assertTrue(i == 1 || told.equals("[]"), told);
            }
        }
    }
}

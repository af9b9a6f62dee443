package dev.jacobi.kernel.notebook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The notebooks of the repository show what they say they show. */
class NotebookTest {
    private static final Path NOTEBOOKS = Path.of("..", "notebooks");

    static List<Path> notebooks() throws IOException {
        try (Stream<Path> files = Files.list(NOTEBOOKS)) {
            return files.filter(f -> f.toString().endsWith(".ipynb")).sorted().toList();
        }
    }

    @ParameterizedTest
    @MethodSource("notebooks")
    void showsWhatIsCommitted(Path file) throws IOException {
        Iterator<NotebookFile.Cell> committed = NotebookFile.read(file).codeCells().iterator();
        var failed = NotebookRunner.run(NotebookFile.read(file), cell -> {
            NotebookFile.Cell before = committed.next();
            if (cell.hasTag("timing")) assertTrue(cell.shownText().contains("s"), () -> "no time in " + cell.shownText());
            else
                assertEquals(before.shownText(), cell.shownText(), () -> "in " + file.getFileName() + ":\n" + cell.source());
        });
        assertTrue(failed.isEmpty(), () -> failed.get().source() + "\n" + failed.get().shownText());
    }

    @Test
    void thePagesTextIsByteForByte() throws IOException {
        String all = NotebookFile.read(NOTEBOOKS.resolve("01-function-transforms.ipynb")).codeCells().stream()
                .map(NotebookFile.Cell::shownText)
                .reduce("", String::concat);
        for (String line : List.of("array(-1, dtype=float32)", "array([-1, 1], dtype=float32)",
                "{'weight': array(-1, dtype=float32), 'bias': array(0, dtype=float32)}")) {
            assertTrue(all.lines().anyMatch(line::equals), line);
        }
    }
}

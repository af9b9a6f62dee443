package dev.jacobi.kernel.notebook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.jacobi.kernel.protocol.ExecuteResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the README shows as Java works in a cell, and gives what it says. */
class ReadmeCellsTest extends WithInterpreter {
    private static final Pattern BLOCK = Pattern.compile("```java\\n(.*?)```", Pattern.DOTALL), INLINE = Pattern.compile("`([^`\\n]+)`"),
            RESULT = Pattern.compile("(.*?)\\s+// (\\(?array\\(.*)");
    /** Parts of Java, and placeholders. */
    private static final Set<String> NO_CELLS = Set.of("explain()", "Out[n]");
    private static final String FIRST = """
            var x = arange(12).astype(DType.FLOAT32).reshape(3, 4) - 5;
            var v = ones(4);
            var value = array(7.0);
            var mask = x > 2;
            var items = List.of(1, 2);
            int i = 1;
            Array f(Array x) { return sum(x * x); }
            Array lossFn(Array w, Array x, Array y) { return mean(square(w * x - y)); }
            """;

    private final String readme;

    ReadmeCellsTest() throws IOException {
        readme = Files.readString(Path.of("..", "README.md"));
    }

    @AfterEach
    void outputsAreOfNoInterest() { outputs.take(); }

    @Test
    void blocksAreCells() {
        List<String> blocks = BLOCK.matcher(readme).results().map(m -> m.group(1)).toList();
        assertTrue(blocks.size() >= 3, "where are they?");
        int results = 0;
        for (String block : blocks) {
            StringBuilder cell = new StringBuilder();
            for (String line : block.lines().toList()) {
                cell.append(line).append('\n');
                if (line.isBlank() || line.replaceFirst("\\s*//.*", "").matches(".*[;}]")) continue;
                var m = RESULT.matcher(line);
                if (m.matches()) {
                    results++;
                    assertEquals(m.group(2), assertInstanceOf(ExecuteResult.Value.class, run(cell.toString()), line).bundle().plainText(),
                            line);
                } else {
                    ok(cell.toString());
                }
                cell.setLength(0);
            }
            ok(cell.toString());
        }
        assertTrue(results >= 4, "what do they show?");
    }

    @Test
    void codeInSentencesWorks() {
        String sentences = BLOCK.matcher(readme.substring(0, readme.indexOf("## How fast"))).replaceAll("");
        List<String> codes = INLINE.matcher(sentences).results().map(m -> m.group(1)).distinct()
                .filter(c -> c.matches("[^%]*[(\\[].*") && !NO_CELLS.contains(c)
                        && !c.matches(".*(\\(\\.\\.\\.|\\(\"\\.\\.\\.\"| \\.\\.\\.).*"))
                .toList();
        assertTrue(codes.size() >= 12, codes::toString);
        for (String code : codes) {
            ok(FIRST);
            ok(code);
        }
        ok(FIRST);
        ok("x[mask] = value");
        ok("grad(v -> sum(where(v > 0, sqrt(v), array(0)))).apply(v)");
        assertTrue(assertInstanceOf(ExecuteResult.Failure.class, run("x[mask]")).evalue().contains("where(mask"));
    }
}

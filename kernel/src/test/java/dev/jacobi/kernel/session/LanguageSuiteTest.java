package dev.jacobi.kernel.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.jacobi.kernel.cell.OperatorTargets;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Runs the cells of a file in one session, in order. Cells are divided by lines of three dashes; the last line of each is what is
 * expected: {@code = text of the value} (or nothing, or {@code *}), {@code error part of the message @underlined text}, or
 * {@code throws class message @line}.
 */
class LanguageSuiteTest {
    static final OperatorTargets STAND_IN = new OperatorTargets("dev.jacobi.kernel.arrays.Array", "dev.jacobi.kernel.arrays.ArrayOperators",
            "dev.jacobi.kernel.arrays.mx");

    @TestFactory
    Stream<DynamicTest> operators() throws IOException {
        return suite("operators.txt");
    }

    @TestFactory
    Stream<DynamicTest> slices() throws IOException {
        return suite("slices.txt");
    }

    @TestFactory
    Stream<DynamicTest> transforms() throws IOException {
        return suite("transforms.txt");
    }

    @TestFactory
    Stream<DynamicTest> assignments() throws IOException {
        return suite("assignments.txt");
    }

    private static Stream<DynamicTest> suite(String file) throws IOException {
        String text;
        try (var in = LanguageSuiteTest.class.getResourceAsStream(file)) {
            text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
        var cells = new Cells(
                SessionOptions.plain().withOperators(STAND_IN).withImports("import java.util.*;", "import java.util.function.*;",
                        "import dev.jacobi.kernel.arrays.*;", "import static dev.jacobi.kernel.arrays.mx.*;"));
        List<DynamicTest> tests = new ArrayList<>();
        for (String part : text.split("(?m)^---\n")) {
            int last = part.stripTrailing().lastIndexOf('\n');
            String code = part.substring(0, last);
            String expected = part.substring(last + 1).strip();
            tests.add(DynamicTest.dynamicTest(code.replace('\n', ' '), () -> check(code, expected, cells.run(code))));
        }
        return tests.stream().onClose(cells::close);
    }

    private static void check(String code, String expected, CellResult result) {
        Optional<CellError> error = result.error();
        String seen = error.map(e -> e.traceback().toString()).orElse(result.value() + " " + result.notes());
        if (expected.startsWith("=")) {
            assertTrue(error.isEmpty(), seen);
            String value = expected.substring(1).strip();
            if (!value.equals("*")) {
                assertEquals(value, result.value().map(v -> String.valueOf(v.object())).orElse(""));
            }
            return;
        }
        assertTrue(error.isPresent(), () -> "should fail, but: " + seen);
        int at = expected.lastIndexOf(" @");
        String message = expected.substring(expected.indexOf(' ') + 1, at < 0 ? expected.length() : at + 1).strip();
        CellPosition p = error.get().position().orElse(new CellPosition(0, 0, 0, 0));
        if (expected.startsWith("error")) {
            assertEquals(CellError.Kind.COMPILATION, error.get().kind(), seen);
            assertTrue(expected.equals("error") || error.get().message().contains(message), seen);
            if (at >= 0) {
                String line = code.lines().toList().get(p.line() - 1);
                assertEquals(expected.substring(at + 2), line.substring(p.column() - 1, p.column() - 1 + p.length()), seen);
            }
        } else {
            assertEquals(CellError.Kind.EXCEPTION, error.get().kind(), seen);
            assertTrue((error.get().name() + " " + error.get().message()).startsWith(message.replace("...", "")), seen);
            if (at >= 0) {
                assertEquals(Integer.parseInt(expected.substring(at + 2)), p.line(), seen);
            }
        }
    }
}

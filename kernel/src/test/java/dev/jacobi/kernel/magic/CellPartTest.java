package dev.jacobi.kernel.magic;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Where magics begin and end; a piece of Java is shown as J, a magic as its name, line, body and target. */
class CellPartTest {
    private static final Set<String> KNOWN = Set.of("timeit", "time", "html", "maven");

    static Stream<Arguments> cells() {
        return Stream.of(Arguments.of("%timeit f(x)", "timeit[f(x)]"), Arguments.of("  %timeit f(x)  ", "timeit[f(x)]"),
                Arguments.of("int a;\n%timeit a\na", "J timeit[a] J"), Arguments.of("%%time\na\nb", "%time[]{a\nb}"),
                Arguments.of("\n// note\n%%time x\na", "J %time[x]{a}"), Arguments.of("int a;\n%%time\nb", "J"),
                Arguments.of("int k = 7\n  % 4;", "J"), Arguments.of("int k = 7\n  %timeit;", "J"),
                Arguments.of("int k = 7\n%other;", "J"), Arguments.of("int k = 7\n%timeit x", "J timeit[x]"),
                Arguments.of("var s = \"\"\"\n%timeit x\n\"\"\";", "J"), Arguments.of("/*\n%timeit x\n*/", "J"),
                Arguments.of("// it's\n%timeit x", "J timeit[x]"), Arguments.of("f(\"%timeit\");\n%unknown x", "J unknown[x]"),
                Arguments.of("r = %timeit -o x", "timeit[-o x]=r"), Arguments.of("var r = %timeit x", "timeit[x]=r"),
                Arguments.of("Map<String, int[]> r = %timeit x", "timeit[x]=r"), Arguments.of("r = 5 %timeit;", "J"),
                Arguments.of("String s = \"= %timeit\";", "J"),
                Arguments.of("%maven it's\n%timeit \"/*\"\nx\n%time y", "maven[it's] timeit[\"/*\"] J time[y]"),
                Arguments.of("%%html\n<i>it's</i>\n%timeit", "%html[]{<i>it's</i>\n%timeit}"), Arguments.of("%timeit?", "timeit?[]"),
                Arguments.of("", ""), Arguments.of("%", "J"), Arguments.of("char c = '%';\n%time c", "J time[c]"),
                Arguments.of("f();\r\n%time c\r\n", "J time[c]"));
    }

    @ParameterizedTest
    @MethodSource("cells")
    void isCut(String cell, String expected) {
        List<String> shown = CellPart.of(cell, KNOWN::contains).stream().map(p -> show(p, cell)).toList();
        assertEquals(expected, String.join(" ", shown));
    }

    private static String show(CellPart part, String cell) {
        return switch (part) {
            case CellPart.Java j -> "J";
            case CellPart.Call c -> (c.wholeCell() ? "%" : "") + c.name() + "[" + cell.substring(c.line(), c.lineEnd()) + "]"
                    + (c.wholeCell() ? "{" + cell.substring(c.body(), c.end()) + "}" : "") + c.target().map(t -> "=" + t).orElse("");
        };
    }
}

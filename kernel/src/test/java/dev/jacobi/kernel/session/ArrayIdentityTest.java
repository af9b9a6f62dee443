package dev.jacobi.kernel.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.jacobi.kernel.cell.OperatorTargets;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Arrays compared by ==, != and equals keep Java's meaning, and the person is told what it is. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ArrayIdentityTest {
    private Cells cells;

    @BeforeAll
    void start() {
        cells = new Cells(SessionOptions.plain().withImports("import dev.jacobi.engine.*;", "import dev.jacobi.engine.array.*;",
                "import static dev.jacobi.engine.mx.*;")
                .withOperators(OperatorTargets.jacobi()).withCompilerOptions("--add-modules", "jdk.incubator.vector"));
        cells.ok("Array a = array(1.0, 2.0), b = array(1.0, 2.0);");
    }

    @AfterAll
    void stop() {
        cells.close();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '~', value = {"a == b~1~a == b asks~mx.equal(a, b)", "a != b~1~a != b asks~mx.notEqual(a, b)",
            "a.equals(b)~1~a.equals(b) asks~mx.arrayEqual(a, b).itemBoolean()",
            "int n = 0;\\nif (a + 1 == b) n++;~2~a == b asks~mx.equal(a, b)",
            "boolean same(Array p, Array q) {\\n    return\\n  p == q;\\n}~3~a == b asks~mx.equal(a, b)",
            "class Pair { Array p, q;\\n boolean same() { return p.equals(q); } }~2~a.equals(b) asks~mx.equal(a, b)",
            "Runnable r = () ->\\n System.out.println(a == b);~2~a == b asks~mx.equal(a, b)"})
    void isToldWithItsLine(String code, int line, String what, String instead) {
        CellResult r = cells.ok(code.replace("\\n", "\n"));
        assertEquals(1, r.notes().size(), () -> r.notes().toString());
        assertTrue(r.notes().getFirst().startsWith("cell " + cells.count() + ":" + line + ": warning: " + what), r.notes().toString());
        assertTrue(r.notes().getFirst().contains(instead), r.notes().toString());
    }

    @Test
    void eachPlaceIsToldOnce() {
        List<String> notes = cells.ok("boolean p = a == b;\nboolean q = a != b;\nboolean r = p == q;").notes();
        assertEquals(2, notes.size(), notes::toString);
        assertEquals(List.of(), cells.ok("p").notes());
    }

    @ParameterizedTest
    @ValueSource(strings = {"a == null", "null != a", "Object o = a; o == b", "a.size() == b.size()", "\"x\".equals(a)",
            "class Node { Array v; boolean is(Array w) { return v == null; } }", "mx.arrayEqual(a, b).itemBoolean()",
            "java.util.Objects.hash(a) == 1"})
    void whatIsMeantIsNot(String code) { assertEquals(List.of(), cells.ok(code).notes()); }

    @Test
    void aFormatThatIsNoneForArraysHasAHint() {
        CellError e = cells.error("String.format(\"loss %.3f\", array(0.5))");
        assertEquals(List.of("an array of one element is formatted by its value, x.item(), or by %.3s with three significant digits"),
                e.hints(),
                () -> e.traceback().toString());
        assertEquals("loss 0.333", cells.value("String.format(\"loss %.3s\", array(1 / 3.0))"));
    }

    @Test
    void theMeaningIsJavas() {
        assertEquals(false, cells.value("a == b"));
        assertEquals(true, cells.value("Array c = a; c == a"));
        assertEquals(true, cells.value("mx.arrayEqual(a, b).itemBoolean()"));
    }
}

package dev.jacobi.kernel.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a person sees when a cell fails; after each failure the session goes on. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FailureTest {
    private Cells cells;

    @BeforeAll
    void start() {
        cells = Cells.plain();
        cells.ok("import static java.lang.Math.*;");
        cells.ok("int counter = 3; double lossFunction(double v) { return v; } class Layer { } String text = \"t\";");
    }

    @AfterAll
    void stop() {
        cells.close();
    }

    @AfterEach
    void theSessionGoesOn() {
        assertEquals(42, cells.value("6 * 7"));
        assertEquals(3, cells.value("counter"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', value = {"'countr + 1';did you mean counter?", "'lossFuncton(1)';did you mean lossFunction?",
            "'new Layr()';did you mean Layer?", "'hypto(1, 2)';did you mean hypot?", "'text.lenght()';did you mean length?",
            "'new ArrayLst<String>()';did you mean ArrayList?",
            "'Math.hypto(1, 2)';did you mean hypot?", "'counterr';did you mean counter?",
            "'BigDecimal.ONE';'BigDecimal is in java.math: import java.math.BigDecimal;'"})
    void undeclaredNamesGetAHint(String code, String hint) {
        CellError e = cells.error(code);
        assertEquals(List.of(hint), e.hints(), () -> e.traceback().toString());
        assertTrue(e.traceback().stream().anyMatch(l -> l.strip().equals(hint)), () -> e.traceback().toString());
    }

    @Test
    void aNameLikeNothingGetsNone() {
        assertEquals(List.of(), cells.error("qqqqqqqqqq").hints());
        assertEquals(List.of(), cells.error("int i = \"text\";").hints());
    }

    @Test
    void oneThingLeftOutIsInTheSingular() {
        assertEquals("... and 1 more error",
                cells.error("System.out.println(aaa1 + bbb2 + ccc3 + ddd4 + eee5 + fff6);").traceback().getLast());
        assertEquals("... and 2 more errors",
                cells.error("System.out.println(aaa1 + bbb2 + ccc3 + ddd4 + eee5 + fff6 + ggg7);").traceback().getLast());
        cells.ok("int down(int n) {\n if (n == 0) throw new IllegalStateException(\"end\");\n return down(n - 1);\n}");
        assertTrue(cells.error("down(2)").traceback().contains("  ... and 1 more time"), cells.error("down(2)")::toString);
        assertTrue(cells.error("down(3)").traceback().contains("  ... and 2 more times"), cells.error("down(3)")::toString);
    }

    @Test
    void aTypeThatIsNotImportedIsNamedForDeclarationsToo() {
        CellResult r = cells.run("BigDecimal price(int n) { return null; }");
        assertTrue(r.notes().toString().concat(r.error().toString()).contains("import java.math.BigDecimal;"), r.toString());
    }

    @Test
    void distancesCountEdits() {
        assertEquals(0, EditDistance.of("Abc", "abc"));
        assertEquals(1, EditDistance.of("gard", "grad"));
        assertEquals(3, EditDistance.of("kitten", "sitting"));
        assertEquals(4, EditDistance.of("", "four"));
    }

    @Test
    void aTraceNamesTheLinesOfAllCellsAndTheCauses() {
        cells.ok("int inner(int n) {\n    return 1 / n;\n}");
        int defining = cells.count();
        CellError e = cells
                .error("int ok = 1;\ntry {\n    inner(0);\n} catch (Exception e) {\n    throw new IllegalStateException(\"outer\", e);\n}");
        assertEquals("java.lang.IllegalStateException", e.name());
        assertEquals("outer", e.message());
        assertEquals(5, e.position().orElseThrow().line());
        String all = String.join("\n", e.traceback());
        assertTrue(all.contains("at cell " + cells.count() + ":5"), all);
        assertTrue(all.contains("caused by: java.lang.ArithmeticException: / by zero"), all);
        assertTrue(all.contains("at cell " + defining + ":2, in inner"), all);
        assertTrue(all.contains("return 1 / n;"), all);
        assertTrue(!all.contains("REPL.$JShell$"), all);
    }

    @Test
    void endlessRecursionIsShownShortly() {
        CellError e = cells.error("int down(int n) { return down(n + 1) + 1; }\ndown(0)");
        assertEquals("java.lang.StackOverflowError", e.name());
        assertTrue(e.traceback().size() < 40, () -> e.traceback().toString());
        assertTrue(e.hints().getFirst().contains("loop"), e.hints().toString());
    }

    @Test
    void tooMuchMemoryIsAnErrorOfTheCell() {
        CellError e = cells.error("var kept = new ArrayList<long[]>();\nwhile (true) kept.add(new long[Integer.MAX_VALUE]);");
        assertEquals("java.lang.OutOfMemoryError", e.name());
        assertEquals(2, e.position().orElseThrow().line());
        assertTrue(!e.hints().isEmpty());
        cells.ok("kept = null;");
    }

    @Test
    void textThatThrowsDoesNotEndAnything() {
        cells.ok("class Bad extends RuntimeException { public String getMessage() { throw new AssertionError(\"no text\"); }"
                + " public String toString() { throw new AssertionError(\"no text\"); } }");
        CellError e = cells.error("throw new Bad();");
        assertEquals("Bad", e.name());
        assertTrue(e.message().contains("AssertionError"), e.message());
        assertTrue(cells.run("new Bad()").value().isPresent());
    }

    @Test
    void theFailureOfAnInitialiserAndOfNullAreToldInWordsOfTheCell() {
        CellError e = cells.error("Object nothing = null;\nvar h = nothing.hashCode();");
        assertEquals(List.of("java.lang.NullPointerException: Cannot invoke \"Object.hashCode()\" because \"nothing\" is null",
                "  at cell " + cells.count() + ":2", "      var h = nothing.hashCode();"), e.traceback());
    }

    @Test
    void assertionsAreChecked() {
        assertEquals("java.lang.AssertionError", cells.error("assert counter > 3 : \"too small\";").name());
        assertEquals("java.lang.AssertionError", cells.error("void checked() { assert counter > 3; }\nchecked();").name());
        assertEquals("java.lang.AssertionError", cells.error("class Checked { Checked() { assert counter > 3; } }\nnew Checked();").name());
        cells.ok("assert counter == 3;");
    }

    @Test
    void whatEndsAThreadIsToldByTheLinesOfCells() {
        cells.ok("class Late { static void fail(int n) {\n    int[] a = new int[n];\n    a[n] = 1;\n} }");
        int first = cells.count();
        Throwable thrown = (Throwable) cells.value("var caught = new Throwable[1];\nThread t = new Thread(() -> {\n    try {\n"
                + "        Late.fail(2);\n    } catch (RuntimeException e) {\n        throw new IllegalStateException(\"late\", e);\n    }\n});\n"
                + "t.setUncaughtExceptionHandler((u, e) -> caught[0] = e); t.start(); t.join();\ncaught[0]");
        List<String> lines = cells.session.trace(thrown);
        String all = String.join("\n", lines);
        assertEquals("java.lang.IllegalStateException: late", lines.getFirst());
        assertTrue(all.contains("at cell " + cells.count() + ":6, in a lambda\n      throw new IllegalStateException"), all);
        assertTrue(
                all.contains("caused by: java.lang.ArrayIndexOutOfBoundsException: Index 2 out of bounds for length 2\n  at cell " + first
                        + ":3, in Late.fail"),
                all);
        assertTrue(!all.contains("REPL") && !all.contains("java.base") && !all.contains("Thread.run"), all);
        assertEquals(List.of(), cells.session.trace(new IllegalStateException("the kernel's own")));
    }

    @Test
    void loopsOverVariablesOfTheSessionSeeThem() {
        assertEquals(55,
                cells.value("int sum = 0; var numbers = new ArrayList<Integer>();\nfor (int i = 1; i <= 10; i++) { numbers.add(i); }\n"
                        + "for (int n : numbers) sum += n;\nsum"));
    }
}

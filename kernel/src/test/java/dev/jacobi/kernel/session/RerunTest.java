package dev.jacobi.kernel.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Cells are edited and run again, in any order: what counts is what was run last, nothing is stale, and nothing hangs. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class RerunTest extends WithCells {
    /** A declaration, the same edited, an expression, seen also by a method and a lambda of another cell, and its two values. */
    @ParameterizedTest
    @CsvSource(delimiter = '~', quoteCharacter = '`', value = {"int v1 = 1;~int v1 = 2;~v1~1~2",
            "var v2 = List.of(1);~var v2 = List.of(1, 2);~v2.size()~1~2",
            "int f1() { return 1; }~int f1() { return 2; }~f1()~1~2",
            "int f2(int n) { return n; }~int f2(int n) { return 2 * n; }~f2(1)~1~2",
            "static int f3() { return 1; }~static int f3() { return 2; }~f3()~1~2",
            "class C1 { int v() { return 1; } }~class C1 { int v() { return 2; } }~new C1().v()~1~2",
            "class C2 { static int v = 1; }~class C2 { static int v = 2; }~C2.v~1~2",
            "record R1(int a) { }~record R1(int a) { public int a() { return 2 * a; } }~new R1(1).a()~1~2",
            "enum E1 { A }~enum E1 { Z, A }~E1.A.ordinal() + 1~1~2",
            "interface I1 { default int v() { return 1; } }~interface I1 { default int v() { return 2; } }~new I1() { }.v()~1~2",
            "final int K1 = 1;~final int K1 = 2;~K1~1~2",
            "import static java.lang.Math.abs;~import static java.lang.Math.negateExact;~1~1~1",
            "int a1 = 1, b1 = 1;~int a1 = 2, b1 = 2;~a1 * b1~1~4", "int[] array = {1};~int[] array = {2, 2};~array.length~1~2",
            "<T> int g1(T t) { return 1; }~<T> int g1(T t) { return 2; }~g1(\"\")~1~2",
            "IntUnaryOperator l1 = n -> n;~IntUnaryOperator l1 = n -> 2 * n;~l1.applyAsInt(1)~1~2"})
    void theLastRunCounts(String declaration, String edited, String expression, int before, int after) {
        cells.ok(declaration);
        cells.ok("int seen() { return " + expression + "; }\nSupplier<Integer> later = () -> " + expression + ";");
        assertEquals(List.of(before, before, before), all(expression));
        cells.ok(declaration);
        assertEquals(List.of(before, before, before), all(expression), "run again as it was");
        cells.ok(edited);
        if (declaration.matches("(class|record|enum|interface) .*")) {
            // The object of the lambda has the code that was compiled with the type of before: only its own cell makes a new one.
            cells.ok("Supplier<Integer> later = () -> " + expression + ";");
        }
        assertEquals(List.of(after, after, after), all(expression), "run again with a change");
    }

    private List<Object> all(String expression) {
        return List.of(cells.value(expression), cells.value("seen()"), cells.value("later.get()"));
    }

    @Test
    @Timeout(value = 60, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void aMethodWhoseSignatureChangesHangsNothing() {
        cells.ok("static int change(int x) { return x + 1; }\nint user() { return change(1); }");
        assertEquals(2, cells.value("user()"));
        cells.ok("static long change(int x) { return x + 10L; }");
        assertEquals(11L, cells.value("change(1)"));
        assertTrue(cells.error("user()").traceback().toString().contains("change"), "it returns an int of a long now");
        cells.ok("static String change(String x) { return x; }\nstatic long change(int x, int y) { return x * y; }");
        assertEquals("a6", cells.value("change(\"a\") + change(2, 3)"));
        cells.ok("static int change(int x) { return x + 100; }");
        assertEquals(101, cells.value("user()"));
    }

    @Test
    void classesThatNeedEachOtherInOneCellAndRunAgain() {
        String pair = "class Ping { Pong other; int n() { return other == null ? %d : other.n(); } }\nclass Pong { Ping other; int n() { return 7; } }";
        for (int i = 1; i <= 3; i++) {
            List<String> notes = cells.ok(pair.formatted(i)).notes();
            // Not of the classes themselves; the variable holds one of a class that is gone.
            assertTrue(notes.stream().allMatch(n -> n.contains("ping")), notes.toString());
            assertEquals(i > 1, !notes.isEmpty());
            assertEquals(i, cells.value("var ping = new Ping(); ping.n()"));
            assertEquals(7, cells.value("ping.other = new Pong(); ping.n()"));
        }
    }

    @Test
    void anImportTakesNoValueAway() {
        cells.ok("int kept = 6; var list = new ArrayList<>(List.of(1, 2)); String text = \"t\"; Object made = new Object() { };");
        Object before = cells.value("made");
        cells.ok("import java.util.zip.*;\nimport module java.base;\nint unrelated() { return kept; }");
        assertEquals("6[1, 2]t", cells.value("kept + list.toString() + text"));
        assertEquals(before, cells.value("made"));
    }

    /** A front end colours what it shows; black text would be none in a dark theme. */
    @Test
    void errorsHaveNoColoursOfTheirOwn() {
        for (String wrong : List.of("int x = ;", "throw new Error(\"e\");", "undeclared + 1", "Object n = null; n.hashCode();"))
            assertTrue(cells.error(wrong).traceback().stream().noneMatch(l -> l.contains("\u001b")), wrong);
    }
}

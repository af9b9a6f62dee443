package dev.jacobi.kernel.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SessionTest extends WithCells {
    @Test
    void theValueOfTheLastExpressionIsTheObjectItself() {
        cells.ok("var list = new ArrayList<String>(); list.add(\"a\");");
        Object first = cells.value("list");
        assertSame(first, cells.value("list"));
        assertSame(first, cells.session.variable("list").orElseThrow().value());
        assertEquals("ArrayList<String>", cells.run("list").value().orElseThrow().typeName());
        assertEquals("int", cells.run("1 + 2").value().orElseThrow().typeName());
    }

    @Test
    void nullIsAValueAndNothingIsNone() {
        CellResult r = cells.ok("String none = null; none");
        assertNull(r.value().orElseThrow().object());
        for (String code : List.of("int silent = 3", "silent = 4", "3 + 4;", "silent += 1", "void v() { } v()", "int[] q = {1}; q[0] = 2",
                "", "// only words", "  \n\n",
                "if (true) { }", "class Empty { }", "import java.math.*;")) {
            assertEquals(Optional.empty(), cells.ok(code).value(), code);
        }
        for (String code : List.of("silent == 5", "silent <= 5", "silent >= 5", "silent != 6", "List.of(silent = 5).size() == 1")) {
            assertEquals(true, cells.value(code), code);
        }
    }

    @Test
    void theLastSemicolonMayBeLeftOutBehindALiteralToo() {
        for (String end : List.of("", "  ", " // note", " /* note */", "\n")) {
            assertEquals("text", cells.value("String s1 = \"text\";" + end + "\ns1"), end);
            cells.ok("var s2 = \"a;b\"" + end);
            assertEquals("a;b", cells.value("s2" + end));
            cells.ok("char s3 = ';'" + end);
            assertEquals(';', cells.value("s3"));
            cells.ok("var s4 = \"\"\"\n    block;\"\"\"" + end);
            assertEquals("block;", cells.value("s4"));
            assertEquals("alone", cells.value("\"alone\"" + end));
        }
        assertEquals("incompatible types: String cannot be converted to int",
                cells.run("int s5 = \"text\"").error().orElseThrow().message());
    }

    @Test
    void whatIsDeclaredIsReported() {
        assertEquals(List.of("d1", "d2", "dm", "Dc"), cells.ok("int d1 = 1, d2 = 2; int dm() { return 1; } class Dc { } 5 + 5").declared());
    }

    @Test
    void declarationsMayReferForward() {
        assertEquals(true, cells.value(
                "boolean even(int n) { return n == 0 || odd(n - 1); }\nboolean odd(int n) { return n != 0 && even(n - 1); }\neven(10)"));
        CellResult r = cells
                .ok("class Left { Right r; int v() { return r == null ? 1 : r.v() + 1; } }\nclass Right { Left l; int v() { return 7; } }");
        assertEquals(List.of(), r.notes());
        assertEquals(8, cells.value("var left = new Left(); left.r = new Right(); left.v()"));
        CellResult waiting = cells.ok("int usesLater(int x) { return later(x) * 2; }");
        assertTrue(waiting.notes().getFirst().contains("later(int)"), waiting.notes().toString());
        CellError e = cells.error("usesLater(1)");
        assertEquals("UnresolvedReference", e.name());
        cells.ok("int later(int x) { return x + 1; }");
        assertEquals(4, cells.value("usesLater(1)"));
    }

    @Test
    void modifiersOfDeclarationsAreTolerated() {
        assertEquals(3, cells.value("public static final int K = 3; private static int st() { return K; } st()"));
    }

    @Test
    void valuesSurviveTheRedefinitionOfWhatTheyUse() {
        cells.ok(
                "int scale(int x) { return x * 2; }\nint runs = 0;\nint heavy() { runs++; return scale(21); }\nvar kept = heavy(); var keptList = new ArrayList<>(List.of(scale(1)));");
        Object list = cells.value("keptList");
        cells.ok("int scale(int x) { return x * 3; }");
        cells.ok("import java.util.regex.*;");
        assertEquals(42, cells.value("kept"));
        assertSame(list, cells.value("keptList"));
        assertEquals(1, cells.value("runs"));
        assertEquals(63, cells.value("heavy()"));
    }

    @Test
    void aFunctionMadeBeforeSeesWhatItNamesNow() {
        cells.ok("int step(int x) { return x + 1; }\nint base = 10;\nIntUnaryOperator go = v -> step(v) + base;");
        Object go = cells.value("go");
        assertEquals(12, cells.value("go.applyAsInt(1)"));
        cells.ok("int step(int x) { return x + 100; }");
        assertEquals(111, cells.value("go.applyAsInt(1)"));
        cells.ok("int base = 1000;");
        assertEquals(1101, cells.value("go.applyAsInt(1)"));
        assertSame(go, cells.value("go"));
        cells.ok("String base = \"text\";");
        CellError e = cells.error("Function<Integer, Integer> old = v -> v; go.applyAsInt(1)");
        assertTrue(e.message().contains("base") || e.message().contains("go"), e.message());
    }

    @Test
    void aVariableDeclaredAgainStartsAnew() {
        cells.ok("int n = 5; var again = new Object();");
        Object before = cells.value("again");
        cells.ok("int n; var again = new Object();");
        assertEquals(0, cells.value("n"));
        assertNotSame(before, cells.value("again"));
        cells.error("var again = (Object) List.of().get(0);");
        assertNull(cells.session.variable("again").orElseThrow().value());
        assertEquals("abc", cells.value("String n = \"abc\"; n"));
    }

    @Test
    void aRedefinedTypeSaysWhichVariablesItTakesAlong() {
        cells.ok("record Point(int a) { }\nPoint point = new Point(1); int unrelated = 4;");
        CellResult r = cells.ok("record Point(int a, int b) { Point(int a) { this(a, a); } }");
        assertTrue(r.notes().stream().anyMatch(n -> n.contains("point")), r.notes().toString());
        assertEquals(4, cells.value("unrelated"));
    }

    @Test
    void changedSignaturesAreNewMethodsAndOverloads() {
        cells.ok("int sig(int x) { return 1; }");
        cells.ok("String sig(String x) { return \"s\"; }");
        assertEquals("s1", cells.value("sig(\"\") + sig(0)"));
        cells.ok("long sig(int x) { return 2L; }");
        assertEquals(2L, cells.value("sig(0)"));
    }

    @Test
    void whatRanBeforeAFailureStays() {
        CellError e = cells.error("int before = 1;\nint x = 1 / 0;\nint after = 2;");
        assertEquals("java.lang.ArithmeticException", e.name());
        assertEquals(2, e.position().orElseThrow().line());
        assertEquals(1, cells.value("before"));
        assertEquals("CompilationError", cells.error("after").name());
    }

    @Test
    void allCellsRunOnOneThread() {
        Object first = cells.value("Thread.currentThread()");
        assertSame(first, cells.value("Thread.currentThread()"));
        cells.error("throw new Error()");
        assertSame(first, cells.value("Thread.currentThread()"));
    }

    @Test
    void resultsAreNotKeptAlive() {
        var ref = new java.lang.ref.WeakReference<>(cells.value("new Object() { byte[] b = new byte[1000]; }"));
        for (int i = 0; i < Results.KEPT; i++) {
            cells.value("" + i); // the last ones are kept, for Out
        }
        for (int i = 0; i < 50 && ref.get() != null; i++) {
            System.gc();
        }
        assertNull(ref.get());
    }

    @Test
    void aLoopOverTheSessionsVariablesIsCompiledCode() {
        assertEquals(1_000_000_000L * 3, cells.value("long total = 0; for (int i = 0; i < 1_000_000_000; i++) total += 3; total"));
    }

    @Test
    void importsOfTheOptionsMustCompile() {
        var e = org.junit.jupiter.api.Assertions.assertThrows(IllegalArgumentException.class,
                () -> Session.create(SessionOptions.plain().withImports("import no.such.thing.*;")));
        assertTrue(e.getMessage().contains("no.such.thing"), e.getMessage());
    }
}

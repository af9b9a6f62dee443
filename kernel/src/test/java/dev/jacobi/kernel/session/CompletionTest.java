package dev.jacobi.kernel.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CompletionTest {
    private Cells cells;

    @BeforeAll
    void start() {
        cells = new Cells(SessionOptions.plain().withOperators(LanguageSuiteTest.STAND_IN).withImports("import java.util.*;",
                "import java.util.function.*;", "import dev.jacobi.kernel.arrays.*;", "import static dev.jacobi.kernel.arrays.mx.*;"));
        cells.ok("Array w = array(1.0, 2.0), x = array(3.0, 4.0); int counter = 3; double half(double v) { return v / 2; }");
        cells.ok("var words = new ArrayList<>(List.of(\"a\", \"b\"));");
    }

    @AfterAll
    void stop() {
        cells.close();
    }

    /** A bar marks the cursor; after the comma what must be among the suggestions. */
    @ParameterizedTest
    @CsvSource(delimiter = '~', value = {"mx.gra|~grad", "gra|~grad", "cou|~counter", "hal|~half", "words.siz|~size", "w * x.ite|~item",
            "(w * x).ite|~item", "x[0:1].ite|~item", "vmap((p, q) -> p.ite|~item", "vmap((p, q) -> p * q.ite|~item", "mx::gra|~grad",
            "grad(hal|~half", "import java.util.Lin|~LinkedList", "Linked|~LinkedList", "retur|~return", "int a = 1; cou|~counter",
            "double twice(int n) { return 2; } twi|~twice", "var t = \"\"; t.toLow|~toLowerCase",
            "class Own { int inside; } new Own().ins|~inside",
            "x.ite| + w~item", "words.get(cou|~counter", "for (int i = 0; i < 3; i++) { words.isE|~isEmpty",
            "if (words.si| > 0) { }~size"})
    void theNameIsSuggested(String marked, String expected) {
        Suggestions s = complete(marked);
        assertTrue(s.items().stream().anyMatch(i -> i.text().equals(expected)), () -> marked + " -> " + s);
        int cursor = marked.indexOf('|');
        String code = marked.replace("|", "");
        assertTrue(expected.startsWith(code.substring(s.start(), cursor)), () -> marked + " -> " + s);
    }

    @ParameterizedTest
    @ValueSource(strings = {"// cou|", "\"cou|", "/* cou|", "\"\"\"\ncou|", "noSuchThing.|", "x.noSuchBegin|"})
    void nothingIsSuggestedWhereNoNameCanStand(String marked) {
        assertEquals(List.of(), complete(marked).items());
    }

    @Test
    void inTheMiddleOfANameAllOfItIsReplaced() {
        Suggestions s = complete("words.is|Empty()");
        assertEquals("isEmpty", "words.isEmpty()".substring(s.start(), s.end()));
        assertEquals("isEmpty", s.items().getFirst().text());
        Suggestions afterDot = complete("words.|\ncounter");
        assertEquals(6, afterDot.start());
        assertEquals(6, afterDot.end());
    }

    @Test
    void whatFitsTheExpectedTypeComesFirst() {
        assertEquals("counter", complete("int fits = |").items().getFirst().text());
        List<String> members = complete("words.|").items().stream().map(Suggestion::text).toList();
        assertTrue(members.indexOf("notifyAll") > members.indexOf("sort"), members.toString());
    }

    @Test
    void kindsAndSignaturesAreGiven() {
        Suggestion half = complete("hal|").items().getFirst();
        assertEquals(new Suggestion("half", Suggestion.Kind.FUNCTION, "(double) -> double"), half);
        assertEquals(Suggestion.Kind.VARIABLE, complete("counte|").items().getFirst().kind());
        assertEquals(Suggestion.Kind.TYPE, complete("LinkedLis|").items().getFirst().kind());
        assertEquals("() -> boolean", complete("words.isEmp|").items().getFirst().signature());
        assertEquals("", complete("Consumer<String> c = words -> words.isEmp|").items().getFirst().signature());
    }

    @Test
    void completionLeavesNothingBehind() {
        complete("int ghost = 1; gho|");
        assertTrue(cells.session.variable("ghost").isEmpty());
    }

    @Test
    void inspectionShowsValuesSignaturesAndDocumentation() {
        assertEquals("int counter = 3", inspect("coun|ter + 1"));
        assertEquals("int counter = 3", inspect("x = w; |counter"));
        assertTrue(inspect("Math.ma|x(1, 2)").contains("int Math.max(int a, int b)"), inspect("Math.ma|x(1, 2)"));
        assertTrue(inspect("Math.max(|").contains("greater of two"), inspect("Math.max(|"));
        assertTrue(inspect("half|").contains("double half(double v)"), inspect("half|"));
        assertTrue(inspect("mx::gra|d").contains("grad("), inspect("mx::gra|d"));
        assertTrue(inspect("ArrayLi|st").contains("java.util.ArrayList"), inspect("ArrayLi|st"));
        assertTrue(cells.session.inspect("noSuch", 3, false).isEmpty());
        assertTrue(cells.session.inspect("", 0, false).isEmpty());
    }

    @Test
    void aLongValueIsShortenedAndAFailingOneSaysSo() {
        cells.ok(
                "String longText = \"z\".repeat(10_000); Object bad = new Object() { public String toString() { throw new AssertionError(); } };");
        assertTrue(inspect("longTex|t").length() < 1000);
        assertTrue(inspect("ba|d").contains("AssertionError"), inspect("ba|d"));
    }

    @Test
    void documentationIsPlainText() {
        assertEquals("The sum of a and List<E>.\nn: how many\nreturn: it",
                JavadocText.plain(" The <b>sum</b> of {@code a} and {@link List}&lt;E&gt;.\n @param n how many\n @return it\n"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1 + 2", "int x1 = 3", "int x1 = 3;\nx1", "x[0:1] + w", "-x", "grad(::half)", "void f() { }",
            "for (;;) {\n}",
            "// words", "x[0] += 1", "class A { }\nclass B { }", "\"\"\"\n  a\n  \"\"\""})
    void wholeCellsAreComplete(String code) {
        assertEquals(new Completeness.Complete(), cells.session.isComplete(code));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '~', value = {"'int f(int x) {'~4", "'class A {\n    void f() {'~8", "'f(1,'~4", "'/* words'~0",
            "'var a = 1; var b = 2;\na *'~0", "'if (true)'~4", "'x[0:1] +'~0", "'  x[0:'~6", "'class A {\n    int a;'~4"})
    void unfinishedOnesAreNot(String code, int indent) {
        assertEquals(new Completeness.Incomplete(" ".repeat(indent)), cells.session.isComplete(code));
    }

    @ParameterizedTest
    @ValueSource(strings = {")", "int x = ;", "foo(1))", "class 7 { }"})
    void whatNothingCanCompleteIsInvalid(String code) {
        assertEquals(new Completeness.Invalid(), cells.session.isComplete(code));
    }

    private Suggestions complete(String marked) {
        return cells.session.complete(marked.replace("|", ""), marked.indexOf('|'));
    }

    private String inspect(String marked) {
        return cells.session.inspect(marked.replace("|", ""), marked.indexOf('|'), false).map(Inspection::text).orElse("(nothing)");
    }
}

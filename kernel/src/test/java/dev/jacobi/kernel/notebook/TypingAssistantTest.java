package dev.jacobi.kernel.notebook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.jacobi.kernel.protocol.CompleteStatus;
import dev.jacobi.kernel.protocol.Completion;
import dev.jacobi.kernel.protocol.CompletionItem;
import dev.jacobi.kernel.protocol.ExecuteRequest;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Typing in a notebook, with the arrays of the engine. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TypingAssistantTest {
    private NotebookInterpreter interpreter;

    @BeforeAll
    void start() {
        interpreter = new NotebookInterpreter();
    }

    @AfterAll
    void stop() {
        interpreter.close();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '~', value = {"%ti|~%time", "%timei|~%timeit", "%%timei|~%%timeit", "'int a = 1;\n  %timei|'~%timeit",
            "gra|~grad",
            "mx.valueAndG|~valueAndGrad", "vmap((x, y) -> x.su|~sum", "vmap((x, y) -> x * y.su|~sum", "%timeit mx.matm|~matmul",
            "'%%timeit -n 10\nmx.matm|'~matmul", "var x = mx.ones(3); (x * x).resh|~reshape", "var x = mx.ones(3); x[0:2].resh|~reshape"})
    void theNameIsSuggested(String marked, String expected) {
        int cursor = marked.indexOf('|');
        Completion c = interpreter.complete(marked.replace("|", ""), cursor);
        assertTrue(c.items().stream().map(CompletionItem::text).anyMatch(expected::equals), () -> marked + " -> " + c);
        assertTrue(expected.startsWith(marked.substring(c.start(), cursor)), () -> marked + " -> " + c);
    }

    @Test
    void aRemainderIsNoMagic() {
        assertEquals(List.of(), interpreter.complete("int b = 7 %timei", 16).items());
    }

    @Test
    void magicsAreComplete() {
        for (String code : List.of("%timeit 1 + 2", "%lsmagic", "%%timeit\nmx.ones(3)", "int a = 1;\n%timeit a")) {
            assertEquals(new CompleteStatus.Complete(), interpreter.isComplete(code), code);
        }
        assertEquals(new CompleteStatus.Incomplete("    "), interpreter.isComplete("%%timeit\nfor (;;) {"));
        assertEquals(new CompleteStatus.Invalid(), interpreter.isComplete(")"));
    }

    @Test
    void inspectionIsHtmlToo() {
        String html = interpreter.inspect("String.valueOf", 14, 0).orElseThrow().data().get("text/html").asText();
        assertTrue(html.contains("<pre>String String.valueOf(Object obj)</pre>"), html);
        assertTrue(!html.contains("{@") && !html.contains("<script"), html);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '~', value = {"mx.grad(~gradient of f for its first argument", "mx.pi~ratio of a circle",
            "mx.ones(3).sum(~The sum",
            "Plot.line(~A line through the points",
            "vmap(~f mapped over axis 0", "DType~The type of an array", "new Plot(~A chart of arrays", "display(~Shows"})
    void theKernelsOwnLibraryIsDocumented(String code, String part) {
        String text = interpreter.inspect(code, code.length(), 0).orElseThrow().plainText();
        assertTrue(text.toLowerCase().contains(part.toLowerCase()), text);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '~', value = {"%tim|eit 1 + 2~measures statements", "%%time|it -n 10\\nmx.ones(3)~measures statements",
            "%%timeit -n| 10\\nmx.ones(3)~measures statements", "%timeit mx.ones|(3)~Ones, float32", "int a = 1;\\n%who|~variables"})
    void magicsAreDocumented(String marked, String part) {
        String code = marked.replace("\\n", "\n");
        String text = interpreter.inspect(code.replace("|", ""), code.indexOf('|'), 0).orElseThrow().plainText();
        assertTrue(text.toLowerCase().contains(part.toLowerCase()), text);
    }

    @Test
    void whatACellHasDeclaredIsShownAtLevelOne() {
        interpreter.execute(ExecuteRequest.of("int twice(int shown) { return 2 * shown; }", 1), new CellOutputs());
        assertTrue(!interpreter.inspect("twice(", 5, 0).orElseThrow().plainText().contains("return"));
        String text = interpreter.inspect("twice(", 5, 1).orElseThrow().plainText();
        assertTrue(text.contains("int twice(int shown) { return 2 * shown; }"), text);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '~', nullValues = "-", value = {"mx.grad?~mx.grad", "?mx.grad~mx.grad", "' grad?? '~grad", "a ? b : c~-",
            "x = y?1:2~-", "'?'~-"})
    void aQuestionMarkAsks(String cell, String name) {
        assertEquals(java.util.Optional.ofNullable(name), HelpQuestion.in(cell));
    }

    @Test
    void aQuestionAboutAMagicIsTheMagicsOwn() {
        assertEquals("%timeit?", HelpQuestion.ofMagic("?%timeit"));
        assertEquals("%timeit?", HelpQuestion.ofMagic(" ??%%timeit\n"));
        assertEquals("a ? b % c : d", HelpQuestion.ofMagic("a ? b % c : d"));
    }

    @Test
    void inspectionIsText() {
        assertTrue(interpreter.inspect("mx.grad", 6, 0).orElseThrow().plainText().contains("GradTransforms.grad(Fn2"));
        assertTrue(interpreter.inspect("noSuchName", 3, 0).isEmpty());
    }
}

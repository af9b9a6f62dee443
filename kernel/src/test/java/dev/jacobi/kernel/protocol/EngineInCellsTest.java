package dev.jacobi.kernel.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.Test;

/** What a person sees in a notebook of what the engine has to say: the line of the cell, the operation, and what to do. */
class EngineInCellsTest extends WithKernelProcess {
    EngineInCellsTest() {
        super("-Xmx600m");
    }

    /** The traceback of a cell that must fail; the number of that cell is {@code N} in what is expected. */
    private void fails(String code, String... parts) {
        ObjectNode error = kernel.error(code);
        String trace = KernelProcess.traceback(error);
        String cell = error.path("execution_count").asText();
        for (String part : parts) {
            String wanted = part.replace("cell N", "cell " + cell);
            assertTrue(trace.contains(wanted), () -> "'" + wanted + "' is missing in:\n" + trace);
        }
        assertFalse(trace.contains("REPL"), trace);
        kernel.awaitQuiet();
    }

    @Test
    void aValueAskedForInATraceNamesCallLineAndOperation() {
        String body = "v) -> {\n    var y = exp(v);\n    %s\n    return -v;\n}).apply(array(1.0))";
        fails("compile((Array " + body.formatted("if (y.item() > 1) return v;"),
                "[item] the result of exp has no value yet: compile is tracing argument 0 (float32 ())", "at cell N:3, in a lambda",
                "if (y.item() > 1) return v;", "Use where(...) instead of if");
        fails("compile((Array " + body.formatted("System.out.println(y);"), "[toString] the result of exp", "at cell N:3, in a lambda");
        fails("vmap((Array " + body.replace("1.0", "1.0, 2.0").formatted("int n = (int) y.item();"), "[item] the result of exp",
                "vmap is tracing",
                "at cell N:3, in a lambda");
        fails("Array inner(Array v) {\n    return v.eval();\n}\ncompile(inner).apply(array(1.0))", "[eval]", "at cell N:2, in inner");
    }

    @Test
    void anErrorInATracePoisonsNothing() {
        kernel.ok(
                "boolean fail = true; var once = compile((Array v) -> { if (fail) throw new IllegalStateException(\"no\"); return v * 2; });");
        fails("once.apply(array(1.0))", "IllegalStateException: no");
        kernel.ok("fail = false;");
        assertEquals("array(2, dtype=float32)", kernel.value("once.apply(array(1.0))"));
        assertEquals("array(6, dtype=float32)", kernel.value("grad(v -> v * v).apply(array(3.0))"));
    }

    @Test
    void theThirtySecondTraceSaysWhatVaried() {
        kernel.ok("var traced = compile((Array v) -> v + 1);");
        assertEquals("", kernel.ok("for (int n = 1; n < 32; n++) traced.apply(ones(n));").text("stderr"));
        String said = kernel.ok("for (int n = 32; n < 80; n++) traced.apply(ones(n));").text("stderr");
        assertTrue(
                said.contains("[compile] a function has been traced 32 times") && said.contains("the shape of argument 0 varied 31 times")
                        && said.contains("float32 (31,) -> float32 (32,)") && said.contains("compile(f, Compile.shapeless())"),
                said);
        assertEquals(said.indexOf("has been traced"), said.lastIndexOf("has been traced"), "once");
    }

    @Test
    void aLoopThatBuildsOnItsOwnResultsIsToldSoOnce() {
        String loop = "var sum = zeros(2, 3);\nfor (int i = 0; i < 100_000; i++) sum = sum + 1;\nsum[0, 0].item()";
        Exchanged first = run(loop), second = run(loop);
        assertEquals("100000.0", first.value);
        assertTrue(
                first.said.contains("operations are computed at once for an array of float32 (")
                        && first.said.contains("call mx.eval(...)"),
                first.said);
        assertEquals("", second.said);
    }

    private record Exchanged(String value, String said) {}

    private Exchanged run(String code) {
        var exchange = kernel.ok(code);
        return new Exchanged(KernelProcess.plainText(exchange.ofType("execute_result").getFirst()), exchange.text("stderr"));
    }

    @Test
    void anEscapedArrayTellsTheCellThatMadeIt() {
        kernel.ok("var kept = new Array[1];\nFn1 leaking = v -> {\n    kept[0] = exp(v);\n    return kept[0];\n};");
        String making = kernel.client.run("0").reply().content().path("execution_count").asText();
        int declared = Integer.parseInt(making) - 1;
        kernel.ok("compile(leaking).apply(array(1.0)).eval();");
        fails("kept[0].item()", "[item] the result of exp depends on argument 0 of a function that compile has traced",
                "kept beyond the call",
                "mx.debugCreationSites() makes this error say where it was made");
        kernel.ok("var debug = debugCreationSites(); compile(leaking).apply(array(1.0)).eval();");
        fails("var later = kept[0] + 1;\nlater.item()", "at cell N:2", "exp was called here\n  at cell " + declared + ":3, in a lambda\n"
                + "      kept[0] = exp(v);");
        kernel.ok("debug.close();");
    }

    @Test
    void aNanTellsTheCellsLineAndWhatMadeIt() {
        fails("try (var debug = debugNans()) {\n    var w = array(4.0, -1.0);\n    var root = sqrt(w);\n    sum(root).item();\n}",
                "[debugNans] sqrt made NaN", "at index (1,), of -1", "as far as the result of sum", "at cell N:4",
                "sqrt was called here\n  at cell N:3\n      var root = sqrt(w);");
        fails("try (var debug = debugNans()) { sqrt(array(-1.0)).item(); }", "at cell N:1", "sqrt was called here\n  at cell N:1");
        assertEquals("array(nan, dtype=float32)", kernel.value("sqrt(array(-1.0))"));
        assertEquals("array([0, 0.25], dtype=float32)",
                kernel.value("grad(v -> sum(where(v > 0, sqrt(v), zerosLike(v)))).apply(array(0.0, 4.0))"), "a masked branch");
    }

    @Test
    void randomNumbersInATraceAskForKeys() {
        for (String transform : new String[]{"vmap", "compile"})
            fails(transform + "((Array v) -> v + random.uniform(2)).apply(ones(2, 2))", "[random.uniform] it was called while " + transform,
                    "mx.random.split", "at cell N:1, in a lambda");
    }

    @Test
    void functionsAreValuesByName() {
        kernel.ok("Array loss(Array w) { return sum(w * w); }");
        for (String f : new String[]{"loss", "::loss", "w -> loss(w)"})
            assertEquals("array([2, 4], dtype=float32)", kernel.value("grad(" + f + ").apply(array(1.0, 2.0))"), f);
        fails("grad(this::loss)", "a cell is no method of an object: ::loss, or loss alone");
        fails("vmap((Array s) -> array(s[0], 0.0))", "array(List.of(x, 0.0))");
        kernel.ok("import module java.base;");
    }
}

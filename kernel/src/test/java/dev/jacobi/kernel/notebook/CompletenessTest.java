package dev.jacobi.kernel.notebook;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.jacobi.kernel.protocol.CompleteStatus;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whether Enter runs a cell in a console: all of a text is Java, more of it may be, or none ever will. In the rows {@code \n} ends a line. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CompletenessTest {
    private NotebookInterpreter kernel;

    @BeforeAll
    void start() {
        kernel = new NotebookInterpreter();
    }

    @AfterAll
    void stop() {
        kernel.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  \n", "// words", "/* words */", "1 + 1", "1 + 1;", "int x = 3", "int x = 3;", "int x = 3;\nx",
            "var a = 1; var b = 2; a + b",
            "x", "f(1)", "f(1,\n2)", "mx.grad(mx::sin)", "grad(::loss)", "x[0:1] + w", "x[0] += 1", "-x", "x -> x + 1",
            "(a, b) -> { return a; }",
            "if (true) f();", "if (true) f(); else g();", "if (true) { f(); }", "for (;;) { }", "for (int i = 0; i < 3; i++) f(i);",
            "while (true) { }",
            "do { } while (true);", "try { f(); } finally { }", "switch (x) { case 1 -> f(); default -> g(); }",
            "switch (x) { default -> 1; }",
            "void f() { }", "int f(int n) { return n < 2 ? n : f(n - 1); }", "class A { }", "class A { }\nclass B extends A { int f; }",
            "record P(int x) { }",
            "enum E { A, B }", "interface I { void f(); }", "@FunctionalInterface interface I { void f(); }", "import java.util.*;",
            "import java.util.List",
            "import static java.lang.Math.*;", "import module java.base;", "String s = \"}\";", "char c = '{';", "\"\"\"\n  a {\n  \"\"\"",
            "// {\n1", "int[] a = {1, 2};",
            "new Object() { int x; }", "List<List<Integer>> l = List.of();", "a < b", "a >> 1", "throw new Error();", "assert true;",
            "label: for (;;) { break label; }",
            "synchronized (x) { }", "var record = 1;", "public static int f() { return 1; }", "<T> T id(T t) { return t; }",
            "%lsmagic", "%time 1 + 1",
            "%timeit -n 10 f(1)", "%%html\n<b>x</b>\n", "var t = %timeit f(1)", "mx.grad?", "?mx.grad", "int a = 1;;", ";"})
    void complete(String code) {
        assertEquals(new CompleteStatus.Complete(), kernel.isComplete(code));
    }

    @ParameterizedTest
    @ValueSource(strings = {"int f(int x) {", "class A {\n    void f() {", "f(1,", "f(", "/* words", "\"\"\"\n words",
            "var a = 1; var b = 2;\na *", "a +", "a &&", "a.", "a ?", "a ? b :",
            "x ->", "x[0:1] +", "x[0:", "int x =", "int[] a = {1,", "if (true)", "if (true) f(); else", "for (int i = 0; i < 3; i++)",
            "for (int i = 0;", "while (true)", "do { }", "do", "try { }",
            "try", "switch (x) {", "switch (x)", "class A", "class A extends", "record P(int x)", "enum E {", "interface I", "@Override",
            "void f()", "int f(int a,", "public", "new",
            "import", "import java.util.", "throw", "List<String>", "1; {", "mx::", "(a, b) ->", "%%timeit", "%%timeit\nfor (;;) {"})
    void incomplete(String code) {
        var status = kernel.isComplete(code);
        assertEquals(CompleteStatus.Incomplete.class, status.getClass(), status::toString);
    }

    @ParameterizedTest
    @ValueSource(strings = {")", "}", "]", "int x = ;", "foo(1))", "class 7 { }", "for (;;;;) {}", "for (;) { }",
            "for (int i = 0; i < 3) { }", "if true { }", "if () { }", "while () { }", "(]", "f(]", "{)",
            "int 3x = 1;", "int x y;", "x = = 1;", "String s = \"abc", "char c = 'ab';", "char c = '';", "import 3;", "import java..util;",
            "class { }", "void () { }",
            "switch (x) { 1 -> 2; }", "try { } 1;", "else { }", "catch (Exception e) { }", "case 1 -> 2;", "1 2", "f(1 2)", "a b c",
            "int[] a = {1 2};", "record P { }", "1 + * 2", "a..b", "#", "`x`",
            "int x = 1; )", "class A { int x = ; }", "void f() { int x = ; }", "void f() { ) }", "\\\\"})
    void invalid(String code) {
        assertEquals(new CompleteStatus.Invalid(), kernel.isComplete(code));
    }
}

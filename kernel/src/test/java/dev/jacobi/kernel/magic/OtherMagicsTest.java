package dev.jacobi.kernel.magic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OtherMagicsTest extends WithNotebook {
    @TempDir
    private Path directory;

    private Path jarWith(String type) throws IOException {
        Path classes = Files.createDirectories(directory.resolve(type + "-classes"));
        Path source = Files.writeString(classes.resolve(type + ".java"),
                "package jarred; public class " + type + " { public int six() { return 6; } }");
        var errors = new StringWriter();
        var compiler = ToolProvider.getSystemJavaCompiler();
        try (var files = compiler.getStandardFileManager(null, null, null)) {
            boolean done = compiler
                    .getTask(errors, files, null, List.of("-d", classes.toString()), null, files.getJavaFileObjects(source))
                    .call();
            assertTrue(done, errors::toString);
        }
        Path jar = directory.resolve(type + ".jar");
        try (var out = new JarOutputStream(Files.newOutputStream(jar))) {
            out.putNextEntry(new JarEntry("jarred/" + type + ".class"));
            Files.copy(classes.resolve("jarred").resolve(type + ".class"), out);
            out.closeEntry();
        }
        return jar;
    }

    @Test
    void jarsAreThereForTheCellsAfter() throws IOException {
        jarWith("First");
        Path second = jarWith("Second");
        nb.ok("%jars " + directory + "/F*.jar");
        assertEquals(6, nb.value("new jarred.First().six()"));
        assertEquals(6, nb.value("%classpath " + second + "\nnew jarred.Second().six()"));
        assertTrue(nb.value("%classpath").toString().contains(second.toString()));
        assertEquals("UsageError", nb.error("%jars " + directory + "/none-*.jar").name());
    }

    @Test
    void filesRunAsCells() throws IOException {
        Files.writeString(directory.resolve("a.jsh"), "int loaded() { return 6; }\n/exit\nloaded() * 7\n");
        assertEquals(42, nb.value("%load " + directory.resolve("a")));
        Files.writeString(directory.resolve("b.ipynb"), """
                {"nbformat": 4, "cells": [{"cell_type": "markdown", "source": "no Java"},
                 {"cell_type": "code", "source": ["int fromNotebook = 5;\\n", "fromNotebook + 1"]}]}""");
        assertEquals(6, nb.value("%load " + directory.resolve("b.ipynb")));
        assertTrue(nb.error("%load " + directory.resolve("c")).message().contains("there is no file"));
    }

    @Test
    void aDirectoryIsWhereMagicsStartFrom() throws IOException {
        Path start = Path.of("").toAbsolutePath(), real = directory.toRealPath();
        try (Notebooks own = new Notebooks()) {
            assertEquals(start.toString(), own.value("%pwd"));
            Path inner = Files.createDirectories(real.resolve("in ner/deep"));
            own.ok("%cd " + inner.getParent());
            assertTrue(own.printed.toString().startsWith(inner.getParent() + "\n"), own.printed.toString());
            assertTrue(own.printed.toString().contains("still start from " + start + ", which a Java process can't change"),
                    own.printed.toString());
            own.ok("%cd deep");
            assertEquals(inner + "\n", own.printed.toString());
            own.ok("%bash pwd");
            assertEquals(inner + "\n", own.printed.toString());
            own.ok("%%writefile here.jsh\n6 * 7\n");
            assertEquals("Writing here.jsh\n", own.printed.toString());
            assertEquals("6 * 7\n", Files.readString(inner.resolve("here.jsh")));
            assertEquals(42, own.value("%load here"));
            own.ok("%cd ..");
            assertEquals(inner.getParent().toString(), own.value("%pwd"));
            assertEquals(42, own.value("%load deep/here.jsh"));
            own.ok("%cd -q -");
            assertEquals("", own.printed.toString());
            assertEquals(inner.toString(), own.value("%pwd"));
            Files.copy(jarWith("Third"), inner.resolve("Third.jar"));
            own.ok("%jars T*.jar");
            assertEquals(6, own.value("new jarred.Third().six()"));
            assertEquals("%cd: there is no directory " + inner.resolve("none"), own.error("%cd none").message());
            assertEquals("%cd: " + inner.resolve("here.jsh") + " is no directory", own.error("%cd here.jsh").message());
            own.ok("%cd '" + inner + "'");
            own.ok("%cd");
            assertEquals(System.getProperty("user.home"), own.value("%pwd"));
            own.ok("%cd " + Files.createDirectory(inner.resolve("gone")));
            Files.delete(inner.resolve("gone"));
            assertTrue(own.error("%bash pwd").message().contains("is gone: change it by %cd"));
            assertEquals(start.toString(), own.value("java.nio.file.Path.of(\"\").toAbsolutePath().toString()"),
                    "Java's own has not changed");
        }
        assertEquals(start.toString(), nb.value("%pwd"), "of another session");
    }

    @Test
    void documentsAndFiles() throws IOException {
        nb.ok("%%html\n<b>it's</b>\n");
        assertEquals("<b>it's</b>\n", nb.shown.getFirst().data().get("text/html").asText());
        nb.ok("%%writefile " + directory.resolve("w.txt") + "\nline\n");
        nb.ok("%%writefile -a " + directory.resolve("w.txt") + "\nmore");
        assertEquals("line\nmore\n", Files.readString(directory.resolve("w.txt")));
        assertTrue(nb.error("int x = 1;\n%html").message().contains("works over a cell"));
    }

    @Test
    void shellsPrintAndTellTheirStatus() {
        nb.ok("%%sh\necho it\\'s here\n");
        assertEquals("it's here\n", nb.printed.toString());
        assertEquals("sh ended with exit status 3", nb.error("%sh exit 3").message());
        nb.ok("%%sh one two\necho $2 $1\n");
        assertEquals("two one\n", nb.printed.toString());
        assertEquals("sh ended with exit status 1", nb.error("%%sh -e\necho before\nfalse\necho after\n").message());
        assertEquals("before\n", nb.printed.toString());
        nb.ok("%%bash -e -u one\necho $1 $-\n");
        assertTrue(nb.printed.toString().matches("one \\S*e\\S*u\\S*\n"), nb.printed::toString);
    }

    @Test
    void magicsThatOnlyIPythonHasAreExplained() {
        assertTrue(nb.error("%ls -l").message().endsWith("a command of the shell is %sh ls ..."), nb.error("%ls -l")::message);
        for (String[] e : new String[][]{{"%pip install numpy", "%maven"}, {"%matplotlib inline", "pictures"}, {"%history", "Out[n]"},
                {"%run x.java", "%load FILE"}, {"%who_ls", "%whos"}, {"%set_env A b", "kernel.json"}, {"%pinfo String", "Shift+Tab"},
                {"%precision 3", "printOptions"}, {"%%python\nprint(1)", "%%bash"}}) {
            String message = nb.error(e[0]).message();
            assertTrue(message.contains("there is no such magic; ") && message.contains(e[1]), message);
        }
        for (String name : nb.magics.names()) assertTrue(FamiliarMagics.instead(name).isEmpty(), name + " is there");
    }

    @Test
    void memoryThatIsHeldIsNotWhatOtherThreadsTake() {
        nb.ok("int[] held = null;");
        for (int i = 0; i < 3; i++) { // the statement keeps as much as it did before
            var r = (MemitMagic.MemitResult) nb.value("%memit -qo -r 3 held = new int[100_000]");
            assertTrue(r.retained() <= r.allocated(), r::toString);
        }
    }

    @Test
    void profilesAreSortedByTheNamesThatIPythonHas() {
        assertTrue(nb.error("%prun -s calls 1").message().endsWith("option -s needs self or total, not calls"));
        nb.ok("%prun -s cumulative Math.sin(1)");
        assertTrue(nb.printed.toString().contains("total  method"), nb.printed::toString);
    }

    @Test
    void variablesAreListedAndForgotten() {
        nb.ok("%reset");
        nb.ok("int seven = 7; String word = \"w\"; var lazy = array(1.0, 2.0) + 1;");
        nb.ok("%whos");
        assertTrue(nb.printed.toString().contains("float32(2,)"), nb.printed::toString);
        nb.ok("%who String");
        assertEquals("word\n", nb.printed.toString());
        nb.ok("%reset seven");
        assertTrue(nb.error("seven").message().contains("cannot find symbol"));
        assertEquals("w", nb.value("word"));
        assertEquals("UsageError", nb.error("%reset nothing").name());
    }

    @Test
    void variablesAreToldByTheNamesAPersonKnows() {
        nb.ok("%reset");
        nb.ok("""
                import java.util.function.*;
                class Foo {}
                record Pair(int n, Foo foo) {}
                Function<Integer, Integer> next = i -> i + 1;
                Object any = next;
                var foo = new Foo();
                var pair = new Pair(1, foo);
                var maybe = Optional.of(next);
                var nameless = new Object() { int n = 1; };
                var slope = grad((Array v) -> v * v);
                var quick = compile((Array v) -> v * 2);
                String name = foo.getClass().getName();""");
        nb.ok("%whos");
        String all = nb.printed.toString();
        for (String part : List.of("next       Function<Integer, Integer>", "Function lambda\n", "any        Object", "Foo@",
                "Pair[n=1, foo=Foo@",
                "Optional[lambda]\n", "anonymous@", "function of 1 a", "compiled function of 1 a"))
            assertTrue(all.contains(part), () -> part + " is missing in\n" + all);
        assertTrue(all.contains("REPL.$JShell$"), "a text is what it is: " + all);
        assertEquals(1, all.lines().filter(l -> l.contains("JShell") || l.contains("Lambda/")).count(), all);
        nb.ok("%who Function");
        assertEquals("next\n", nb.printed.toString());
        nb.ok("%who Optional Object Function<Integer,Integer>");
        assertEquals("next\tany\tmaybe\n", nb.printed.toString());
        nb.ok("%reset");
    }

    @Test
    void helpIsThere() {
        assertTrue(nb.value("%timeit?").toString().contains("-n LOOPS"));
        assertTrue(nb.value("%lsmagic").toString().contains("%%compare"));
        assertTrue(nb.value("%magic maven").toString().contains("GROUP:ARTIFACT"));
        assertEquals("UsageError", nb.error("%maven onlyname").name());
    }

    @Test
    void textsOfMagicsAreValuesToKeep() {
        assertTrue(nb.value("var all = %lsmagic\nall.length() > 100").equals(true));
        assertTrue(nb.value("String page = %magic timeit\npage.contains(\"LOOPS\")").equals(true));
    }

    @Test
    void magicsThatStandWhereNoneCanAreToldBeforeAnythingRuns() {
        nb.ok("int ran = 0;");
        assertEquals("%%time: it works over a whole cell, so it must stand on the first line", nb.error("ran = 1;\n%%time\n3").message());
        assertTrue(nb.error("ran = 1;\nfor (int i = 0; i < 2; i++) {\n%time Math.sin(i)\n}").message()
                .startsWith("%time: magics stand between"));
        assertEquals("%%time: it takes Java, and %who is a magic", nb.error("%%time\nran = 1;\n%who").message());
        assertEquals("%timeit: it takes Java, and %time is a magic", nb.error("%timeit %time ran").message());
        assertEquals(0, nb.value("ran"));
        nb.ok("int time = 7;");
        assertEquals(3, nb.value("%%time\nint left = 10\n  % time;\nleft"));
        assertEquals("%%time\n", nb.value("var s = \"\"\"\n%%time\n\"\"\"; s"));
    }

    @Test
    void anErrorInAFileSaysSo() throws IOException {
        Path file = Files.writeString(directory.resolve("wrong.java"), "int fine = 1;\nint wrong = \"text\";\n");
        List<String> lines = nb.error("%load " + file).traceback();
        assertTrue(lines.getFirst().contains(":2: error"), lines::toString);
        assertEquals("  lines are those of " + file, lines.getLast());
    }

    @Test
    void aPomWithoutElementsIsAnError() {
        assertTrue(nb.error("%%loadFromPOM\nno XML").message().contains("no element"));
    }

    @Test
    void theHeadOfALoopAloneIsAnErrorOfTheCompiler() {
        for (String cell : List.of("%time for (int i = 0; i < 3; i++)\n{ }", "for (int i = 0; i < 3; i++)", "if (true)", "while (false)"))
            assertEquals("CompilationError", nb.error(cell).name(), cell);
    }

    @Test
    void functionsGivenMoreThanTheyTakePointAtTheMethod() {
        assertTrue(nb.error("sum(ones(3, 4), 1)").traceback().toString().contains("did you mean x.sum(...)?"));
        assertTrue(nb.error("where(ones(3) > 0, ones(3), 0)").traceback().toString().contains("array(...) makes one of a number"));
    }
}

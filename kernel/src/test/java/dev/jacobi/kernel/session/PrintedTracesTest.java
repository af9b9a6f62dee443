package dev.jacobi.kernel.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What code of cells, and loggers that it calls, print of exceptions. */
class PrintedTracesTest {
    private static Cells cells;

    @BeforeAll
    static void open() {
        cells = Cells.plain();
        cells.ok("""
                class Spilled extends RuntimeException {
                    Spilled(String message, Throwable cause) { super(message, cause); }
                }
                static String printed(Throwable e) {
                    var text = new java.io.StringWriter();
                    e.printStackTrace(new java.io.PrintWriter(text, true));
                    return text.toString();
                }
                int pour(int n) {
                    if (n < 0) throw new IllegalArgumentException("no\\nroom");
                    return List.of(1).get(n);
                }
                int carry(int n) {
                    try {
                        return pour(n);
                    } catch (RuntimeException e) {
                        throw new Spilled("on the way", e);
                    }
                }""");
    }

    @AfterAll
    static void close() { cells.close(); }

    private static List<String> shown(String cell) {
        String raw = (String) cells.value(cell);
        assertTrue(raw.contains("REPL.$JShell$"), raw);
        return cells.session.shown(raw).lines().toList();
    }

    @Test
    void framesOfCellsOnly() {
        assertEquals(
                List.of("java.lang.IllegalArgumentException: no", "room", "\tat cell 1:10, in pour",
                        "\tat cell " + (cells.count() + 1) + ":3"),
                shown("String text = null;\ntry {\n    pour(-1);\n} catch (RuntimeException e) { text = printed(e); }\ntext"));
    }

    @Test
    void causesAndSuppressed() {
        int cell = cells.count() + 1;
        assertEquals(List.of("Spilled: on the way", "\tat cell 1:17, in carry", "\tat cell " + cell + ":2",
                "\tSuppressed: java.io.IOException: too", "\t\tat cell " + cell + ":3",
                "Caused by: java.lang.IllegalArgumentException: no", "room", "\tat cell 1:10, in pour", "\tat cell 1:15, in carry"),
                shown("String text = null;\ntry { carry(-1); } catch (RuntimeException e) {\n    e.addSuppressed(new java.io.IOException(\"too\"));\n"
                        + "    text = printed(e);\n}\ntext"));
    }

    @Test
    void theMethodOfALibraryThatThrew() {
        List<String> lines = shown("String text = null;\ntry { pour(7); } catch (RuntimeException e) { text = printed(e); }\ntext");
        assertTrue(lines.get(1).startsWith("\tin java.util.ImmutableCollections$"), lines.toString());
        assertEquals(List.of("\tat cell 1:11, in pour", "\tat cell " + cells.count() + ":2"), lines.subList(2, 4));
        assertEquals(4, lines.size(), lines.toString());
    }

    @Test
    void recursion() {
        cells.ok("int deep(int n) { return n == 0 ? pour(-1) : deep(n - 1); }");
        int defined = cells.count();
        List<String> lines = shown("String text = null;\ntry { deep(100); } catch (RuntimeException e) { text = printed(e); }\ntext");
        assertEquals(List.of("\tat cell 1:10, in pour", "\tat cell " + defined + ":1, in deep", "\t... and 100 more times",
                "\tat cell " + cells.count() + ":2"), lines.subList(2, lines.size()));
    }

    @Test
    void loggers() {
        String text = (String) cells.value("""
                var record = new java.util.logging.LogRecord(java.util.logging.Level.WARNING, "while pouring");
                try { pour(-1); } catch (RuntimeException e) { record.setThrown(e); }
                new java.util.logging.SimpleFormatter().format(record)""");
        String shown = cells.session.shown(text);
        assertTrue(
                shown.contains("WARNING: while pouring\njava.lang.IllegalArgumentException: no\nroom\n\tat cell 1:10, in pour\n\tat cell "
                        + cells.count() + ":2\n"),
                shown);
        assertFalse(shown.contains("REPL") || shown.contains("jdk.internal"), shown);
        // Logback's and Log4j's way: no loader, and where a class came from
        String line = text.lines().filter(l -> l.contains(".pour(")).findFirst().orElseThrow();
        String logback = "12:00:00 ERROR Main - failed\njava.lang.IllegalStateException: x\n" + line.replace("cells//", "") + " ~[na:na]\n"
                + "\tat java.base/java.lang.Thread.run(Thread.java:1474) ~[na:na]\n\t... 3 common frames omitted\n12:00:01 INFO Main - next\n";
        assertEquals(
                "12:00:00 ERROR Main - failed\njava.lang.IllegalStateException: x\n\tat cell 1:10, in pour\n12:00:01 INFO Main - next\n",
                cells.session.shown(logback));
    }

    @Test
    void loggersNameWhoCalledThem() {
        assertEquals("Jan 01, 2026 1:00:00 PM cell\nINFO: hello\n",
                cells.session.shown("Jan 01, 2026 1:00:00 PM REPL.$JShell$54 do_it$\nINFO: hello\n"));
        assertEquals("1:00 PM Pump.Valve turn\n", cells.session.shown("1:00 PM REPL.$JShell$54B$Pump$Valve turn\n"));
        assertEquals("1:00 PM pour", cells.session.shown("1:00 PM REPL.$JShell$54 pour"));
    }

    @Test
    void othersStayAsTheyAre() {
        String foreign = "java.lang.Error: x\n\tat java.base/java.lang.Thread.run(Thread.java:1474)\n";
        assertEquals(foreign, cells.session.shown(foreign));
        String object = "REPL.$JShell$11$Spilled@1a2b looked at (once)\nat REPL.$JShell$11 or so";
        assertEquals(object, cells.session.shown(object));
        String unknown = "\tat cells//REPL.$JShell$99999.gone($JShell$99999.java:7)\nnext";
        assertTrue(cells.session.shown(unknown).endsWith("\nnext"));
    }

    @Test
    void otherFramesOfTheCellThatRuns() {
        // Asked for while the cell runs, as printing is: its number is not known to JShell's listeners yet.
        cells.ok("java.util.function.UnaryOperator<String>[] shown = new java.util.function.UnaryOperator[1];");
        @SuppressWarnings("unchecked")
        var place = (java.util.function.UnaryOperator<String>[]) cells.value("shown");
        place[0] = cells.session::shown;
        String text = (String) cells.value("int before = 1;\nshown[0].apply(printed(new Error(\"here\")))");
        assertEquals("java.lang.Error: here\n\tat cell " + cells.count() + ":2\n", text);
    }
}

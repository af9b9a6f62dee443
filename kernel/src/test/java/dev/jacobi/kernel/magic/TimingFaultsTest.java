package dev.jacobi.kernel.magic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.jacobi.kernel.session.CellError;
import dev.jacobi.kernel.session.CellResult;
import dev.jacobi.kernel.timing.CompareResult;
import dev.jacobi.kernel.timing.TimeitResult;
import dev.jacobi.kernel.timing.Timing;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Measuring what throws, leaves, never ends, or is no statement: the error says what to do, and the next cell runs. */
public class TimingFaultsTest extends WithNotebook {
    /** A cell counts this down when it has reached what is to be stopped. */
    public static volatile CountDownLatch reached = new CountDownLatch(0);

    private static final String COLD = "-w 0 -n 3 -r 2 ";
    @TempDir
    private Path directory;

    @BeforeAll
    void declare() {
        nb.ok("import static dev.jacobi.kernel.magic.TimingFaultsTest.reached; import java.util.concurrent.*; import java.util.stream.*;");
        nb.ok("int count = 0; double v = 2; int bump() { return ++count; } record Point(double x, double y) {}");
    }

    @AfterEach
    void theNextCellRuns() { assertEquals(4, nb.value("2 + 2")); }

    @ParameterizedTest
    @ValueSource(strings = {"%timeit bump(); if (count > 0) break;", "%timeit break", "%timeit if (true) return 1L; bump()",
            "%%timeit int[] k = {0}; int local = 1;\nlocal++;\nif (local > 2) break;",
            "%%timeit int local = 1;\nlocal++;\nif (local > 0) return;", "%%timeit if (count >= 0) return;\nbump()"})
    void whatLeavesTheLoopIsNoMeasurement(String cell) {
        CellError e = nb.error(cell);
        assertTrue(e.message().contains("leaves the loop that it is measured in"), () -> cell + " -> " + e.traceback());
    }

    @Test
    void whatClosesTheLoopIsRefused() {
        assertEquals("%timeit: the brackets do not match in }  {", nb.error("%timeit }  {").message());
        assertEquals("UsageError", nb.error("%memit ) + (").name());
        assertEquals("UsageError", nb.error("%%compare\na: 1\nb: } {").name());
    }

    @Test
    void theLastOfTheStatementsIsTheValueAlsoBehindABrace() {
        nb.ok("var points = new ArrayList<Object>();");
        var r = assertInstanceOf(CompareResult.class,
                nb.value("%%compare -qo --check " + COLD + "\na: if (v > 1) { bump(); } v * 2\nb:\n  for (int i = 0; i < 3; i++) {\n"
                        + "    bump();\n  }\n  v * 3\nc: switch ((int) v) { case 2 -> 5.0; default -> 6.0; }\nd: new double[]{7, 8}[0]\n"
                        + "e: class A { double six() { return 6; } } new A().six()\n"));
        assertEquals(3, r.agreement().orElseThrow().difference());
        for (String s : new String[]{"try { bump(); } finally { bump(); }", "do { bump(); } while (count < 0)",
                "if (v > 1) { bump(); } else { v = 3; }"})
            nb.ok("%timeit -q " + COLD + s);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"throw new java.io.IOException(\"x\")|java.io.IOException",
            "throw new AssertionError(1)|java.lang.AssertionError",
            "{ bump(); throw new java.io.IOException(); }|java.io.IOException",
            "throw new StackOverflowError()|java.lang.StackOverflowError", "Class.forName(\"none\")|java.lang.ClassNotFoundException",
            "CompletableFuture.supplyAsync(() -> 1 / Integer.parseInt(\"0\"))|java.util.concurrent.ExecutionException"})
    void whatIsThrownIsTheCells(String statement, String thrown) {
        for (String magic : new String[]{"%timeit ", "%time ", "%memit ", "%prun ", "%%compare\nx: "}) {
            if (thrown.endsWith("ExecutionException") && magic.equals("%time ")) continue; // a future is a value like others there
            assertEquals(thrown, nb.error(magic + statement).name(), magic);
        }
    }

    @Test
    void aThreadThatInterruptsItselfGoesOnMeasuring() {
        nb.ok("%timeit " + COLD + "Thread.currentThread().interrupt()");
        assertEquals("java.lang.InterruptedException",
                nb.error("%timeit " + COLD + "Thread.currentThread().interrupt(); Thread.sleep(1)").name());
    }

    @Test
    void streamsAreNotConsumedAndFuturesAreJoined() {
        nb.ok("%timeit " + COLD + "Stream.of(1, 2).peek(i -> bump())");
        assertTrue(nb.shown.getFirst().plainText().contains("The result is a stream and was not consumed"),
                nb.shown.getFirst()::plainText);
        nb.ok("count = 0;");
        nb.ok("%timeit -q " + COLD
                + "CompletableFuture.supplyAsync(() -> { try { Thread.sleep(5); } catch (InterruptedException e) {} return bump(); })");
        assertEquals(7, nb.value("count"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"-n -3|option -n needs a number not below 0, not -3",
            "-n 99999999999999999999|option -n needs a number not above 10000000000000000, not 99999999999999999999",
            "-r 99999999999|option -r needs a number not above 1000000, not 99999999999",
            "-p 400|option -p needs a number not above 17, not 400",
            "-r 0|option -r needs a number not below 1, not 0", "-w NaN|option -w needs a number not below 0, not NaN",
            "-t -c|-t is the wall clock, -c the processor time: one of them"})
    void numbersOutOfRangeAreTold(String options, String message) {
        nb.ok("count = 0;");
        assertEquals("%timeit: " + message, nb.error("%timeit " + options + " bump()").message());
        assertEquals(0, nb.value("count"));
    }

    @Test
    void whatLooksLikeAnOptionOrIsAMagicIsTold() {
        assertTrue(nb.error("%timeit -count").message().endsWith("a statement that begins with a minus sign needs -- before it)"));
        assertEquals("%timeit: it takes Java, and %who is a magic", nb.error("%timeit -n1 -r 1 %who").message());
        assertEquals("%%compare: option --check needs a number not below 0, not x", nb.error("%%compare --check=x\na: 1\nb: 2").message());
    }

    @Test
    void timeTellsNothingOfWhatDidNotRun() {
        assertEquals("CompilationError", nb.error("%time int q = nope;").name());
        assertEquals("", nb.printed.toString());
        nb.ok("%time --no-raise-error int q = nope;");
        assertTrue(nb.printed.toString().startsWith("cell "), nb.printed::toString);
        assertTrue(nb.ok("%time v * 2;").value().isEmpty());
    }

    @Test
    void anInterruptStopsTheEvaluationOfWhatIsTimed() throws Exception {
        nb.ok("var m = ones(700, 700) * 2; eval(m);");
        CellError e = interrupted("%time { var p = m; for (int i = 0; i < 100_000; i++) p = matmul(m, p) * 1e-3; reached.countDown(); p }"
                .replace("{ ", "").replace(" }", ""));
        assertEquals("Interrupted", e.name(), e::message);
    }

    @Test
    void anInterruptedProfileShowsWhatWasSampled() throws Exception {
        CellError e = interrupted("%prun while (bump() != 0) reached.countDown();");
        assertEquals(CellError.Kind.INTERRUPTED, e.kind());
        assertTrue(nb.printed.toString().contains("self   total  method"), nb.printed::toString);
    }

    @Test
    void anInterruptedComparisonShowsWhatWasGathered() throws Exception {
        CellError e = interrupted("%%compare -w 0 -n 1 -r 1000000\na: Thread.sleep(1)\nb: if (bump() > 20) reached.countDown(); bump()");
        assertEquals(CellError.Kind.INTERRUPTED, e.kind());
        assertTrue(nb.shown.getFirst().plainText().contains("vs best"), nb.shown::toString);
    }

    private CellError interrupted(String cell) throws Exception {
        nb.ok("count = 0;");
        reached = new CountDownLatch(1);
        var run = CompletableFuture.supplyAsync(() -> nb.run(cell));
        assertTrue(reached.await(60, TimeUnit.SECONDS), cell);
        TimeUnit.MILLISECONDS.sleep(300);
        nb.magics.interrupt();
        CellResult result = run.get(30, TimeUnit.SECONDS);
        return result.error().orElseThrow(() -> new AssertionError(cell + " ended"));
    }

    @Test
    void filesThatCannotBeWrittenAreToldBeforeAnythingRuns() throws Exception {
        nb.ok("count = 0;");
        for (String option : new String[]{"-T ", "-D "})
            assertTrue(
                    nb.error("%prun " + option + directory.resolve("none/f") + " bump()").message().contains("in a directory that exists"));
        assertEquals("UsageError", nb.error("%prun -l 0 bump()").name());
        assertEquals("UsageError", nb.error("%prun -s calls bump()").name());
        assertEquals(0, nb.value("count"));
        Path list = directory.resolve("list.txt"), recording = directory.resolve("recording.jfr");
        assertEquals(true, nb.value("%prun -q -T " + list + " -D " + recording + " bump()\ncount > 0"));
        assertTrue(Files.readString(list).contains("self   total  method"));
        assertTrue(Files.size(recording) > 0);
    }

    @Test
    void compareNamesTheLineThatIsWrong() {
        assertEquals(3, nb.error("%%compare -w 0 -n 1 -r 1\nfine: v\nbad: throw new Exception(\"second\")\nlast: v").position()
                .orElseThrow().line());
        assertEquals(4, nb.error("%%compare\na:\n  int q = 3;\n  q + nope\nb: 1").position().orElseThrow().line());
        assertEquals("%%compare: the label a is there twice", nb.error("%%compare\na: 1\na: 2").message());
        assertEquals("%%compare: there is no statement behind b:", nb.error("%%compare\na: 1\nb:\n").message());
        assertTrue(nb.error("%%compare\n").message().contains("one a line: LABEL: STATEMENT"));
        assertTrue(nb.error("%%compare\nv * 2").message().contains("needs a label"));
        assertEquals("%%compare: --base=c is none of a, b", nb.error("%%compare --base=c\na: 1\nb: 2").message());
    }

    @Test
    void statementsThatBrokeTheirRunDoNotLast() {
        assertInstanceOf(TimeitResult.class, nb.value("%timeit -qo " + COLD + "new Point(v, v)"));
        assertFalse(nb.ok("%timeit -q " + COLD + "null").value().isPresent());
    }

    @Test
    void timingItselfChecksWhatItIsGiven() throws Exception {
        int[] calls = {0};
        assertTrue(Timing.timeit(() -> calls[0]++, 0) >= 0);
        assertTrue(Timing.timeit(() -> calls[0]++, 3) > 0);
        assertEquals(3, calls[0]);
        assertEquals("[timeit] number is -1, it needs 0 or more calls",
                assertThrows(IllegalArgumentException.class, () -> Timing.timeit(() -> calls[0]++, -1)).getMessage());
        assertTrue(
                assertThrows(NullPointerException.class, () -> Timing.timeit((Callable<?>) null, 1)).getMessage().startsWith("[timeit]"));
        assertThrows(java.io.IOException.class, () -> Timing.timeit((Timing.Action) () -> {
            throw new java.io.IOException();
        }, 2));
    }
}

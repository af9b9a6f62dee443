package dev.jacobi.kernel.magic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.jacobi.kernel.session.CellError;
import dev.jacobi.kernel.session.CellPosition;
import dev.jacobi.kernel.session.CellResult;
import dev.jacobi.kernel.session.ExecutionTime;
import dev.jacobi.kernel.timing.CompareResult;
import dev.jacobi.kernel.timing.Profile;
import dev.jacobi.kernel.timing.TimeitResult;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class TimingMagicsTest extends WithNotebook {
    private static final String COLD = "-w 0 -n 3 -r 2 ";

    @BeforeAll
    void declare() {
        nb.ok("int count = 0; int setups = 0; double x = 2; int bump() { return ++count; } var a = array(1.0, 2.0);");
    }

    private TimeitResult timed(String options, String statement) {
        return assertInstanceOf(TimeitResult.class, nb.value("%timeit -qo " + options + statement));
    }

    @Test
    void callsTheStatementSoOften() {
        nb.ok("count = 0;");
        TimeitResult r = timed(COLD, "bump()");
        assertEquals(3, r.loops());
        assertEquals(2, r.allRuns().length);
        assertEquals(1 + 2 * 3, nb.value("count"));
    }

    @Test
    void setupRunsOncePerRunAndItsVariablesLastForTheRun() {
        nb.ok("count = 0; setups = 0;");
        nb.ok("%%timeit -q -w 0 -n 4 -r 2 int local = 10; setups++; // setup\nlocal++;\ncount = local;\n");
        assertEquals(3, nb.value("setups"));
        assertEquals(14, nb.value("count"));
    }

    @Test
    void evaluatesLazyArraysInEachLoop() {
        assertTrue(timed(COLD, "a * a + 1").evaluated());
        assertTrue(timed(COLD, "List.of(a + 1, a + 2)").evaluated());
        assertFalse(timed(COLD, "List.of(1, 2)").evaluated());
        nb.ok("%timeit --lazy " + COLD + "a * a");
        assertTrue(nb.shown.getFirst().plainText().contains("was not evaluated (--lazy)"), nb.shown.getFirst()::plainText);
    }

    @Test
    void evaluatesTheLeavesOfTreesAndNothingElse() {
        nb.ok("record Pair(Object left, Object right) {}");
        for (String tree : new String[]{"Map.of(\"w\", a + 1)", "new Pair(3, a + 1)", "new Array[]{a + 1, a}", "Optional.of(a + 1)",
                "List.of(Map.of(\"w\", new Pair(a, a + 1)))", "java.util.concurrent.CompletableFuture.completedFuture(a + 1)"})
            assertTrue(timed(COLD, tree).evaluated(), tree);
        for (String other : new String[]{"new int[]{1}", "\"text\"", "new Pair(1, 2)", "Optional.empty()", "null"})
            assertFalse(timed(COLD, other).evaluated(), other);
    }

    @Test
    void valuesAreKeptWithoutBoxesAndObjectsAreMade() {
        nb.ok("record Point(double x, double y) {}");
        for (String plain : new String[]{"x * 2", "count + 1", "x > 1", "(long) x"}) {
            TimeitResult r = timed("-w 0 -n 1000000 -r 2 ", plain);
            assertTrue(r.bytesPerLoop() < 4, () -> plain + " allocates " + r.bytesPerLoop());
        }
        TimeitResult made = timed("-w 0.5 -r 3 ", "new Point(x, x)");
        assertTrue(made.bytesPerLoop() > 20, () -> "the compiled loop makes no objects: " + made.bytesPerLoop() + " B");
    }

    @Test
    void comparedStatementsTakeTurns() {
        nb.ok("var order = new StringBuilder();");
        nb.ok("%%compare -q -w 0 -n 1 -r 3\na: order.append('a')\nb: order.append('b')\nc: order.append('c')");
        assertEquals("abc" + "abc".repeat(3), nb.value("order.toString()"));
    }

    @Test
    void timeTellsCompilationAndCollectionsIfTheyTookLong() {
        var time = new ExecutionTime(1_060_000, 1_050_000, 5_000);
        assertEquals(List.of("CPU times: user 1.05 ms, sys: 5 μs, total: 1.06 ms", "Wall time: 1.06 ms"),
                TimeMagic.lines(time, ExecutionTime.NONE, 0.1, 0));
        assertEquals(
                List.of("CPU times: user 1.05 ms, sys: 5 μs, total: 1.06 ms", "Wall time: 1.06 ms",
                        "Evaluated lazily: 900 μs of it in eval",
                        "Compiler : 212 ms", "GC       : 3 ms"),
                TimeMagic.lines(time, new ExecutionTime(900_000, 900_000, 0), 0.212, 3e-3));
    }

    @Test
    void timeCountsTheWorkersOfTheEngine() {
        nb.ok("var m = ones(1500, 1500) * 2; eval(m);");
        nb.ok("%time matmul(m, m)");
        assertTrue(nb.printed.toString().contains("Evaluated lazily: "), nb.printed::toString);
        var helpers = new HelperTime();
        nb.ok("eval(matmul(m, m));");
        if (Runtime.getRuntime().availableProcessors() > 1) assertTrue(helpers.spent().userNanos() > 0);
        assertEquals(0, helpers.spent().wallNanos());
    }

    @Test
    void theResultGoesIntoAVariable() {
        nb.ok("var r = %timeit -q " + COLD + "x * x\nr2 = %timeit -qo " + COLD + "x");
        assertEquals(3L, nb.value("r.loops() + r2.loops() - 3"));
        nb.ok("%timeit -q -v saved " + COLD + "x * x");
        assertEquals(true, nb.value("saved.average() > 0"));
        assertEquals("UsageError", nb.error("%timeit -v 1x x").name());
    }

    @Test
    void statementsDeclareAndEndAsTheyLike() {
        for (String s : new String[]{"int z = 3; z + 1", "for (int i = 0; i < 3; i++) bump();", "bump();", "System.nanoTime() ; // note",
                "\"a;b\" + x",
                "if (x > 1) bump(); else bump()", "a[0:1]", "sum(a)", "'c'"}) {
            timed(COLD, s);
        }
        assertTrue(nb.ok("%timeit").value().isEmpty());
    }

    @Test
    void errorsNameTheAuthorsLineAndColumn() {
        CellError e = nb.error("int ok = 1;\n  %timeit -r 2  x + nope");
        assertEquals(CellError.Kind.COMPILATION, e.kind());
        assertEquals("cannot find symbol, variable nope", e.message());
        assertEquals(new CellPosition(e.position().get().cell(), 2, 21, 4), e.position().get());
        e = nb.error("%%timeit int s = none;\nx");
        assertEquals(1, e.position().get().line());
        assertEquals(18, e.position().get().column());
        e = nb.error("%%timeit\nint q = 1;\nint p = x;\n");
        assertEquals(3, e.position().get().line());
        assertEquals(9, e.position().get().column());
        e = nb.error("%timeit int y = 7; throw new IllegalStateException(\"boom\")");
        assertEquals("java.lang.IllegalStateException", e.name());
        assertEquals("boom", e.message());
    }

    @Test
    void usageErrorsRunNothing() {
        nb.ok("count = 0;");
        CellError e = nb.error("%timeit -z bump()");
        assertEquals("UsageError", e.name());
        assertTrue(e.message().contains("option -z not recognized (allowed: \"" + TimeitMagic.OPTIONS + "\""), e::message);
        assertEquals(0, nb.value("count"));
        assertTrue(nb.error("%timet x").message().contains("did you mean %time or %timeit?"));
        assertTrue(nb.error("%%time x\ny").message().contains("Can't use statement directly after '%%time'!"));
    }

    @Test
    void plainTextIsIPythons() {
        nb.ok("%timeit --plain " + COLD + "x");
        assertTrue(nb.printed.toString().contains(" per loop (mean ± std. dev. of 2 runs, 3 loops each)\n"), nb.printed::toString);
        assertFalse(nb.printed.toString().contains("allocated per loop"), nb.printed::toString);
    }

    @Test
    void interruptShowsWhatWasGathered() throws Exception {
        var run = CompletableFuture.supplyAsync(() -> nb.run("%timeit -w 0 -n 1 -r 1000000 Thread.sleep(1)"));
        TimeUnit.MILLISECONDS.sleep(700);
        nb.magics.interrupt();
        CellResult result = run.get(20, TimeUnit.SECONDS);
        assertEquals(CellError.Kind.INTERRUPTED, result.error().orElseThrow().kind());
        assertTrue(nb.printed.toString().matches("Interrupted after \\d+ of 1000000 runs:\n"), nb.printed::toString);
        assertTrue(nb.shown.getFirst().plainText().contains(" per loop (mean"));
        assertEquals(4, nb.value("2 + 2"));
    }

    @Test
    void timeKeepsNamesAndGivesTheValue() {
        assertEquals(7, nb.value("%time int kept = 3; kept + 4"));
        assertTrue(nb.printed.toString().matches("(?s)CPU times: user .*, sys: .*, total: .*\nWall time: .*\n.*"), nb.printed::toString);
        assertEquals(3, nb.value("kept"));
        assertEquals("java.lang.IllegalStateException", nb.error("%time throw new IllegalStateException()").name());
        assertTrue(nb.printed.toString().contains("Wall time: "));
        nb.ok("%time --no-raise-error throw new IllegalStateException()");
        nb.ok("%time a + 1");
        assertTrue(nb.printed.toString().contains("Evaluated lazily: "), nb.printed::toString);
    }

    @Test
    void compareChecksResults() {
        var r = assertInstanceOf(CompareResult.class, nb.value("%%compare -qo -w 0 -n 2 -r 3\ntwice: a + a\nprod:\n  // other\n  a * 2\n"));
        assertEquals("results agree: max |Δ| = 0", r.agreement().orElseThrow().toString());
        assertTrue(r.text().lines().anyMatch(l -> l.startsWith("twice ")), r::text);
        r = assertInstanceOf(CompareResult.class, nb.value("%%compare -qo -w 0 -n 2 -r 3 --check=0.5\none: 1.0\ntwo: 2.0\n"));
        assertEquals("results DIFFER: max |Δ| = 1.00", r.agreement().orElseThrow().toString());
        CellError e = nb.error("%%compare\nfine: x\nbad: x + nope");
        assertEquals(new CellPosition(e.position().get().cell(), 3, 10, 4), e.position().get());
    }

    @Test
    void memitCountsAllocation() {
        nb.ok("%memit new byte[4 << 20]");
        assertTrue(nb.printed.toString().startsWith("allocated 4.0 MiB on heap"), nb.printed::toString);
    }

    @Test
    void compareSeesDifferencesBesideHugeNumbers() {
        nb.ok("var far = array(1.0, 2.0, 80.0);");
        CompareResult r = (CompareResult) nb.value("%%compare -qo -w 0 -n 1 -r 2\na: exp(far) * 2\nb: exp(far * 2)\n");
        assertFalse(r.agreement().orElseThrow().agree(), r.text());
        assertTrue(r.text().contains("results DIFFER: max |Δ| = ∞"), r.text());
        r = (CompareResult) nb.value("%%compare -qo -w 0 -n 1 -r 2\na: array(1.0, 2.0, 1e30)\nb: array(1.0, 2.5, 1e30)\n");
        assertTrue(r.text().contains("results DIFFER: max |Δ| = 0.5"), r.text());
        r = (CompareResult) nb.value("%%compare -qo -w 0 -n 1 -r 2\na: array(1.0, 1e-9, Double.POSITIVE_INFINITY, Double.NaN)\n"
                + "b: array(1.000001, -1e-9, Double.POSITIVE_INFINITY, Double.NaN)\n");
        assertTrue(r.agreement().orElseThrow().agree(), r.text());
    }

    @Test
    void timeitCountsBytesAndKernelsOfArrays() {
        TimeitResult r = (TimeitResult) nb
                .value("var big = linspace(0, 1, 1 << 16);\neval(big);\nvar r = %timeit -n 20 -r 3 exp(big * 2).sum()\nr");
        assertEquals(1, r.kernelsPerLoop(), 1e-9); // one loop; the sum is one number
        // what threads keep of sums, but no array of 256 KiB
        assertTrue(r.arrayBytesPerLoop() < 1 << 17, r.text());
        r = (TimeitResult) nb.value("var r = %timeit -n 20 -r 3 matmul(exp(big.reshape(256, 256)), big.reshape(256, 256))\nr");
        assertEquals(2, r.kernelsPerLoop(), 1e-9);
        assertTrue(r.arrayBytesPerLoop() >= 2 * (4 << 16) && r.arrayBytesPerLoop() < 4 * (4 << 16), r.text());
        assertTrue(r.text().contains(" in arrays by 2 kernels"), r.text());
        r = (TimeitResult) nb.value("var r = %timeit -n 100 -r 3 Math.log(3)\nr");
        assertEquals(0, r.kernelsPerLoop());
        assertFalse(r.text().contains("kernel"), r.text());
    }

    @Test
    void prunNamesPrimitives() {
        nb.ok("var big = linspace(0, 1, 1 << 16);\neval(big);");
        Profile p = (Profile) nb.value("var p = %prun -r matmul(exp(big.reshape(256, 256) * 2), big.reshape(256, 256)).sum()\np");
        List<String> names = p.kernels().stream().map(Profile.Kernel::name).toList();
        assertTrue(names.contains("matmul -> float32 (256, 256)"), names.toString());
        assertTrue(names.stream().anyMatch(n -> n.startsWith("one loop: ") && n.contains("exp")), names.toString());
        for (Profile.Kernel k : p.kernels()) assertEquals(p.loops(), k.count(), k.toString());
        double seconds = p.kernels().stream().mapToDouble(Profile.Kernel::seconds).sum();
        assertTrue(seconds > 0 && seconds <= p.seconds(), seconds + " of " + p.seconds());
        String text = p.text(20, false);
        assertTrue(text.startsWith("      time   share       count  kernel of arrays\n"), text);
        assertTrue(text.contains("(kernels of arrays)"), text);
    }

    @Test
    void prunFindsTheMethod() {
        nb.ok("double slow() { double t = 0; for (int i = 0; i < 200000; i++) t += Math.sin(i); return t; }");
        nb.ok("%prun -l 3 slow()");
        assertTrue(nb.printed.toString().lines().anyMatch(l -> l.endsWith(" slow")), nb.printed::toString);
    }
}

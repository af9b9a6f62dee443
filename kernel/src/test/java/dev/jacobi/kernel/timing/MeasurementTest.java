package dev.jacobi.kernel.timing;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

/** What is measured, with clocks and counters that say what the test wants, and how it is shown. */
class MeasurementTest {
    private final TimeitTextTest.FakeMeters meters = new TimeitTextTest.FakeMeters();

    private static TimingOptions options(long loops, int repeat, boolean given, double warmUp) {
        return new TimingOptions(loops, repeat, given, warmUp, 3, false, false, false, 0);
    }

    /** A statement that takes so many nanoseconds, all of them computing. */
    private Timed taking(long nanosALoop) {
        return (n, nanos) -> {
            for (int i = 0; i < nanos.length; i++) {
                nanos[i] = n * nanosALoop;
                meters.now += nanos[i];
                meters.cpu += nanos[i];
            }
        };
    }

    private TimeitResult run(Timed timed, TimingOptions options) throws Throwable {
        var m = new Measurement(timed, options, meters);
        m.run();
        return m.result().orElseThrow();
    }

    @Test
    void sevenRunsAreTheRuleAndAllOfThemIfLoopsOrRunsAreGiven() throws Throwable {
        assertEquals(7, run(taking(1000), options(0, 7, false, 0)).repeat());
        assertEquals(3, run(taking(900_000_000), options(0, 7, false, 0)).repeat());
        assertEquals(7, run(taking(900_000_000), options(1, 7, false, 0)).repeat());
        assertEquals(5, run(taking(900_000_000), options(0, 5, true, 0)).repeat());
    }

    @Test
    void partsOfARunAreAtMostTenAndTakeTwoMillisecondsAtLeast() throws Throwable {
        assertEquals(7 * 10, run(taking(5_000_000), options(100, 7, false, 0)).samples().length);
        assertEquals(7 * 5, run(taking(1_000_000), options(10, 7, false, 0)).samples().length);
        assertEquals(7, run(taking(100), options(1000, 7, false, 0)).samples().length);
    }

    @Test
    void runsThatTheCompilerDisturbedAreThrownAwayAndRepeated() throws Throwable {
        int[] runs = {0};
        Timed disturbed = (n, nanos) -> {
            taking(1_000_000).run(n, nanos);
            if (++runs[0] > 1 && runs[0] <= 30) meters.compiled += 30; // of runs of 20 ms
        };
        TimeitResult r = run(disturbed, options(0, 7, false, 2));
        assertEquals(0, r.jitTime());
        assertTrue(runs[0] > 30 + 7, () -> runs[0] + " runs");
        runs[0] = 0;
        assertTrue(run(disturbed, options(20, 7, false, 0)).jitTime() > 0, "loops that were given are measured as they are");
    }

    @Test
    void countsWhatTheVirtualMachineDoes() throws Throwable {
        Timed busy = (n, nanos) -> {
            taking(1000).run(n, nanos);
            meters.collections++;
            meters.bytes += 1536 * n;
        };
        String text = run(busy, options(10, 2, true, 0)).text();
        assertTrue(text.endsWith("first 1 μs; 1.5 KiB allocated per loop; 2 GCs"), text);
        assertTrue(run(busy, options(10, 1, true, 0)).text().endsWith("; 1 GC"));
        run(taking(10), new TimingOptions(10, 4, true, 0, 3, false, true, false, 0));
        assertEquals(4, meters.collectedOnDemand);
    }

    @Test
    void processorTimeCountsAllThreads() throws Throwable {
        Timed parallel = (n, nanos) -> {
            taking(1000).run(n, nanos);
            meters.processCpu = 3 * meters.cpu;
        };
        assertTrue(run(parallel, new TimingOptions(10, 3, true, 0, 3, true, false, true, 0)).text().startsWith("3 μs ± 0 ns per loop"));
        Timed waiting = (n, nanos) -> {
            nanos[0] = n * 1000;
            meters.waits += 2;
        };
        assertEquals(1, run(waiting, options(10, 3, true, 0)).cpuShare(), "a thread that waits is not disturbed");
    }

    @Test
    void whatIsInTheResult() throws Throwable {
        double[] seconds = {5e-3, 1e-3, 2e-3, 6e-3};
        int[] run = {0};
        TimeitResult r = run((n, nanos) -> Arrays.fill(nanos, Math.round(1e9 * n * seconds[run[0]++])), options(10, 3, true, 0));
        assertEquals(10, r.loops());
        assertEquals(3, r.repeat());
        assertArrayEquals(new double[]{1e-2, 2e-2, 6e-2}, r.allRuns(), 1e-12);
        assertArrayEquals(new double[]{1e-3, 2e-3, 6e-3}, r.timings(), 1e-12);
        assertEquals(1e-3, r.best(), 1e-12);
        assertEquals(6e-3, r.worst(), 1e-12);
        assertEquals(3e-3, r.average(), 1e-12);
        assertEquals(Math.sqrt(14.0 / 3) * 1e-3, r.stdev(), 1e-12);
        assertEquals(2e-3, r.median(), 1e-12);
        assertEquals(6e-3, r.p95(), 1e-12);
        assertEquals(5e-3, r.first(), 1e-12);
    }

    private static TimeitResult told(double compiling, int precision, double... samples) {
        double[] runs = DoubleStream.of(samples).map(s -> s * 10).toArray();
        return new TimeitResult(10, runs, samples, 14.2e-3, 2, false, 0.18, 0, 0, 0, 0, 0, 0, 0.41, compiling, Sink.Kind.ARRAYS, false,
                precision,
                false);
    }

    @Test
    void warningsComeFirstAndInTheirOrder() {
        TimeitResult r = told(0.123, 3, 1e-3, 1e-3, 6.31e-3);
        assertEquals(List.of(
                "The slowest run took 6.31 times longer than the fastest. This could mean that an intermediate result is being cached.",
                "Not steady after 2 s of warm-up: the last batches still differ by 18 %. Try -w 10.",
                "The thread had the CPU for only 41 % of the time: other processes disturb the numbers; trust min.",
                "The result is lazy and was not evaluated (--lazy): this is the time to build the graph.",
                "2.77 ms ± 2.5 ms per loop (mean ± std. dev. of 3 runs, 10 loops each)",
                "min 1 ms, median 1 ms, first 14.2 ms; 0 B allocated per loop", "Compiler time: 0.12 s"), r.text().lines().toList());
        assertTrue(told(0.1, 5, 1.23456e-3).text().contains("\n1.2346 ms ± 0 ns per loop (mean ± std. dev. of 1 run, 10 loops each)\n"));
        assertFalse(told(0.1, 3, 1e-3).text().contains("Compiler"));
    }

    @Test
    void aHistogramIsAPictureWithWordsForWhoDoesNotSeeIt() {
        double[] samples = new double[101];
        for (int i = 0; i < 101; i++) samples[i] = i == 100 ? 1 : 1e-3 + 1e-5 * i;
        String html = TimeitHtml.of(told(0.5, 3, samples));
        assertTrue(html.contains("<b>median 1.5 ms</b>"), html);
        assertTrue(html.contains("<img width=\"360\" height=\"44\" alt=\"times of a loop: min 1 ms, median 1.5 ms, p98 1.98 ms\" "
                + "src=\"data:image/svg+xml;base64,"), html);
        assertTrue(html.contains("Compiler time: 0.50 s"), html);
        assertFalse(html.contains("<script") || html.contains("<style") || html.contains("<svg"), html);
        String svg = picture(html);
        assertTrue(svg.startsWith("<svg xmlns=") && svg.contains("<rect") && svg.contains("<line"), svg);
        Matcher bar = Pattern.compile("<rect x=\"([0-9.]+)\"").matcher(svg);
        while (bar.find()) assertTrue(Double.parseDouble(bar.group(1)) < 360, "the second that one part took is left out");
    }

    @Test
    void aComparisonHasALogarithmicAxisIfOneIsEightTimesAsLong() {
        assertTrue(picture(CompareHtml.of(compared(1e-3, 9e-3))).contains(" log<"));
        assertFalse(picture(CompareHtml.of(compared(1e-3, 7e-3))).contains(" log<"));
        String html = CompareHtml.of(compared(1e-3, 7e-3));
        assertTrue(
                html.contains("<table><tr><th></th><th>median</th><th>min</th><th>mean ± std</th><th>vs best</th><th>alloc/loop</th></tr>"),
                html);
        assertTrue(html.contains("<td>&lt;b&gt;</td>") && !html.contains("<svg"), html);
    }

    @Test
    void aComparisonAsText() {
        var agreement = Optional.of(new Agreement(0, true, true));
        var calm = new CompareResult.Entry("vmap", calm(1e-3));
        var slow = new CompareResult.Entry("naive", calm(33e-3));
        assertEquals("""
                        median     min   mean ± std     vs best   alloc/loop
                vmap      1 ms    1 ms   1 ms ± 0 ns      1.00×          0 B
                naive    33 ms   33 ms   33 ms ± 0 ns    33.00×          0 B
                results agree: max |Δ| = 0""", new CompareResult(List.of(calm, slow), Optional.empty(), agreement).text());
        var against = new CompareResult(List.of(calm, slow), Optional.of("naive"), Optional.empty());
        assertEquals("vs naive", against.table().getFirst().get(4));
        assertEquals("0.03×", against.ratio(calm));
        assertEquals("results DIFFER: max |Δ| = ∞ (other shapes, values that are no numbers, or NaN)",
                new Agreement(Double.POSITIVE_INFINITY, false, false).toString());
    }

    private static TimeitResult calm(double seconds) {
        return new TimeitResult(10, new double[]{10 * seconds}, new double[]{seconds}, seconds, 0, true, 0, 0, 0, 0, 0, 0, 0, 1, 0,
                Sink.Kind.PLAIN, false, 3,
                false);
    }

    private static CompareResult compared(double one, double other) {
        return new CompareResult(List.of(new CompareResult.Entry("a", calm(one)), new CompareResult.Entry("<b>", calm(other))),
                Optional.empty(),
                Optional.empty());
    }

    private static String picture(String html) {
        Matcher data = Pattern.compile("base64,([^\"]+)").matcher(html);
        assertTrue(data.find(), html);
        return new String(Base64.getDecoder().decode(data.group(1)), StandardCharsets.UTF_8);
    }
}

package dev.jacobi.kernel.timing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Texts from a clock that says what the test wants. */
class TimeitTextTest {

    @ParameterizedTest
    @CsvSource({"0, 0 ns", "5.01e-6, 5.01 μs", "1.6249e-7, 162 ns", "0.00123456, 1.23 ms", "1.5, 1.5 s", "59.99, 60 s", "63, 1min 3s",
            "7500, 2h 5min",
            "90061, 1d 1h 1min 1s", "1e-12, 0.001 ns"})
    void timesAreIPythons(double seconds, String text) { assertEquals(text, TimeText.of(seconds, 3)); }

    /** Runs whose loops take the given times; the clock of the counters stands still. */
    private static TimeitResult measured(long loops, double warmUp, double... secondsALoop) throws Throwable {
        Deque<Double> left = new ArrayDeque<>();
        for (double s : secondsALoop) left.add(s);
        var fake = new FakeMeters();
        Timed timed = (n, nanos) -> {
            double s = left.size() > 1 ? left.poll() : left.peek();
            for (int i = 0; i < nanos.length; i++) nanos[i] = Math.round(s * n * 1e9);
            for (long t : nanos) fake.now += t;
            fake.cpu += (long) (fake.share * java.util.Arrays.stream(nanos).sum());
            fake.bytes += 100 * n * nanos.length;
        };
        var options = new TimingOptions(loops, 7, loops > 0, warmUp, 3, false, false, false, 0);
        var m = new Measurement(timed, options, fake);
        m.run();
        return m.result().orElseThrow();
    }

    @Test
    void steadyTimesGiveTwoLines() throws Throwable {
        TimeitResult r = measured(500, 0, 14.2e-3, 530e-6, 541e-6, 552e-6, 541e-6, 541e-6, 541e-6, 541e-6);
        assertEquals("""
                541 μs ± 5.88 μs per loop (mean ± std. dev. of 7 runs, 500 loops each)
                min 530 μs, median 541 μs, first 14.2 ms; 100 B allocated per loop""", r.text());
        assertEquals("<TimeitResult : 541 μs ± 5.88 μs per loop (mean ± std. dev. of 7 runs, 500 loops each)>", r.toString());
        assertEquals(70, r.samples().length);
    }

    @Test
    void aSlowRunIsWarnedOf() throws Throwable {
        String text = measured(1000, 0, 1, 1e-5, 1e-5, 1e-5, 1e-5, 1e-5, 1e-5, 6.31e-5).text();
        assertEquals(
                "The slowest run took 6.31 times longer than the fastest. This could mean that an intermediate result is being cached.",
                text.lines().findFirst().orElseThrow());
    }

    @Test
    void numbersAreGroupedAndOneIsSingular() throws Throwable {
        assertTrue(measured(100_000, 0, 5e-6).text().startsWith("5 μs ± 0 ns per loop (mean ± std. dev. of 7 runs, 100,000 loops each)"));
        var fake = new FakeMeters();
        var m = new Measurement((n, nanos) -> {
            nanos[0] = 1000;
            fake.cpu += 1000;
        }, new TimingOptions(1, 1, true, 0, 3, false, false, true, 0), fake);
        m.run();
        assertEquals("1 μs ± 0 ns per loop (mean ± std. dev. of 1 run, 1 loop each)", m.result().orElseThrow().text());
    }

    @Test
    void loopsMakeRunsOfTwentyMilliseconds() throws Throwable {
        assertEquals(50_000, Measurement.loops(5e-7));
        assertEquals(1, Measurement.loops(0.5));
        assertEquals(2, Measurement.loops(0.019));
        assertEquals(20_000, measured(0, 2, 1e-6).loops());
    }

    @Test
    void warmUpEndsWhenTimesAreSteadyOrTimeIsUp() throws Throwable {
        TimeitResult steady = measured(0, 2, 1e-3);
        assertTrue(steady.steady());
        assertTrue(steady.warmup() < 0.5, () -> "warm-up of " + steady.warmup());
        double[] falling = new double[3000];
        for (int i = 0; i < falling.length; i++) falling[i] = 2.5e-3 * Math.pow(0.97, Math.min(i, 600)) + 1e-9;
        TimeitResult r = measured(0, 0.05, falling);
        assertFalse(r.steady());
        assertTrue(r.text().startsWith("Not steady after "), r::text);
    }

    @Test
    void warmUpWaitsForACompilationThatIsUnderWay() throws Throwable {
        var fake = new FakeMeters();
        fake.compilingUntil = 400_000_000;
        var m = new Measurement((n, nanos) -> {
            for (int i = 0; i < nanos.length; i++) fake.now += nanos[i] = n * (fake.isCompiling() ? 50_000 : 7_000);
        }, TimingOptions.standard(), fake);
        m.run();
        assertEquals(7e-6, m.result().orElseThrow().median(), 1e-12);
    }

    @Test
    void aThreadWithoutAProcessorIsWarnedOf() throws Throwable {
        var fake = new FakeMeters();
        var m = new Measurement((n, nanos) -> {
            nanos[0] = 1000;
            fake.cpu += 410;
        }, new TimingOptions(1, 7, true, 0, 3, false, false, false, 0), fake);
        m.run();
        assertTrue(m.result().orElseThrow().text().startsWith("The thread had the CPU for only 41 % of the time: other processes"));
    }

    @Test
    void slowStatementsAreCalledAFewTimesOnly() throws Throwable {
        int[] calls = new int[1];
        var fake = new FakeMeters();
        var m = new Measurement((n, nanos) -> {
            calls[0] += (int) n;
            nanos[0] = n * 1_000_000_000;
            fake.now += nanos[0];
            fake.cpu += nanos[0];
        }, TimingOptions.standard(), fake);
        m.run();
        assertEquals(2 + 3, calls[0]);
        assertTrue(m.result().orElseThrow().text().startsWith("1 s ± 0 ns per loop (mean ± std. dev. of 3 runs, 1 loop each)"));
    }

    @Test
    void aRatioThatTheDataCannotTellIsAboutOne() throws Throwable {
        TimeitResult a = measured(1000, 0, 1, 1e-5, 1.1e-5, 0.9e-5, 1.05e-5), b = measured(1000, 0, 1, 1.01e-5, 1.1e-5, 0.9e-5, 1.05e-5);
        TimeitResult c = measured(1000, 0, 1, 3e-5, 3.3e-5, 2.9e-5, 3.1e-5);
        var result = new CompareResult(
                List.of(new CompareResult.Entry("a", a), new CompareResult.Entry("b", b), new CompareResult.Entry("c", c)),
                java.util.Optional.of("a"), java.util.Optional.empty());
        assertEquals("≈ 1.00×", result.ratio(result.entries().get(1)));
        assertTrue(result.ratio(result.entries().get(2)).startsWith("2.9"), result::text);
        String html = CompareHtml.of(result) + TimeitHtml.of(a);
        assertFalse(html.contains("<script") || html.contains("<style") || html.contains("<svg"), html);
    }

    /** Counters that a test sets. */
    static final class FakeMeters implements Meters {
        long now;
        long cpu;
        long processCpu = -1;
        long bytes;
        long waits;
        long collections;
        long collectedOnDemand;
        long compiled;
        long compilingUntil;
        double share = 1;

        @Override
        public long nanos() { return now; }

        @Override
        public long threadCpuNanos() { return cpu; }

        @Override
        public long processCpuNanos() { return processCpu < 0 ? cpu : processCpu; }

        @Override
        public long waits() { return waits; }

        @Override
        public long allocatedBytes() { return bytes; }

        @Override
        public long arrayBytes() { return 0; }

        @Override
        public long collections() { return collections; }

        @Override
        public long collectionMillis() { return 0; }

        @Override
        public long compilationMillis() { return compiled; }

        @Override
        public boolean isCompiling() { return now < compilingUntil; }

        @Override
        public void collectGarbage() { collectedOnDemand++; }
    }
}

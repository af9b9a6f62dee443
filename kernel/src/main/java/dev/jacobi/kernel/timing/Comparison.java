package dev.jacobi.kernel.timing;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Several statements measured in turns, so that what disturbs one disturbs all. */
public final class Comparison {
    private final TimingOptions options;
    private final boolean check;
    private final double tolerance;
    private final Optional<String> base;
    private final Map<String, Measurement> measurements = new LinkedHashMap<>();
    private Optional<Agreement> agreement = Optional.empty();

    /**
     * A comparison.
     *
     * @param check whether results are compared even if they are no arrays
     * @param tolerance the largest difference of results that agree; NaN for one that fits their size
     * @param base the statement that ratios are to; empty for the fastest
     */
    public Comparison(Map<String, Timed> statements, TimingOptions options, boolean check, double tolerance, Optional<String> base) {
        this.options = options;
        this.check = check;
        this.tolerance = tolerance;
        this.base = base;
        statements.forEach((name, timed) -> measurements.put(name, new Measurement(timed, options)));
    }

    /** All warm-ups, then the runs in turns. */
    public void run() throws Throwable {
        for (Measurement m : measurements.values()) m.warmUp();
        List<Optional<Object>> values = measurements.values().stream().map(Measurement::firstValue).toList();
        Optional<Agreement> found = Agreement.of(values, tolerance);
        agreement = found.filter(a -> check || a.ofArrays());
        for (int run = 0; run < options.repeat(); run++) for (Measurement m : measurements.values()) m.oneRun();
        Sink.clear();
    }

    /** What was gathered, if each statement has run. */
    public Optional<CompareResult> result() {
        List<CompareResult.Entry> entries = new ArrayList<>();
        measurements.forEach((name, m) -> m.result().ifPresent(r -> entries.add(new CompareResult.Entry(name, r))));
        return entries.size() < measurements.size() ? Optional.empty() : Optional.of(new CompareResult(entries, base, agreement));
    }
}

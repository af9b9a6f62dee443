package dev.jacobi.kernel.timing;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** How a measurement reads. */
final class TimeitText {
    private static final double ENOUGH_CPU = 0.8, LONG_COMPILATION = 0.1;

    static String of(TimeitResult r) {
        List<String> lines = new ArrayList<>(warnings(r));
        lines.add(line(r));
        if (!r.plain()) lines.add(details(r));
        compiler(r).ifPresent(lines::add);
        return String.join("\n", lines);
    }

    /** What one must know to read the numbers right. */
    static List<String> warnings(TimeitResult r) {
        List<String> lines = new ArrayList<>();
        if (r.worst() > 4 * r.best() && r.best() > 0 && r.worst() > 1e-6) {
            lines.add(format(
                    "The slowest run took %.2f times longer than the fastest. This could mean that an intermediate result is being cached.",
                    r.worst() / r.best()));
        }
        if (!r.steady()) {
            lines.add(format("Not steady after %s of warm-up: the last batches still differ by %.0f %%. Try -w 10.",
                    TimeText.of(r.warmup(), 2),
                    100 * r.drift()));
        }
        if (r.cpuShare() < ENOUGH_CPU) {
            lines.add(format("The thread had the CPU for only %.0f %% of the time: other processes disturb the numbers; trust min.",
                    100 * r.cpuShare()));
        }
        if (r.kind() == Sink.Kind.ARRAYS && !r.evaluated())
            lines.add("The result is lazy and was not evaluated (--lazy): this is the time to build the graph.");
        if (r.kind() == Sink.Kind.STREAM) lines.add("The result is a stream and was not consumed: this is the time to set it up.");
        return lines;
    }

    /** How long the statement took to compile, if that is worth telling. */
    static Optional<String> compiler(TimeitResult r) {
        return r.compileTime() > LONG_COMPILATION ? Optional.of(format("Compiler time: %.2f s", r.compileTime())) : Optional.empty();
    }

    /** IPython's line. */
    static String line(TimeitResult r) {
        return format("%s ± %s per loop (mean ± std. dev. of %d run%s, %,d loop%s each)", TimeText.of(r.average(), r.precision()),
                TimeText.of(r.stdev(), r.precision()), r.repeat(), r.repeat() == 1 ? "" : "s", r.loops(), r.loops() == 1 ? "" : "s");
    }

    static String details(TimeitResult r) {
        StringBuilder s = new StringBuilder("min ").append(TimeText.of(r.min(), r.precision())).append(", median ")
                .append(TimeText.of(r.median(), r.precision())).append(", first ").append(TimeText.of(r.first(), r.precision()))
                .append("; ")
                .append(TimeText.bytes(r.bytesPerLoop())).append(" allocated per loop");
        if (r.arrayBytesPerLoop() > 0 || r.kernelsPerLoop() > 0) {
            s.append(" and ").append(TimeText.bytes(r.arrayBytesPerLoop())).append(" in arrays by ").append(count(r.kernelsPerLoop()))
                    .append(r.kernelsPerLoop() == 1 ? " kernel" : " kernels");
        }
        if (r.gcCount() > 0) s.append("; ").append(r.gcCount()).append(r.gcCount() == 1 ? " GC" : " GCs");
        if (r.evaluated()) s.append("; evaluated per loop");
        return s.toString();
    }

    private static String count(double n) { return n == Math.rint(n) ? format("%,.0f", n) : format("%.2f", n); }

    static String format(String pattern, Object... values) { return String.format(Locale.ROOT, pattern, values); }

    private TimeitText() {}
}

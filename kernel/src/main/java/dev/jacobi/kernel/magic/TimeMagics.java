package dev.jacobi.kernel.magic;

import dev.jacobi.kernel.cell.CodeMask;
import dev.jacobi.kernel.protocol.StreamName;
import dev.jacobi.kernel.session.CellError;
import dev.jacobi.kernel.session.CellResult;
import dev.jacobi.kernel.session.CellValue;
import dev.jacobi.kernel.timing.TimeText;
import dev.jacobi.kernel.timing.Timed;
import dev.jacobi.kernel.timing.Timing;
import dev.jacobi.kernel.timing.TimeitResult;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** %timeit and %time. */
final class TimeMagics {
    private static final String TIMEIT = "n:r:p:w:qov:";

    /** Measures a statement: {@code %timeit [-n N] [-r R] [-w SECONDS] [-p DIGITS] [-q] [-o] [-v NAME] statement}. */
    static CellResult timeit(Magic.Call call) throws Exception {
        MagicOptions options = new MagicOptions(call.line(), TIMEIT);
        String setup = call.wholeCell() ? options.rest() : "", statement = call.wholeCell() ? call.body() : options.rest();
        if (statement.isBlank()) return CellResults.nothing();
        Timing.Options how = new Timing.Options((long) options.number('n', 0), (int) options.number('r', 7), options.number('w', 2),
                (int) options.number('p', 3));
        if (how.repeat() < 1) throw new MagicException("option -r needs at least one run");
        Measured measured = new Measured();
        CellResult compiled = compile(call, setup, statement, measured, how);
        if (compiled.error().isPresent()) return compiled;
        TimeitResult result = measured.result;
        if (!options.has('q')) call.frontend().stream(StreamName.STDOUT, result.text() + "\n");
        return options.has('o') ? CellResults.value(result, "TimeitResult") : CellResults.nothing();
    }

    /** Where the measuring, which the session runs on its own thread, leaves its result. */
    public static final class Measured {
        private TimeitResult result;
    }

    /**
     * Runs the measurement inside the session, on the thread of cells, so that it can be interrupted as any cell. The statement is tried as one with a value
     * to keep, then as one without.
     */
    private static CellResult compile(Magic.Call call, String setup, String statement, Measured measured, Timing.Options how) {
        String text = statement.strip();
        while (text.endsWith(";")) text = text.substring(0, text.length() - 1).stripTrailing();
        int cut = lastStatement(text);
        String keeping = text.substring(0, cut) + "\ndev.jacobi.kernel.timing.Sink.take(\n" + text.substring(cut) + "\n);";
        CellResult first = run(call, setup, keeping, measured, how);
        if (first.error().isEmpty() || first.error().get().kind() != CellError.Kind.COMPILATION) return first;
        CellResult second = run(call, setup, text + "\n;", measured, how);
        boolean secondCompiles = second.error().isEmpty() || second.error().get().kind() != CellError.Kind.COMPILATION;
        return secondCompiles ? second : onlyTheStatement(call, setup, text).orElse(second);
    }

    private static CellResult run(Magic.Call call, String setup, String body, Measured measured, Timing.Options how) {
        int ticket = MeasureDesk.open(timed -> measured.result = Timing.measure(timed, how));
        String prepared = setup.isBlank() ? "" : setup.strip() + (setup.strip().endsWith(";") ? "" : ";");
        try {
            return call.session().run(call.cell(), "dev.jacobi.kernel.magic.MeasureDesk.measure(" + ticket + ", loops$ -> { " + prepared
                    + " long start$ = System.nanoTime(); for (long loop$ = 0; loop$ < loops$; loop$++) {\n" + body
                    + "\n} return System.nanoTime() - start$; });");
        } finally {
            MeasureDesk.close(ticket);
        }
    }

    /** The error of the statement alone, as its author wrote it. */
    private static Optional<CellResult> onlyTheStatement(Magic.Call call, String setup, String text) {
        CellResult alone = call.session().run(call.cell(), "Runnable $check = () -> { " + setup + "\n" + text + "\n; };");
        return alone.error().isPresent() ? Optional.of(alone) : Optional.empty();
    }

    /** Where the last statement of {@code text} begins. */
    private static int lastStatement(String text) {
        CodeMask mask = new CodeMask(text);
        int depth = 0, cut = 0;
        for (int i = 0; i < text.length(); i++) {
            if (!mask.isCode(i)) continue;
            switch (text.charAt(i)) {
                case '(', '[', '{' -> depth++;
                case ')', ']', '}' -> depth--;
                case ';' -> {
                    if (depth == 0) cut = i + 1;
                }
                default -> {
                }
            }
        }
        return cut;
    }

    /** Runs Java once and says how long it took: {@code %time statement}, or {@code %%time} over a cell. */
    static CellResult time(Magic.Call call) {
        if (call.wholeCell() && !call.line().isBlank()) throw new MagicException("Can't use statement directly after '%%time'!");
        String code = call.wholeCell() ? call.body() : call.line();
        var threads = (com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        long cpu = threads.getProcessCpuTime(), wall = System.nanoTime();
        CellResult result = call.session().run(call.cell(), code);
        result.value().ifPresent(v -> {
            if (v.object() != null) dev.jacobi.kernel.timing.Sink.take(v.object());
        });
        wall = System.nanoTime() - wall;
        cpu = threads.getProcessCpuTime() - cpu;
        call.frontend().stream(StreamName.STDOUT,
                "CPU times: total: " + TimeText.of(cpu * 1e-9, 3) + "\nWall time: " + TimeText.of(wall * 1e-9, 3)
                        + " (with compilation)\n");
        return result;
    }

    private TimeMagics() {}
}

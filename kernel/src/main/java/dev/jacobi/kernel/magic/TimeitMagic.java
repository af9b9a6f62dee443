package dev.jacobi.kernel.magic;

import dev.jacobi.kernel.protocol.MimeBundle;
import dev.jacobi.kernel.protocol.StreamName;
import dev.jacobi.kernel.session.CellError;
import dev.jacobi.kernel.session.CellResult;
import dev.jacobi.kernel.timing.Measurement;
import dev.jacobi.kernel.timing.TimeitHtml;
import dev.jacobi.kernel.timing.TimeitResult;
import dev.jacobi.kernel.timing.TimingOptions;
import java.util.Optional;

/** {@code %timeit}: how long a statement takes, measured as often as it needs. */
final class TimeitMagic {
    static final String OPTIONS = "n:r:tcp:qov:w:g", LAZY = "lazy", PLAIN = "plain";
    /** More loops would take a year even if each took a nanosecond, more runs a gigabyte; no more digits are in a double. */
    private static final long MOST_LOOPS = 10_000_000_000_000_000L, MOST_RUNS = 1_000_000, MOST_DIGITS = 17;
    private static final String RESULT = TimeitResult.class.getName();

    static Magic magic() {
        return Magic.both("timeit", "[-n LOOPS] [-r RUNS] [-w SECONDS] [-p DIGITS] [-tcgqo] [-v NAME] [--lazy] [--plain] STATEMENTS",
                """
                        Measures statements: a first call, a warm-up until the just-in-time compiler has done its work, then runs of many loops. Lazy arrays
                        are evaluated in each loop. Over a cell, the rest of the line is setup, which is run before each run and not timed.
                          -n LOOPS    loops in each run (found out if not given)
                          -r RUNS     runs (7)
                          -w SECONDS  warm-up at the most (2), three times as long while code is being compiled; 0 measures cold
                          -p DIGITS   digits in the text (3)
                          -t, -c      the wall clock; the processor time of all threads
                          -g          collect garbage before each run
                          -q, -o      print nothing; return the result, a TimeitResult
                          -v NAME     save the result in a variable; NAME = %timeit ... does so too
                          --lazy      do not evaluate arrays
                          --plain     IPython's line alone
                        A statement that begins with a minus sign needs -- before it.""",
                TimeitMagic::run);
    }

    private static CellResult run(MagicCall call) throws Exception {
        MagicOptions options = MagicOptions.beforeStatements(call.line(), OPTIONS, LAZY, PLAIN);
        int rest = call.part().line() + options.restFrom();
        Statement onLine = Statement.in(call.text(), rest, call.part().lineEnd());
        Statement statement = call.wholeCell() ? Statement.in(call.text(), call.part().body(), call.part().end()) : onLine;
        TimingOptions how = timing(options);
        Optional<String> variable = options.value("v").or(() -> call.part().target());
        variable.ifPresent(Variables::check);
        if (statement.isEmpty()) return CellResults.nothing();
        Measurement[] made = new Measurement[1];
        long begin = System.nanoTime();
        var code = new LoopCode(call, call.wholeCell() ? Optional.of(onLine) : Optional.empty(), options.has(LAZY));
        CellResult ran = code.hand(statement, loops -> {
            made[0] = new Measurement(loops[0], how.withCompileSeconds((System.nanoTime() - begin) * 1e-9));
            made[0].run();
        });
        Optional<TimeitResult> result = Optional.ofNullable(made[0]).flatMap(Measurement::result);
        if (ran.error().isPresent()) {
            if (CellResults.failed(ran, CellError.Kind.INTERRUPTED)) result.ifPresent(r -> showInterrupted(call, r, how));
            return ran;
        }
        TimeitResult r = result.orElseThrow();
        if (!options.has("q")) show(call, r);
        if (variable.isPresent()) return Variables.assign(call, variable.get(), r, RESULT);
        return options.has("o") ? CellResults.value(r, RESULT) : CellResults.nothing();
    }

    static TimingOptions timing(MagicOptions options) {
        if (options.has("t") && options.has("c")) throw new UsageError("-t is the wall clock, -c the processor time: one of them");
        return new TimingOptions(options.whole("n", 0, MOST_LOOPS, 0), (int) options.whole("r", 1, MOST_RUNS, TimingOptions.REPEAT),
                options.has("r"),
                options.number("w", 0, TimingOptions.WARM_UP), (int) options.whole("p", 1, MOST_DIGITS, 3), options.has("c"),
                options.has("g"),
                options.has(PLAIN), 0);
    }

    private static void show(MagicCall call, TimeitResult r) {
        if (r.plain()) call.frontend().stream(StreamName.STDOUT, r.text() + "\n");
        else
            call.frontend().display(MimeBundle.text(r.text()).with(MimeBundle.HTML, TimeitHtml.of(r)));
    }

    private static void showInterrupted(MagicCall call, TimeitResult r, TimingOptions how) {
        call.print("Interrupted after " + r.repeat() + " of " + how.repeat() + " runs:");
        show(call, r);
    }

    private TimeitMagic() {}
}

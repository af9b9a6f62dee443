package dev.jacobi.kernel.magic;

import dev.jacobi.kernel.protocol.MimeBundle;
import dev.jacobi.kernel.session.CellError;
import dev.jacobi.kernel.session.CellResult;
import dev.jacobi.kernel.timing.CompareHtml;
import dev.jacobi.kernel.timing.CompareResult;
import dev.jacobi.kernel.timing.Comparison;
import dev.jacobi.kernel.timing.Timed;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** {@code %%compare}: several statements measured in turns. */
final class CompareMagic {
    private static final String RESULT = CompareResult.class.getName();

    static Magic magic() {
        return Magic.cell("compare",
                "[-n LOOPS] [-r RUNS] [-w SECONDS] [-qo] [-v NAME] [--check[=TOLERANCE]] [--base=NAME] [--lazy] [SETUP]",
                """
                        Measures one statement a line, each behind a label and a colon; indented lines continue it:
                          naive: naiveAdd(xs, ys)
                          vmap:  vmapAdd.apply(xs, ys)
                        They run in turns, so that what disturbs one disturbs all. A ratio of about 1 is one that the data can't tell from 1 (95 %).
                          --check      compare the results (done by itself if all are arrays), within TOLERANCE
                          --base=NAME  ratios to that statement, not to the fastest
                        The other options are those of %timeit.""",
                CompareMagic::run);
    }

    private static CellResult run(MagicCall call) {
        MagicOptions options = MagicOptions.beforeStatements(call.line(), TimeitMagic.OPTIONS, "check", "check=", "base=", TimeitMagic.LAZY,
                TimeitMagic.PLAIN);
        Map<String, Statement> candidates = candidates(call);
        if (candidates.isEmpty()) throw new UsageError("it needs statements to compare, one a line: LABEL: STATEMENT");
        Optional<String> base = options.value("base");
        base.ifPresent(b -> {
            if (!candidates.containsKey(b)) throw new UsageError("--base=" + b + " is none of " + String.join(", ", candidates.keySet()));
        });
        Optional<String> variable = options.value("v");
        variable.ifPresent(Variables::check);
        double tolerance = options.value("check").filter(t -> !t.isEmpty()).isPresent() ? options.number("check", 0, 0) : Double.NaN;
        Statement setup = Statement.in(call.text(), call.part().line() + options.restFrom(), call.part().lineEnd());
        var code = new LoopCode(call, Optional.of(setup), options.has(TimeitMagic.LAZY));
        Map<String, Timed> loops = new LinkedHashMap<>();
        for (var candidate : candidates.entrySet()) {
            CellResult compiled = code.hand(candidate.getValue(), timed -> loops.put(candidate.getKey(), timed[0]));
            if (compiled.error().isPresent()) return compiled;
        }
        var comparison = new Comparison(loops, TimeitMagic.timing(options), options.has("check"), tolerance, base);
        CellResult ran = code.onCellThread(comparison::run);
        Optional<CompareResult> result = comparison.result();
        if (ran.error().isPresent()) {
            if (CellResults.failed(ran, CellError.Kind.INTERRUPTED)) result.ifPresent(r -> show(call, r));
            return ran;
        }
        if (!options.has("q")) show(call, result.orElseThrow());
        if (variable.isPresent()) return Variables.assign(call, variable.get(), result.orElseThrow(), RESULT);
        return options.has("o") ? CellResults.value(result.orElseThrow(), RESULT) : CellResults.nothing();
    }

    private static void show(MagicCall call, CompareResult r) {
        call.frontend().display(MimeBundle.text(r.text()).with(MimeBundle.HTML, CompareHtml.of(r)));
    }

    /** The statements by their labels; a line that begins with a blank, or has no label, continues the one before. */
    private static Map<String, Statement> candidates(MagicCall call) {
        Map<String, int[]> ranges = new LinkedHashMap<>();
        String text = call.text(), last = "";
        for (int from = call.part().body(); from < call.part().end();) {
            int newline = text.indexOf('\n', from), end = newline < 0 ? text.length() : newline;
            String line = text.substring(from, end);
            int colon = labelEnd(line);
            if (colon > 0) {
                last = line.substring(0, colon).strip();
                if (ranges.put(last, new int[]{from + colon + 1, end}) != null)
                    throw new UsageError("the label " + last + " is there twice");
            } else if (!last.isEmpty()) {
                ranges.get(last)[1] = end;
            } else if (!line.isBlank() && !line.strip().startsWith("//")) {
                throw new UsageError("a statement needs a label before it, as in NAME: " + line.strip());
            }
            from = end + 1;
        }
        Map<String, Statement> candidates = new LinkedHashMap<>();
        ranges.forEach((name, range) -> {
            Statement s = Statement.in(text, range[0], range[1]);
            if (s.isEmpty()) throw new UsageError("there is no statement behind " + name + ":");
            candidates.put(name, s);
        });
        return candidates;
    }

    /** Where the colon of a label is, or -1. */
    private static int labelEnd(String line) {
        int at = 0;
        while (at < line.length() && (Character.isJavaIdentifierPart(line.charAt(at)) || line.charAt(at) == '-')) at++;
        int colon = at;
        while (colon < line.length() && line.charAt(colon) == ' ') colon++;
        boolean label = at > 0 && colon < line.length() && line.charAt(colon) == ':' && !line.startsWith("::", colon);
        return label ? colon : -1;
    }

    private CompareMagic() {}
}

package dev.jacobi.kernel.cell;

import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A function's bare name where a value is wanted, as in {@code grad(loss)}: written as the function that it means. */
public final class FunctionNames {
    private final CellText source;
    private final Function<String, Optional<String>> functions;

    /** The functions say what to write for a name, if it names exactly one. */
    public FunctionNames(CellText source, Function<String, Optional<String>> functions) {
        this.source = source;
        this.functions = functions;
    }

    /** Rewrites the name at this place, if a value stands there and only a function has that name. */
    public boolean rewriteAt(int start, String name) {
        String text = source.text();
        int end = start + name.length();
        if (!text.startsWith(name, start) || !standsAsValue(new CodeMask(text), text, start, end)) {
            return false;
        }
        Optional<String> function = functions.apply(name);
        function.ifPresent(f -> source.replace(start, end, f));
        return function.isPresent();
    }

    /** Rewrites all places where this name stands as a value. */
    public boolean rewriteAll(String name) {
        boolean changed = false;
        var pattern = Pattern.compile("(?<![\\w.$])" + Pattern.quote(name) + "(?![\\w$])");
        int from = 0;
        Matcher m = pattern.matcher(source.text());
        while (m.find(from)) {
            int before = source.length();
            boolean here = rewriteAt(m.start(), name);
            changed |= here;
            from = m.end() + (here ? source.length() - before : 0);
            m = pattern.matcher(source.text());
        }
        return changed;
    }

    private static boolean standsAsValue(CodeMask mask, String text, int start, int end) {
        int before = mask.before(start);
        int after = mask.from(end);
        return mask.isCode(start) && before >= 0 && "(,=".indexOf(text.charAt(before)) >= 0
                && (after >= text.length() || "),;".indexOf(text.charAt(after)) >= 0);
    }
}

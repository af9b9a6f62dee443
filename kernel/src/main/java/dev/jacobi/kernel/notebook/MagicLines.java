package dev.jacobi.kernel.notebook;

import dev.jacobi.kernel.protocol.Completion;
import dev.jacobi.kernel.protocol.CompletionItem;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The lines of a cell that call magics, as far as typing them is concerned: their names, and the Java behind them. */
final class MagicLines {
    private static final Pattern BEING_TYPED = Pattern.compile("(?:^|\\n)[ \\t]*(%{1,2})(\\w*)$");
    private static final Pattern OVER_CELL = Pattern.compile("\\s*%%\\w");
    private static final Pattern ASSIGNED = Pattern.compile("[\\w$][\\w$<>\\[\\]., ?]*=\\s*%[a-zA-Z]");
    private static final String OPTIONS = "(?:[ \\t]+-\\w+(?:[ \\t]*\\d+)?)*";

    private final List<String> names;
    private final Pattern call;

    MagicLines(List<String> names) {
        this.names = names;
        call = Pattern.compile("(?m)^[ \\t]*%{1,2}(" + String.join("|", names) + ")\\b" + OPTIONS);
    }

    /** The magics that can stand at the cursor, if one is being typed there. */
    Optional<Completion> complete(String code, int cursor) {
        Matcher m = BEING_TYPED.matcher(code.substring(0, cursor));
        if (!m.find()) return Optional.empty();
        String sign = m.group(1);
        List<CompletionItem> items = names.stream().filter(n -> n.startsWith(m.group(2))).map(n -> CompletionItem.of(sign + n, "magic"))
                .toList();
        return items.isEmpty() ? Optional.empty() : Optional.of(new Completion(items, m.start(1), cursor));
    }

    /** The magic whose name or options the cursor is in. */
    Optional<String> at(String code, int cursor) {
        return call.matcher(code).results().filter(m -> m.start() <= cursor && cursor <= m.end()).findFirst().map(m -> m.group(1));
    }

    /** The cell with the names and options of magics as white space, so that all positions stay. */
    String blank(String code) {
        StringBuilder text = new StringBuilder(code);
        Matcher m = call.matcher(code);
        while (m.find()) {
            for (int i = m.start(); i < m.end(); i++) text.setCharAt(i, ' ');
        }
        return text.toString();
    }

    /** Whether it is one line that calls a magic: what is on it is the magic's business. */
    boolean isWholeCell(String code) {
        String text = code.strip();
        return text.indexOf('\n') < 0 && (text.startsWith("%") && !text.startsWith("%%") || ASSIGNED.matcher(text).lookingAt());
    }

    /** Whether it begins with a magic over a cell, whose body need not be Java. */
    boolean isOverCell(String code) {
        return OVER_CELL.matcher(code).lookingAt();
    }
}

package dev.jacobi.kernel.magic;

import dev.jacobi.kernel.cell.CodeMask;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Magics where none can be: told before anything of the cell runs, since the compiler could only complain about a percent sign. */
final class Misplaced {
    private static final Pattern WHOLE = Pattern.compile("(?m)^%%(\\w+)"), LINE = Pattern.compile("(?m)^[ \\t]*%%?(\\w+)");

    /** What is wrong with the places of the magics in a cell, if anything is. */
    static Optional<String> in(String cell, List<CellPart> parts, Map<String, Magic> known) {
        boolean open = false;
        for (CellPart part : parts) {
            switch (part) {
                case CellPart.Java j -> {
                    String java = cell.substring(j.from(), j.to());
                    CodeMask mask = new CodeMask(java);
                    int begin = mask.from(0);
                    if (begin < java.length() && java.charAt(begin) == '%')
                        return Optional.of("a percent sign begins a magic, and there is no name behind it (%lsmagic lists them all)");
                    Optional<String> whole = first(WHOLE, java, mask, known.keySet());
                    if (whole.isPresent())
                        return Optional.of("%%" + whole.get() + ": it works over a whole cell, so it must stand on the first line");
                    open = mask.openBrackets() > 0;
                }
                case CellPart.Call c -> {
                    if (open) return Optional.of(c.sign() + ": magics stand between statements, not inside of braces or parentheses");
                    if (!known.containsKey(c.name()) || !known.get(c.name()).takesJava()) continue;
                    String java = c.wholeCell() ? cell.substring(c.body(), c.end()) : cell.substring(c.line(), c.lineEnd());
                    Optional<String> inner = first(LINE, java, new CodeMask(java), known.keySet());
                    if (inner.isPresent()) return Optional.of(c.sign() + ": it takes Java, and %" + inner.get() + " is a magic");
                }
            }
        }
        return Optional.empty();
    }

    /** The first known magic at the beginning of a line where code can be. */
    private static Optional<String> first(Pattern pattern, String java, CodeMask mask, Set<String> known) {
        Matcher m = pattern.matcher(java);
        return m.results().filter(r -> mask.isCode(r.start(1)) && known.contains(r.group(1)))
                .filter(r -> pattern == WHOLE || mask.before(r.start()) < 0 || ";{}".indexOf(java.charAt(mask.before(r.start()))) >= 0)
                .map((MatchResult r) -> r.group(1)).findFirst();
    }

    private Misplaced() {}
}

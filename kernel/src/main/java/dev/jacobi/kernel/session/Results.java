package dev.jacobi.kernel.session;

import dev.jacobi.kernel.cell.CellText;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The last values of cells, which later cells reach as IPython's do: {@code _}, {@code __}, {@code ___} for the last three, {@code _7} or {@code Out[7]}
 * for that of cell 7, {@code Out} for all that are kept. Only a few are kept, since each may hold much memory. These names mean something only where the
 * compiler finds nothing of that name, and have the static type of the value. Public for the code of cells.
 */
public final class Results {
    /** How many values are kept. */
    static final int KEPT = 10;
    private static final Pattern NAME = Pattern.compile("\\G(?:(_{1,3})|_(\\d{1,9})|Out\\s*\\[\\s*(\\d{1,9})\\s*\\]|(Out))(?![\\w$])");
    private static final StackWalker CALLER = StackWalker.getInstance(StackWalker.Option.RETAIN_CLASS_REFERENCE);

    private final LinkedHashMap<Integer, CellValue> values = new LinkedHashMap<>();

    Results() {
    }

    synchronized void add(int cell, CellValue value) {
        if (cell <= 0 || value.object() == null) {
            return;
        }
        values.remove(cell);
        values.put(cell, value);
        if (values.size() > KEPT) {
            values.pollFirstEntry();
        }
    }

    synchronized void clear() {
        values.clear();
    }

    /** Writes out what a name at this place means; false if it is none of these. */
    boolean rewriteAt(CellText source, int position) {
        Matcher m = NAME.matcher(source.text());
        if (position < 0 || !m.find(position)) {
            return false;
        }
        Optional<Integer> cell = m.group(1) != null ? last(m.group(1).length())
                : m.group(4) != null ? Optional.empty() : Optional.of(Integer.parseInt(m.group(2) != null ? m.group(2) : m.group(3)));
        String own = Results.class.getName();
        source.replace(m.start(), m.end(), m.group(4) != null ? own + ".all()"
                : "((" + cell.flatMap(this::type).orElse("Object") + ") " + own + ".value(" + cell.orElse(0) + "))");
        return true;
    }

    private synchronized Optional<Integer> last(int back) {
        List<Integer> cells = new ArrayList<>(values.keySet());
        return back > cells.size() ? Optional.empty() : Optional.of(cells.get(cells.size() - back));
    }

    /** The type's text if one can write it: those of anonymous classes and captured wildcards have none. */
    private synchronized Optional<String> type(int cell) {
        return Optional.ofNullable(values.get(cell)).map(CellValue::typeName).filter(t -> t.matches("[\\w.$<>,\\[\\]? ]+"));
    }

    /** The value of a cell of the session that calls this. */
    public static Object value(int cell) {
        Results results = of(CALLER.getCallerClass());
        synchronized (results) {
            CellValue value = results.values.get(cell);
            if (value == null) {
                throw new NoSuchElementException("[Out] " + (cell == 0 ? "there are not so many results yet"
                        : "no result of cell " + cell + " is kept") + "; the last " + KEPT + " are: " + results.values.keySet());
            }
            return value.object();
        }
    }

    /** All values that the session that calls this has kept, by their cells' numbers. */
    public static Map<Integer, Object> all() {
        Results results = of(CALLER.getCallerClass());
        synchronized (results) {
            Map<Integer, Object> all = new LinkedHashMap<>();
            results.values.forEach((cell, value) -> all.put(cell, value.object()));
            return Collections.unmodifiableMap(all);
        }
    }

    private static Results of(Class<?> caller) {
        if (caller.getClassLoader() instanceof SnippetLoader loader) {
            return loader.results();
        }
        throw new IllegalStateException("[Out] results belong to cells; this was called from " + caller.getName());
    }
}

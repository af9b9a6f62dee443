package dev.jacobi.kernel.session;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Where the snippets that JShell numbers come from: which cell, which line; and the text of recent cells. */
final class CellHistory {
    private static final int KEPT_TEXTS = 256;

    /** The cell of a snippet and the line on which it begins. */
    record Origin(int cell, int line) {}

    private final Map<String, Origin> origins = new HashMap<>();
    private Optional<Origin> evaluated = Optional.empty();
    private final Map<Integer, String> texts = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Integer, String> eldest) {
            return size() > KEPT_TEXTS;
        }
    };

    void cell(int cell, String text) {
        texts.remove(cell);
        texts.put(cell, text);
    }

    void snippet(String id, Origin origin) {
        origins.put(id, origin);
    }

    /** While a snippet runs, its number is not known here yet. Gives what was evaluated before, to be put back. */
    Optional<Origin> evaluating(Optional<Origin> origin) {
        Optional<Origin> before = evaluated;
        evaluated = origin;
        return before;
    }

    Optional<Origin> origin(String snippetId) {
        return Optional.ofNullable(origins.get(snippetId)).or(() -> evaluated);
    }

    /** The text of a line of a cell, if it is still known. */
    Optional<String> line(int cell, int line) {
        return Optional.ofNullable(texts.get(cell)).flatMap(t -> t.lines().skip(Math.max(0, line - 1)).findFirst());
    }
}

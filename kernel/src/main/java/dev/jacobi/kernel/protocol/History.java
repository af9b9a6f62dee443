package dev.jacobi.kernel.protocol;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The cells of this kernel, in memory. */
final class History {
    private static final int SESSION = 1;
    private static final int CAPACITY = 10_000;

    private final Deque<HistoryEntry> entries = new ArrayDeque<>();

    synchronized void add(int line, String input, Optional<String> output) {
        if (entries.size() == CAPACITY) entries.removeFirst();
        entries.addLast(new HistoryEntry(SESSION, line, input, output));
    }

    synchronized List<HistoryEntry> all() {
        return List.copyOf(entries);
    }

    List<HistoryEntry> tail(int n) {
        return last(all(), n);
    }

    /** Lines from {@code start} up to but not including {@code stop}; session 0 is the running one, negative ones are earlier. */
    List<HistoryEntry> range(int session, int start, int stop) {
        if (session != 0 && session != SESSION) return List.of();
        return all().stream().filter(e -> e.line() >= start && e.line() < stop).toList();
    }

    /** Inputs that match a glob as a whole: {@code *} is any text, {@code ?} any character. The last {@code n} of them. */
    List<HistoryEntry> search(String glob, int n, boolean unique) {
        Pattern pattern = Pattern.compile(regex(glob), Pattern.DOTALL);
        List<HistoryEntry> found = all().stream().filter(e -> pattern.matcher(e.input()).matches()).toList();
        if (unique) {
            Map<String, HistoryEntry> latest = new LinkedHashMap<>();
            for (HistoryEntry entry : found) {
                latest.remove(entry.input());
                latest.put(entry.input(), entry);
            } ;
            found = new ArrayList<>(latest.values());
        }
        return last(found, n);
    }

    private static String regex(String glob) {
        return glob.codePoints().mapToObj(c -> switch (c) {
            case '*' -> ".*";
            case '?' -> ".";
            default -> Pattern.quote(Character.toString(c));
        }).collect(Collectors.joining());
    }

    private static List<HistoryEntry> last(List<HistoryEntry> entries, int n) {
        return entries.subList(Math.max(0, entries.size() - Math.max(0, n)), entries.size());
    }
}

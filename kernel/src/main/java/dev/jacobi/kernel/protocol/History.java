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
    private static final long MOST_CHARACTERS = 32L << 20;

    private final Deque<HistoryEntry> entries = new ArrayDeque<>();
    private long characters;

    /** The oldest make room: there are so many entries at most, and so much text, however long that of the last may be. */
    synchronized void add(int line, String input, Optional<String> output) {
        HistoryEntry added = new HistoryEntry(SESSION, line, input, output);
        entries.addLast(added);
        characters += length(added);
        while (entries.size() > 1 && (entries.size() > CAPACITY || characters > MOST_CHARACTERS))
            characters -= length(entries.removeFirst());
    }

    private static long length(HistoryEntry entry) {
        return entry.input().length() + entry.output().map(String::length).orElse(0);
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
            }
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

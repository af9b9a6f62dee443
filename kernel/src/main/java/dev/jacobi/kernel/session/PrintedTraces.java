package dev.jacobi.kernel.session;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Stack traces in printed text, of {@code printStackTrace} or a logger, by the lines of cells: as the display of errors tells them, without the frames of what
 * runs cells. A trace that no cell has a part in stays as it is.
 */
final class PrintedTraces {
    /** What every class of a cell is in, as it is printed. */
    private static final String CELLS = "REPL.$JShell$";
    /** As Java prints it, after a loader's and a module's name; loggers add what the class came from. */
    private static final Pattern FRAME = Pattern.compile("(\\s+)at (?:[^\\s()/]*/){0,2}([^\\s()/]+)\\.([^\\s()/.]+)\\(([^()]*)\\).*");
    /** Frames that a cause shares with its consequence. */
    private static final Pattern SHARED = Pattern.compile("\\s+\\.\\.\\. [0-9]+ (?:more|common frames).*");
    /** A further exception of the same trace. */
    private static final Pattern LINKED = Pattern.compile("\\s*(?:Caused by|Suppressed|Wrapped by): .*");
    /** How a logger names the class and the method that called it, at the end of a line. */
    private static final Pattern CALLER = Pattern.compile("REPL\\.\\$JShell\\$[0-9]+[A-Z]*(?:\\$([\\w$]+))? ([\\w$]+)$");
    private static final int LONGEST_MESSAGE = 50;

    /** Where the frames of one exception are, by the lines of cells, without indent. */
    interface Places {
        List<String> of(List<StackTraceElement> frames);
    }

    private final List<String> lines;
    private final Places places;
    private final List<String> out = new ArrayList<>();

    private PrintedTraces(List<String> lines, Places places) {
        this.lines = lines;
        this.places = places;
    }

    /** Whether there may be something to rewrite: as quick as a search. */
    static boolean mayBeIn(String text) {
        return text.contains(CELLS);
    }

    static String rewritten(String text, Places places) {
        var traces = new PrintedTraces(text.lines().toList(), places);
        traces.rewrite();
        return String.join("\n", traces.out) + (text.endsWith("\n") ? "\n" : "");
    }

    private void rewrite() {
        int i = 0;
        while (i < lines.size()) {
            int end = isFrame(i) ? endOfTrace(i) : i;
            if (end == i) out.add(withCaller(lines.get(i++)));
            else {
                boolean ofCells = lines.subList(i, end).stream().anyMatch(l -> l.contains(CELLS) && FRAME.matcher(l).matches());
                if (ofCells) {
                    nameClass();
                    trace(i, end);
                } else
                    out.addAll(lines.subList(i, end));
                i = end;
            }
        }
    }

    private static String withCaller(String line) {
        Matcher caller = CALLER.matcher(line);
        if (!caller.find()) {
            return line;
        }
        String type = caller.group(1) == null ? "" : caller.group(1).replace('$', '.') + " ", method = caller.group(2);
        boolean cell = method.startsWith(SnippetLinks.RUN_METHOD) || method.startsWith("lambda$");
        return line.substring(0, caller.start()) + type + (cell ? "cell" : method);
    }

    private boolean isFrame(int line) {
        String text = lines.get(line);
        return FRAME.matcher(text).matches() || SHARED.matcher(text).matches();
    }

    /** After the last frame of what was caused by what. */
    private int endOfTrace(int begin) {
        int end = begin;
        while (end < lines.size() && isFrame(end)) end++;
        if (end == lines.size() || !LINKED.matcher(lines.get(end)).matches()) return end;
        for (int next = end + 1; next < lines.size() && next <= end + LONGEST_MESSAGE; next++)
            if (isFrame(next)) return endOfTrace(next);
        return end;
    }

    /** The message before a trace begins with the class of what was thrown, which may be a cell's. */
    private void nameClass() {
        for (int back = out.size() - 1; back >= Math.max(0, out.size() - LONGEST_MESSAGE); back--) {
            if (!out.get(back).contains(CELLS)) continue;
            out.set(back, SnippetNames.withoutWrappers(out.get(back)));
            return;
        }
    }

    private void trace(int begin, int end) {
        List<StackTraceElement> frames = new ArrayList<>();
        Optional<String> indent = Optional.empty();
        for (int i = begin; i < end; i++) {
            Matcher frame = FRAME.matcher(lines.get(i));
            if (frame.matches()) {
                if (indent.isEmpty()) indent = Optional.of(frame.group(1));
                frames.add(element(frame));
            } else if (!SHARED.matcher(lines.get(i)).matches()) {
                places(frames, indent);
                frames.clear();
                indent = Optional.empty();
                out.add(SnippetNames.withoutWrappers(lines.get(i)));
            }
        }
        places(frames, indent);
    }

    private void places(List<StackTraceElement> frames, Optional<String> indent) {
        if (!frames.isEmpty()) places.of(List.copyOf(frames)).forEach(place -> out.add(indent.orElse("") + place));
    }

    private static StackTraceElement element(Matcher frame) {
        String place = frame.group(4);
        int colon = place.lastIndexOf(':');
        String number = place.substring(colon + 1);
        boolean numbered = colon >= 0 && !number.isEmpty() && number.length() < 10 && number.chars().allMatch(Character::isDigit);
        return new StackTraceElement(frame.group(2), frame.group(3), numbered ? place.substring(0, colon) : place,
                numbered ? Integer.parseInt(number) : place.equals("Native Method") ? -2 : -1);
    }
}

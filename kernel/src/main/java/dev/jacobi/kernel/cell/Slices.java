package dev.jacobi.kernel.cell;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The step from the text of a cell to what javac can parse: {@code x[1:3, ::-1, ...]} and {@code grad(::f)}, none of which is ever legal
 * Java. An index of several parts or with colons becomes one call of {@code $index}, which the plug-in knows.
 */
public final class Slices {
    private record Edit(int from, int to, String text) {}

    private final String text;
    private final CodeMask mask;
    private final String functions;
    private final List<Edit> edits = new ArrayList<>();

    private Slices(String text, String indexClass) {
        this.text = text;
        this.mask = new CodeMask(text);
        this.functions = indexClass + ".";
    }

    /** The text with slices and function names written as Java; the class has {@code slice}, {@code all} and {@code ellipsis}. */
    public static CellText toJava(String text, String indexClass) {
        var step = new Slices(text, indexClass);
        step.collect();
        var result = new CellText(text);
        step.edits.sort(Comparator.comparingInt(Edit::from));
        for (Edit e : step.edits.reversed()) {
            result.replace(e.from(), e.to(), e.text());
        }
        return result;
    }

    private void collect() {
        for (int i = 0; i < text.length(); i++) {
            if (mask.is(i, '[')) {
                int open = mask.before(i);
                int close = mask.closing(i);
                if (open >= 0 && close > 0 && canBeIndexed(text.charAt(open))) {
                    index(i + 1, close);
                }
            } else if (mask.is(i, ':') && mask.is(i + 1, ':')) {
                functionName(i);
            }
        }
    }

    private static boolean canBeIndexed(char last) {
        return Character.isJavaIdentifierPart(last) || last == ')' || last == ']';
    }

    private void functionName(int colons) {
        int before = mask.before(colons);
        boolean startsArgument = before < 0 || "(,=".indexOf(text.charAt(before)) >= 0;
        if (startsArgument && colons + 2 < text.length() && Character.isJavaIdentifierStart(text.charAt(colons + 2))) {
            edits.add(new Edit(colons, colons + 2, ""));
        }
    }

    private void index(int from, int to) {
        List<Integer> commas = new ArrayList<>();
        List<Integer> colons = new ArrayList<>();
        boolean dots = scan(from, to, commas, colons);
        if (commas.isEmpty() && colons.isEmpty() && !dots) {
            return;
        }
        edits.add(new Edit(from, from, "$index("));
        int start = from;
        commas.add(to);
        for (int end : commas) {
            int partStart = start;
            part(partStart, end, colons.stream().filter(c -> c >= partStart && c < end).toList());
            start = end + 1;
        }
        edits.add(new Edit(to, to, ")"));
    }

    /** Finds the commas and colons that belong to this index itself; says whether a part is {@code ...}. */
    private boolean scan(int from, int to, List<Integer> commas, List<Integer> colons) {
        boolean dots = false;
        int questions = 0;
        for (int i = from; i < to; i++) {
            if (!mask.isCode(i)) {
                continue;
            }
            switch (text.charAt(i)) {
                case '(', '[', '{' -> i = Math.max(i, mask.closing(i));
                case '?' -> questions++;
                case ',' -> commas.add(i);
                case ':' -> {
                    boolean reference = mask.is(i + 1, ':') && i + 2 < to && Character.isJavaIdentifierStart(text.charAt(i + 2))
                            && mask.before(i) >= from
                            && Character.isJavaIdentifierPart(text.charAt(mask.before(i)));
                    if (reference) {
                        i++;
                    } else if (questions > 0) {
                        questions--;
                    } else {
                        colons.add(i);
                    }
                }
                case '.' -> dots |= text.startsWith("...", i);
                default -> {
                }
            }
        }
        return dots;
    }

    private void part(int from, int to, List<Integer> colons) {
        String part = text.substring(from, to);
        int first = mask.from(from);
        if (part.strip().equals("...")) {
            edits.add(new Edit(first, first + 3, functions + "ellipsis()"));
        } else if (part.strip().equals("None")) { // NumPy's new axis; no Java has it between commas
            edits.add(new Edit(first, first + 4, functions + "newAxis()"));
        } else if (!colons.isEmpty()) {
            slice(from, to, colons);
        }
    }

    private void slice(int from, int to, List<Integer> colons) {
        boolean everything = colons.size() <= 2 && text.substring(from, to).replace(":", "").isBlank();
        if (!everything) { // edits at one place apply in the order in which they are listed
            edits.add(new Edit(from, from, functions + "slice("));
        }
        int previous = from;
        for (int i = 0; i < colons.size(); i++) {
            int colon = colons.get(i);
            if (everything) {
                edits.add(new Edit(colon, colon + 1, i == 0 ? functions + "all()" : ""));
                continue;
            }
            boolean emptyBefore = text.substring(previous, colon).isBlank();
            boolean last = i == colons.size() - 1;
            boolean emptyAfter = last && text.substring(colon + 1, to).isBlank();
            edits.add(new Edit(colon, colon + 1, (emptyBefore ? "null" : "") + ", " + (emptyAfter ? "null" : "")));
            previous = colon + 1;
        }
        if (!everything) {
            edits.add(new Edit(to, to, ")"));
        }
    }
}

package dev.jacobi.kernel.timing;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What a comparison gave.
 *
 * @param entries the statements in their order
 * @param base the statement that ratios are to; empty for the fastest
 * @param agreement whether the results are the same, if that was looked at
 */
public record CompareResult(List<Entry> entries, Optional<String> base, Optional<Agreement> agreement) {

    /** A statement by its label. */
    public record Entry(String name, TimeitResult timing) {}

    public CompareResult {
        entries = List.copyOf(entries);
    }

    /** The statement that ratios are to. */
    public Entry reference() {
        return base.map(b -> entries.stream().filter(e -> e.name().equals(b)).findFirst().orElseThrow())
                .orElseGet(() -> entries.stream().reduce((a, b) -> a.timing().median() <= b.timing().median() ? a : b).orElseThrow());
    }

    /** How many times as long as the reference's the median of a statement is; about 1 if the data can't tell. */
    public String ratio(Entry e) {
        Entry to = reference();
        if (e.equals(to)) return "1.00×";
        boolean same = Statistics.medianRatio(e.timing().samples(), to.timing().samples()).contains(1);
        return same ? "≈ 1.00×" : TimeitText.format("%.2f×", e.timing().median() / to.timing().median());
    }

    /** Header and rows. */
    List<List<String>> table() {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("", "median", "min", "mean ± std", "vs " + base.orElse("best"), "alloc/loop"));
        for (Entry e : entries) {
            TimeitResult t = e.timing();
            rows.add(List.of(e.name(), time(t.median()), time(t.min()), time(t.average()) + " ± " + time(t.stdev()), ratio(e),
                    TimeText.bytes(t.bytesPerLoop() + t.arrayBytesPerLoop())));
        }
        return rows;
    }

    /** What one must know to read the numbers right. */
    List<String> warnings() {
        return entries.stream().flatMap(e -> TimeitText.warnings(e.timing()).stream().map(w -> e.name() + ": " + w)).toList();
    }

    /** The table as text. */
    public String text() {
        List<List<String>> rows = table();
        int columns = rows.getFirst().size();
        int[] widths = new int[columns];
        for (List<String> row : rows) for (int c = 0; c < columns; c++) widths[c] = Math.max(widths[c], row.get(c).length());
        List<String> lines = new ArrayList<>(warnings());
        for (List<String> row : rows) {
            StringBuilder line = new StringBuilder();
            for (int c = 0; c < columns; c++) {
                String pad = " ".repeat(widths[c] - row.get(c).length());
                line.append(c == 0 ? "" : "   ").append(c == 0 || c == 3 ? row.get(c) + pad : pad + row.get(c));
            }
            lines.add(line.toString().stripTrailing());
        }
        agreement.ifPresent(a -> lines.add(a.toString()));
        return String.join("\n", lines);
    }

    @Override
    public String toString() {
        return "<CompareResult : " + entries.stream().map(e -> e.name() + " " + time(e.timing().median()) + " (" + ratio(e) + ")")
                .collect(Collectors.joining(", ")) + ">";
    }

    private static String time(double seconds) { return TimeText.of(seconds, 3); }
}

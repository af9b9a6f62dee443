package dev.jacobi.kernel.display;

import dev.jacobi.engine.array.Array;
import dev.jacobi.engine.tree.Structure;
import dev.jacobi.engine.tree.Tree;
import dev.jacobi.kernel.text.HtmlText;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;

/** A tree of arrays as nested lines that open on a click: a line for each array, with its path to copy, and totals at the root. */
final class TreeHtml {
    private static final int ROOM = ArrayHtml.LIMIT - 600, OPEN_LEAVES = 12;
    private static final long STATISTICS_LIMIT = 1_000_000;

    private final StringBuilder html = new StringBuilder();
    private final Iterator<Array> leaves;
    private final Iterator<String> paths;
    private int unshown;

    private TreeHtml(Tree tree) {
        leaves = tree.leaves().iterator();
        paths = tree.paths().iterator();
    }

    /** The display of {@code value}, whose parts are {@code tree}. */
    static String of(Object value, Tree tree) {
        TreeHtml t = new TreeHtml(tree);
        long elements = tree.leaves().stream().mapToLong(Array::size).sum(), bytes = tree.leaves().stream().mapToLong(Array::nbytes).sum();
        String totals = Numbers.count(tree.leaves().size(), "array") + " · " + Numbers.count(elements, "element") + " · "
                + Numbers.bytes(bytes);
        t.branch(kind(tree.structure()) + " · " + totals, tree.structure(), "", true);
        if (t.unshown > 0) t.html.append(Html.line("… " + Numbers.count(t.unshown, "more array"), Html.SMALL));
        return "<div>" + t.html + "</div>";
    }

    private static String kind(Structure s) {
        return switch (s) {
            case Structure.Leaf l -> "array";
            case Structure.Static v -> "value";
            case Structure.OfRecord r -> r.type().getSimpleName();
            case Structure.OfMap m -> "map of " + m.keys().size();
            case Structure.OfList l -> "list of " + l.elements().size();
            case Structure.OfArray a -> a.component().getSimpleName() + "[" + a.elements().size() + "]";
            case Structure.OfOptional o -> "Optional";
        };
    }

    private static List<String> names(Structure s) {
        return switch (s) {
            case Structure.OfRecord r -> java.util.Arrays.stream(r.type().getRecordComponents()).map(c -> c.getName()).toList();
            case Structure.OfMap m -> m.keys().stream().map(String::valueOf).toList();
            case Structure.OfList l -> numbered(l.elements().size());
            case Structure.OfArray a -> numbered(a.elements().size());
            default -> List.of("value");
        };
    }

    private static List<String> numbered(int n) { return IntStream.range(0, n).mapToObj(Integer::toString).toList(); }

    private static List<Structure> children(Structure s) {
        return switch (s) {
            case Structure.OfRecord r -> r.components();
            case Structure.OfMap m -> m.values();
            case Structure.OfList l -> l.elements();
            case Structure.OfArray a -> a.elements();
            case Structure.OfOptional o -> List.of(o.value());
            case Structure.Leaf l -> List.of();
            case Structure.Static v -> List.of();
        };
    }

    private static int arrays(Structure s) {
        return s instanceof Structure.Leaf ? 1 : children(s).stream().mapToInt(TreeHtml::arrays).sum();
    }

    private void branch(String summary, Structure s, String path, boolean open) {
        boolean isRoom = html.length() < ROOM - 1000;
        if (isRoom) {
            html.append("<details").append(open ? " open" : "").append("><summary style=\"cursor:pointer\"").append(title(path)).append('>')
                    .append(HtmlText.escape(summary)).append("</summary><div style=\"margin-left:1.4em\">");
        }
        List<String> names = names(s);
        List<Structure> parts = children(s);
        for (int i = 0; i < parts.size(); i++) part(names.get(i), parts.get(i), path.isEmpty() ? names.get(i) : path + "." + names.get(i));
        if (isRoom) html.append("</div></details>");
    }

    private void part(String name, Structure s, String path) {
        switch (s) {
            case Structure.Leaf l -> leaf(name, leaves.next(), paths.next());
            case Structure.Static(Object value) -> fixed(name, value, path);
            default -> branch(name + ": " + kind(s) + " · " + Numbers.count(arrays(s), "array"), s, path, arrays(s) <= OPEN_LEAVES);
        }
    }

    private void leaf(String name, Array x, String path) {
        if (html.length() > ROOM - 1000) {
            unshown++;
            return;
        }
        String about = Tracer.hasValue(x)
                ? Numbers.type(x) + " · "
                        + (x.size() == 1 ? ArrayHtml.value(x) : StatisticsText.of(x, Statistics.of(Elements.drawn(x), STATISTICS_LIMIT)))
                : Tracer.text(x);
        html.append("<div").append(title(path)).append("><b>").append(HtmlText.escape(shortened(name))).append("</b> <span style=\"")
                .append(Html.SMALL)
                .append("\">").append(HtmlText.escape(about)).append("</span></div>");
    }

    private void fixed(String name, Object value, String path) {
        if (html.length() > ROOM - 1000) return;
        html.append("<div").append(title(path)).append("><b>").append(HtmlText.escape(shortened(name))).append("</b> ")
                .append(HtmlText.escape(shortened(String.valueOf(value)))).append("</div>");
    }

    private static String title(String path) { return path.isEmpty() ? "" : " title=\"" + HtmlText.escape(shortened(path)) + "\""; }

    private static String shortened(String text) { return text.length() <= 80 ? text : text.substring(0, 79) + "…"; }
}

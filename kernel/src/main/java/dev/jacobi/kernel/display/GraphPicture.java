package dev.jacobi.kernel.display;

import dev.jacobi.engine.array.Array;
import dev.jacobi.kernel.text.HtmlText;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/** A graph in layers: what is made of nothing on top, everything else below all that it is made of. */
final class GraphPicture {
    static final int MOST_NODES = 60;
    private static final int BOX_HEIGHT = 32, LAYER = 58, GAP = 16, SWEEPS = 6;

    private final GraphView graph;
    private final List<Array> drawn;
    private final Map<Array, Integer> layer = new IdentityHashMap<>();
    private final Map<Array, Double> centre = new IdentityHashMap<>();
    private final List<List<Array>> layers = new ArrayList<>();

    GraphPicture(GraphView graph) {
        this.graph = graph;
        drawn = graph.nodes().order().stream().filter(x -> !graph.isNumber(x) || graph.outputs().contains(x)).toList();
        assignLayers();
        arrange();
    }

    private void assignLayers() {
        for (Array x : drawn) {
            int below = 0;
            for (Array in : graph.nodes().inputs(x)) if (layer.containsKey(in)) below = Math.max(below, layer.get(in) + 1);
            layer.put(x, below);
        }
        Map<Array, Integer> firstUse = new IdentityHashMap<>();
        for (Array x : drawn.reversed()) { // what needs nothing stands right above where it is first used, so that its line is short
            boolean isSource = Stream.of(graph.nodes().inputs(x)).noneMatch(layer::containsKey);
            if (isSource && firstUse.containsKey(x)) layer.put(x, firstUse.get(x) - 1);
            for (Array in : graph.nodes().inputs(x)) firstUse.merge(in, layer.get(x), Math::min);
        }
        for (Array x : drawn) {
            while (layers.size() <= layer.get(x)) layers.add(new ArrayList<>());
            layers.get(layer.get(x)).add(x);
        }
    }

    /** Orders each layer by where its neighbours are, down and up some times, and spreads it so that boxes do not overlap. */
    private void arrange() {
        Map<Array, List<Array>> users = new IdentityHashMap<>();
        for (Array x : drawn) for (Array in : graph.nodes().inputs(x)) users.computeIfAbsent(in, k -> new ArrayList<>()).add(x);
        for (List<Array> row : layers) place(row, new HashMap<>());
        for (int sweep = 0; sweep < SWEEPS; sweep++) {
            boolean down = sweep % 2 == 0;
            for (List<Array> row : down ? layers : layers.reversed()) {
                Map<Array, Double> wanted = new IdentityHashMap<>();
                for (Array x : row) {
                    List<Array> near = down ? List.of(graph.nodes().inputs(x)) : users.getOrDefault(x, List.of());
                    near.stream().filter(centre::containsKey).mapToDouble(centre::get).average().ifPresent(c -> wanted.put(x, c));
                }
                row.sort(Comparator.comparingDouble(x -> wanted.getOrDefault(x, centre.get(x))));
                place(row, wanted);
            }
        }
        double left = drawn.stream().mapToDouble(x -> centre.get(x) - width(x) / 2.0).min().orElse(0);
        centre.replaceAll((x, c) -> c - left + 4);
    }

    private void place(List<Array> row, Map<Array, Double> wanted) {
        double right = Double.NEGATIVE_INFINITY, shift = 0;
        for (Array x : row) {
            double half = width(x) / 2.0, want = wanted.getOrDefault(x, centre.getOrDefault(x, 0.0));
            double c = Math.max(want, right + GAP + half);
            centre.put(x, c);
            right = c + half;
            shift += c - want;
        }
        double back = row.isEmpty() ? 0 : shift / row.size();
        for (Array x : row) centre.compute(x, (k, c) -> c - back);
    }

    private String first(Array x) {
        String name = graph.nodes().variable(x);
        if (graph.nodes().isInput(x)) return name;
        StringBuilder text = new StringBuilder(name).append(" = ").append(x.primitive().title());
        for (Array in : graph.nodes().inputs(x)) if (graph.isNumber(in)) text.append(' ').append(ArrayHtml.value(in));
        return text.toString();
    }

    private int width(Array x) { return 16 + (int) Math.ceil(6.6 * Math.max(first(x).length(), Numbers.type(x).length() * 0.85)); }

    private int y(Array x) { return 4 + layer.get(x) * LAYER; }

    String html() {
        int width = (int) Math.ceil(drawn.stream().mapToDouble(x -> centre.get(x) + width(x) / 2.0).max().orElse(0)) + 4;
        int height = 8 + (layers.size() - 1) * LAYER + BOX_HEIGHT;
        StringBuilder svg = new StringBuilder("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"" + width + "\" height=\"" + height
                + "\" font-family=\"monospace\" font-size=\"11\" text-anchor=\"middle\"><g fill=\"none\" stroke=\"" + Ink.GREY_TEXT
                + "\">");
        for (Array x : drawn) for (Array in : graph.nodes().inputs(x)) if (layer.containsKey(in)) edge(svg, in, x);
        svg.append("</g>");
        for (Array x : drawn) box(svg, x);
        return Html.svg(svg.append("</svg>").toString(), width, height, "graph of " + drawn.size() + " nodes");
    }

    private void edge(StringBuilder svg, Array from, Array to) {
        int top = y(from) + BOX_HEIGHT, bottom = y(to);
        boolean isLong = layer.get(to) - layer.get(from) > 1; // it may run behind boxes, whose text must stay legible
        svg.append(isLong ? "<path stroke-opacity=\".45\" d=\"M" : "<path d=\"M").append(number(centre.get(from))).append(' ').append(top)
                .append('C').append(number(centre.get(from)))
                .append(' ')
                .append(top + 16).append(' ').append(number(centre.get(to))).append(' ').append(bottom - 18).append(' ')
                .append(number(centre.get(to))).append(' ').append(bottom - 3).append("m-3-4l3 5l3-5\"/>");
    }

    private void box(StringBuilder svg, Array x) {
        boolean isInput = graph.nodes().isInput(x), isOutput = graph.outputs().contains(x);
        String ink = isInput ? Ink.BLUE : isOutput ? Ink.ORANGE : Ink.GREY_TEXT;
        double left = centre.get(x) - width(x) / 2.0;
        svg.append("<rect x=\"").append(number(left)).append("\" y=\"").append(y(x)).append("\" width=\"").append(width(x))
                .append("\" height=\"")
                .append(BOX_HEIGHT).append("\" rx=\"5\" fill=\"").append(ink).append("\" fill-opacity=\".12\" stroke=\"").append(ink)
                .append("\"/><g fill=\"")
                .append(ink).append("\"><text x=\"").append(number(centre.get(x))).append("\" y=\"").append(y(x) + 13).append("\">")
                .append(HtmlText.escape(first(x))).append("</text><text font-size=\"9.5\" x=\"").append(number(centre.get(x)))
                .append("\" y=\"")
                .append(y(x) + 26).append("\">").append(HtmlText.escape(Numbers.type(x))).append("</text></g>");
    }

    private static String number(double x) { return String.format(Locale.ROOT, "%.1f", x); }
}

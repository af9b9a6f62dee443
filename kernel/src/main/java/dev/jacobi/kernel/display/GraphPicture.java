package dev.jacobi.kernel.display;

import dev.jacobi.engine.array.Array;
import dev.jacobi.engine.type.Count;
import dev.jacobi.kernel.text.HtmlText;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/** A graph in layers: what is made of nothing on top, everything else below all that it is made of. */
final class GraphPicture {
    static final int MOST_NODES = 60;
    private static final int BOX_HEIGHT = 32, LAYER = 58, MARGIN = 4;

    private final GraphView graph;
    private final List<Array> drawn;
    private final Map<Array, Integer> layer = new IdentityHashMap<>();
    private final Map<Array, GraphLayers.Place> place = new IdentityHashMap<>();
    private final GraphLayers layers = new GraphLayers();
    private final List<List<GraphLayers.Place>> lines = new ArrayList<>();

    GraphPicture(GraphView graph) {
        this.graph = graph;
        drawn = graph.nodes().order().stream().filter(x -> !graph.isNumber(x) || graph.outputs().contains(x)).toList();
        assignLayers();
        for (Array x : drawn) place.put(x, layers.add(layer.get(x), width(x)));
        for (Array x : drawn)
            for (Array in : graph.nodes().inputs(x)) if (place.containsKey(in)) lines.add(layers.line(place.get(in), place.get(x)));
        layers.arrange();
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
    }

    private String first(Array x) {
        String name = graph.nodes().variable(x);
        if (graph.nodes().isInput(x)) return name;
        StringBuilder text = new StringBuilder(name).append(" = ").append(x.primitive().title());
        for (Array in : graph.nodes().inputs(x)) if (graph.isNumber(in)) text.append(' ').append(ArrayHtml.value(in));
        return text.toString();
    }

    private int width(Array x) { return 16 + (int) Math.ceil(6.6 * Math.max(first(x).length(), Numbers.type(x).length() * 0.85)); }

    private static int y(GraphLayers.Place p) { return MARGIN + p.layer * LAYER; }

    private static String x(GraphLayers.Place p) { return number(MARGIN + p.centre()); }

    String html() {
        int width = (int) Math.ceil(layers.width()) + 2 * MARGIN, height = 2 * MARGIN + (layers.count() - 1) * LAYER + BOX_HEIGHT;
        StringBuilder svg = new StringBuilder("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"" + width + "\" height=\"" + height
                + "\" font-family=\"monospace\" font-size=\"11\" text-anchor=\"middle\"><g fill=\"none\" stroke=\"" + Ink.GREY_TEXT
                + "\">");
        for (List<GraphLayers.Place> line : lines) line(svg, line);
        svg.append("</g>");
        for (Array x : drawn) box(svg, x);
        return Html.svg(svg.append("</svg>").toString(), width, height, "graph of " + Count.of(drawn.size(), "node"));
    }

    /** From box to box, and straight down where it passes others. */
    private static void line(StringBuilder svg, List<GraphLayers.Place> line) {
        svg.append("<path d=\"M").append(x(line.getFirst())).append(' ').append(y(line.getFirst()) + BOX_HEIGHT);
        for (int i = 1; i < line.size(); i++) {
            GraphLayers.Place from = line.get(i - 1), to = line.get(i);
            boolean ends = i == line.size() - 1;
            int top = y(from) + BOX_HEIGHT, bottom = y(to);
            svg.append('C').append(x(from)).append(' ').append(top + 16).append(' ').append(x(to)).append(' ').append(bottom - 18)
                    .append(' ')
                    .append(x(to)).append(' ').append(ends ? bottom - 3 : bottom);
            if (!ends) svg.append('V').append(bottom + BOX_HEIGHT);
        }
        svg.append("m-3-4l3 5l3-5\"/>");
    }

    private void box(StringBuilder svg, Array x) {
        boolean isInput = graph.nodes().isInput(x), isOutput = graph.outputs().contains(x);
        String ink = isInput ? Ink.BLUE : isOutput ? Ink.ORANGE : Ink.GREY_TEXT;
        GraphLayers.Place at = place.get(x);
        double left = MARGIN + at.centre() - at.width / 2;
        svg.append("<rect x=\"").append(number(left)).append("\" y=\"").append(y(at)).append("\" width=\"").append(width(x))
                .append("\" height=\"")
                .append(BOX_HEIGHT).append("\" rx=\"5\" fill=\"").append(ink).append("\" fill-opacity=\".12\" stroke=\"").append(ink)
                .append("\"/><g fill=\"")
                .append(ink).append("\"><text x=\"").append(x(at)).append("\" y=\"").append(y(at) + 13).append("\">")
                .append(HtmlText.escape(first(x))).append("</text><text font-size=\"9.5\" x=\"").append(x(at))
                .append("\" y=\"")
                .append(y(at) + 26).append("\">").append(HtmlText.escape(Numbers.type(x))).append("</text></g>");
    }

    private static String number(double x) { return String.format(Locale.ROOT, "%.1f", x); }
}

package dev.jacobi.kernel.display;

import dev.jacobi.engine.array.Array;
import dev.jacobi.engine.array.Trace;
import dev.jacobi.engine.function.Fn1;
import dev.jacobi.engine.function.Fn2;
import dev.jacobi.engine.function.Fn3;
import dev.jacobi.engine.type.DType;
import dev.jacobi.kernel.protocol.MimeBundle;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The graph of operations behind arrays, or of a function: {@code GraphView.of(grad(f), x)}. An array that has been evaluated has forgotten how it was
 * made; a function is traced anew and shows all.
 */
public final class GraphView implements Displayable {
    private final GraphNodes nodes;
    private final List<Array> outputs;

    private GraphView(List<Array> inputs, List<Array> outputs) {
        this.outputs = outputs;
        nodes = new GraphNodes(inputs, outputs);
    }

    /** What {@code outputs} will be computed from. Evaluates nothing. */
    public static GraphView of(Array... outputs) {
        return new GraphView(List.of(), List.of(outputs));
    }

    /** What {@code f} does with an array of the shape and dtype of {@code x}. */
    public static GraphView of(Fn1 f, Array x) {
        return traced(in -> f.apply(in[0]), x);
    }

    /** What {@code f} does with arrays of these shapes and dtypes. */
    public static GraphView of(Fn2 f, Array x, Array y) {
        return traced(in -> f.apply(in[0], in[1]), x, y);
    }

    /** What {@code f} does with arrays of these shapes and dtypes. */
    public static GraphView of(Fn3 f, Array x, Array y, Array z) {
        return traced(in -> f.apply(in[0], in[1], in[2]), x, y, z);
    }

    private static GraphView traced(Function<Array[], Array> f, Array... like) {
        Trace trace = Trace.open("GraphView", false);
        try {
            Array[] inputs = new Array[like.length];
            for (int i = 0; i < inputs.length; i++) inputs[i] = Array.placeholder(trace, "argument " + i, like[i].shape(), like[i].dtype());
            Array output = trace.run(() -> f.apply(inputs));
            return new GraphView(List.of(inputs), List.of(output));
        } finally {
            trace.close();
        }
    }

    /** In the language of Graphviz, as MLX's {@code export_to_dot} writes it. */
    public String dot() {
        StringBuilder text = new StringBuilder("digraph {\n");
        for (Array x : nodes.order()) {
            if (nodes.isInput(x)) {
                text.append("{ rank=source; \"").append(nodes.name(x)).append("\"; }\n");
                continue;
            }
            String id = Integer.toString(nodes.number(x));
            text.append("{ ").append(id).append(" [label =\"").append(GraphNodes.className(x.primitive()))
                    .append("\", shape=rectangle]; }\n");
            for (Array in : nodes.inputs(x)) text.append('"').append(nodes.name(in)).append("\" -> ").append(id).append('\n');
            text.append("{ ").append(outputs.contains(x) ? "rank=sink; " : "").append('"').append(nodes.name(x)).append("\"; }\n");
            text.append(id).append(" -> \"").append(nodes.name(x)).append("\"\n");
        }
        return text.append('}').toString();
    }

    /** A line for each operation, as MLX's {@code print_graph} prints them. */
    public String text() {
        StringBuilder text = new StringBuilder("Inputs: ").append(list(nodes.inputs())).append("\nOutputs: ").append(list(outputs))
                .append('\n');
        for (Array x : nodes.computed()) {
            text.append(GraphNodes.className(x.primitive())).append(' ').append(list(Arrays.asList(nodes.inputs(x)))).append(" -> ")
                    .append(list(List.of(x))).append('\n');
        }
        return text.toString();
    }

    private String list(List<Array> arrays) {
        return arrays.stream().map(x -> nodes.name(x) + " [" + sizes(x) + ", " + x.dtype() + "]").collect(Collectors.joining(", "));
    }

    private static String sizes(Array x) { return Numbers.shape(x.shape()).replace(" ", ""); }

    /** An expression as JAX prints it: <code>{ a:f32[2] . let b:f32[2] = sin a in (b) }</code>. Numbers stand where they are used. */
    public String expression() {
        List<Array> variables = nodes.inputs().stream().filter(x -> !isNumber(x)).toList();
        String head = variables.stream().map(this::binder).collect(Collectors.joining(" "));
        String body = nodes.computed().stream()
                .map(x -> binder(x) + " = " + x.primitive().title() + parameters(x) + " " + arguments(Arrays.stream(nodes.inputs(x)), " "))
                .collect(Collectors.joining("\n      "));
        String results = arguments(outputs.stream(), ", ");
        return body.isEmpty() ? "{ " + head + " . let in (" + results + ") }"
                : "{ " + head + " . let" + (nodes.computed().size() == 1 ? " " + body + " in (" : "\n      " + body + "\n  in (") + results
                        + ") }";
    }

    private String arguments(Stream<Array> arrays, String between) {
        return arrays.map(x -> isNumber(x) ? number(x) : nodes.variable(x)).collect(Collectors.joining(between));
    }

    private String binder(Array x) { return nodes.variable(x) + ":" + shortName(x.dtype()) + sizes(x); }

    /** What an operation has besides its operands: {@code [axes=[0]]}. */
    private static String parameters(Array x) {
        String text = x.primitive() instanceof Record r ? r.toString() : "";
        int from = text.indexOf('[');
        return from < 0 || text.length() - from > 60 || text.endsWith("[]") && text.length() == from + 2 ? "" : text.substring(from);
    }

    private static String shortName(DType t) {
        return t.toString().replace("bfloat", "bf").replace("float", "f").replace("uint", "u").replace("int", "i");
    }

    boolean isNumber(Array x) { return nodes.isInput(x) && x.ndim() == 0 && x.isEvaluated(); }

    static String number(Array x) { return ArrayHtml.value(x) + ":" + shortName(x.dtype()) + "[]"; }

    GraphNodes nodes() { return nodes; }

    List<Array> outputs() { return outputs; }

    @Override
    public String toString() { return expression(); }

    @Override
    public MimeBundle shown() {
        String text = expression();
        MimeBundle bundle = MimeBundle.text(text);
        String head = Html.line(
                "graph · " + Numbers.count(nodes.computed().size(), "operation") + " · " + Numbers.count(nodes.inputs().size(), "input"),
                "font-weight:600");
        String picture = nodes.order().size() > GraphPicture.MOST_NODES
                ? Html.line("more than " + GraphPicture.MOST_NODES + " nodes are not drawn", Html.SMALL)
                : new GraphPicture(this).html();
        String html = head + picture;
        for (var part : List.of(List.of("expression", text), List.of("operations", text()), List.of("DOT", dot()))) {
            String more = Html.details(part.getFirst(), Html.pre(part.getLast()));
            if (html.length() + more.length() < ArrayHtml.LIMIT - 20) html += more;
        }
        return bundle.with(MimeBundle.HTML, "<div>" + html + "</div>");
    }
}

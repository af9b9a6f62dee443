package dev.jacobi.kernel.timing;

import dev.jacobi.kernel.text.HtmlText;
import java.util.List;

/** A comparison as HTML: a table, and a picture with a box and the points of each statement. */
public final class CompareHtml {
    private static final int WIDTH = 480, ROW = 26, LEFT = 110, AXIS = 18;
    private static final double LOGARITHMIC = 8;

    /** The HTML. */
    public static String of(CompareResult result) {
        StringBuilder html = new StringBuilder("<div>");
        result.warnings().forEach(w -> html.append(HtmlText.escape(w)).append("<br>"));
        html.append("<table>");
        List<List<String>> rows = result.table();
        for (int r = 0; r < rows.size(); r++) {
            html.append("<tr>");
            String cell = r == 0 ? "th" : "td";
            for (String text : rows.get(r))
                html.append('<').append(cell).append('>').append(HtmlText.escape(text)).append("</").append(cell).append('>');
            html.append("</tr>");
        }
        html.append("</table>");
        result.agreement().ifPresent(a -> html.append(HtmlText.escape(a.toString())).append("<br>"));
        return html.append(picture(result)).append("</div>").toString();
    }

    private static String picture(CompareResult result) {
        double low = result.entries().stream().mapToDouble(e -> e.timing().min()).min().orElse(0);
        double high = result.entries().stream().mapToDouble(e -> e.timing().p95()).max().orElse(1);
        boolean logarithmic = high / low > LOGARITHMIC;
        var scale = new Object() {
            double x(double seconds) {
                double clipped = Math.clamp(seconds, low, Math.max(low, high));
                double part = logarithmic ? Math.log(clipped / low) / Math.log(high / low)
                        : high > low ? (clipped - low) / (high - low) : 0.5;
                return LEFT + part * (WIDTH - LEFT - 10);
            }
        };
        Svg svg = new Svg(WIDTH, ROW * result.entries().size() + AXIS);
        for (int i = 0; i < result.entries().size(); i++) {
            CompareResult.Entry e = result.entries().get(i);
            double[] samples = e.timing().samples();
            double top = i * ROW, left = scale.x(Statistics.quantile(samples, 0.25)), right = scale.x(Statistics.quantile(samples, 0.75));
            svg.text(4, top + ROW * 0.65, e.name(), "#808080");
            svg.rectangle(left, top + 5, Math.max(1, right - left), ROW - 10.0, "#a9c3f5");
            for (int k = 0; k < samples.length; k++) svg.dot(scale.x(samples[k]), top + 8 + (k * 7) % (ROW - 15), 1.6, "#3565c0");
            svg.line(scale.x(e.timing().median()), top + 3, scale.x(e.timing().median()), top + ROW - 3.0, "#e07b39");
        }
        double bottom = (double) ROW * result.entries().size() + 13;
        svg.text(LEFT, bottom, TimeText.of(low, 3), "#808080");
        svg.text(WIDTH - 90.0, bottom, TimeText.of(high, 3) + (logarithmic ? " log" : ""), "#808080");
        return svg.image(result.toString());
    }

    private CompareHtml() {}
}

package dev.jacobi.kernel.timing;

import dev.jacobi.kernel.text.HtmlText;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;

/** A small drawing. */
final class Svg {
    private final int width;
    private final int height;
    private final StringBuilder shapes = new StringBuilder();

    Svg(int width, int height) {
        this.width = width;
        this.height = height;
    }

    void rectangle(double x, double y, double w, double h, String fill) {
        add("<rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\" fill=\"%s\"/>", x, y, w, h, fill);
    }

    void line(double x1, double y1, double x2, double y2, String stroke) {
        add("<line x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\" stroke=\"%s\" stroke-width=\"1.5\"/>", x1, y1, x2, y2, stroke);
    }

    void dot(double x, double y, double radius, String fill) {
        add("<circle cx=\"%.1f\" cy=\"%.1f\" r=\"%.1f\" fill=\"%s\" fill-opacity=\"0.5\"/>", x, y, radius, fill);
    }

    void text(double x, double y, String text, String fill) {
        add("<text x=\"%.1f\" y=\"%.1f\" font-family=\"monospace\" font-size=\"11\" fill=\"%s\">%s</text>", x, y, fill,
                HtmlText.escape(text));
    }

    private void add(String shape, Object... values) { shapes.append(String.format(Locale.ROOT, shape, values)); }

    /** An image element that holds the drawing. */
    String image(String description) {
        String svg = "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"" + width + "\" height=\"" + height + "\">" + shapes + "</svg>";
        return "<img width=\"" + width + "\" height=\"" + height + "\" alt=\"" + HtmlText.escape(description)
                + "\" src=\"data:image/svg+xml;base64,"
                + Base64.getEncoder().encodeToString(svg.getBytes(StandardCharsets.UTF_8)) + "\">";
    }
}

package dev.jacobi.kernel.timing;

import dev.jacobi.kernel.text.HtmlText;
import java.util.Arrays;

/** A measurement as HTML: the lines of the text, and a histogram as a picture. No script, no style element. */
public final class TimeitHtml {
    private static final int WIDTH = 360, HEIGHT = 44, BARS = 40;
    private static final double CLIP = 0.98;

    /** The HTML. */
    public static String of(TimeitResult r) {
        StringBuilder html = new StringBuilder("<div style=\"font-family:monospace\">");
        TimeitText.warnings(r).forEach(w -> html.append(HtmlText.escape(w)).append("<br>"));
        html.append(HtmlText.escape(TimeitText.line(r)));
        if (!r.plain()) {
            String median = "median " + TimeText.of(r.median(), r.precision());
            html.append("<br>").append(HtmlText.escape(TimeitText.details(r)).replace(median, "<b>" + median + "</b>"));
            if (r.samples().length > 2) html.append("<br>").append(histogram(r));
        }
        TimeitText.compiler(r).ifPresent(c -> html.append("<br>").append(HtmlText.escape(c)));
        return html.append("</div>").toString();
    }

    private static String histogram(TimeitResult r) {
        double low = r.min(), high = Statistics.quantile(r.samples(), CLIP);
        if (!(high > low)) high = low * 1.01 + 1e-12;
        int[] bars = new int[BARS];
        for (double t : r.samples()) if (t <= high) bars[(int) Math.min(BARS - 1, BARS * (t - low) / (high - low))]++;
        int tallest = Arrays.stream(bars).max().orElse(1);
        Svg svg = new Svg(WIDTH, HEIGHT);
        double width = (double) WIDTH / BARS;
        for (int i = 0; i < BARS; i++) {
            double height = (HEIGHT - 2.0) * bars[i] / tallest;
            if (bars[i] > 0) svg.rectangle(i * width, HEIGHT - height, width - 1, height, "#5b8def");
        }
        svg.line(WIDTH * (r.median() - low) / (high - low), 0, WIDTH * (r.median() - low) / (high - low), HEIGHT, "#e07b39");
        return svg.image("times of a loop: min " + TimeText.of(r.min(), 3) + ", median " + TimeText.of(r.median(), 3) + ", p98 "
                + TimeText.of(high, 3));
    }

    private TimeitHtml() {}
}

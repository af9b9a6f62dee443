package dev.jacobi.kernel.display;

import dev.jacobi.engine.array.Array;
import dev.jacobi.engine.type.ShapeException;
import dev.jacobi.kernel.protocol.MimeBundle;
import dev.jacobi.kernel.text.HtmlText;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A chart of arrays: {@code Plot.line(x, sin(x))}, {@code Plot.scatter(x, y).titled("residuals")}; more series by {@link #line(String, Array, Array) line}
 * and {@link #scatter(String, Array, Array) scatter}. NaN leaves a gap.
 *
 * @param series what is drawn
 * @param title above the chart; empty: none
 * @param xLabel below the horizontal axis
 * @param yLabel beside the vertical axis
 */
public record Plot(List<Series> series, String title, String xLabel, String yLabel) implements Displayable {
    /** How many points of a series are drawn; more are thinned evenly. */
    static final int MOST_POINTS = 20_000;

    /**
     * Points of one colour.
     *
     * @param name in the legend; empty: none
     * @param isLine whether they are joined
     */
    public record Series(String name, boolean isLine, Array x, Array y) {

        /** Refuses what is no row of points. */
        public Series {
            if (x.size() == 0) throw new ShapeException("plot", "x of shape " + x.shape() + " has no points to draw: give at least one");
            if (x.ndim() != 1 || !x.shape().equals(y.shape())) {
                throw new ShapeException("plot", "x of shape " + x.shape() + " and y of shape " + y.shape()
                        + ": two arrays of one axis and equal length are needed; x.flatten() makes one axis");
            }
        }
    }

    /** A plot that keeps its own copy of the list. */
    public Plot {
        series = List.copyOf(series);
    }

    /** A line through the points (x, y). */
    public static Plot line(Array x, Array y) {
        return new Plot(List.of(new Series("", true, x, y)), "", "", "");
    }

    /** Dots at the points (x, y). */
    public static Plot scatter(Array x, Array y) {
        return new Plot(List.of(new Series("", false, x, y)), "", "", "");
    }

    /** With another line. */
    public Plot line(String name, Array x, Array y) { return with(new Series(name, true, x, y)); }

    /** With other dots. */
    public Plot scatter(String name, Array x, Array y) { return with(new Series(name, false, x, y)); }

    /** With a name for the first series. */
    public Plot named(String name) {
        List<Series> all = new ArrayList<>(series);
        Series first = all.getFirst();
        all.set(0, new Series(name, first.isLine, first.x, first.y));
        return new Plot(all, title, xLabel, yLabel);
    }

    /** With a title. */
    public Plot titled(String text) { return new Plot(series, text, xLabel, yLabel); }

    /** With names of the axes. */
    public Plot labels(String x, String y) { return new Plot(series, title, x, y); }

    private Plot with(Series more) {
        List<Series> all = new ArrayList<>(series);
        all.add(more);
        return new Plot(all, title, xLabel, yLabel);
    }

    /** The chart as a PNG file, twice as large as it is shown. */
    public byte[] png() { return Charts.png(this); }

    @Override
    public String toString() {
        return "plot" + (title.isEmpty() ? "" : " " + title) + ": " + series.stream()
                .map(s -> (s.isLine ? "line" : "scatter") + (s.name.isEmpty() ? "" : " " + s.name) + " of "
                        + Numbers.count(s.x.size(), "point"))
                .collect(Collectors.joining(", "));
    }

    @Override
    public MimeBundle shown() {
        MimeBundle text = MimeBundle.text(toString());
        try {
            byte[] png = png();
            String base64 = Base64.getEncoder().encodeToString(png);
            return text.with(MimeBundle.HTML,
                    "<img src=\"data:image/png;base64," + base64 + "\" width=\"" + Charts.WIDTH + "\" height=\"" + Charts.HEIGHT
                            + "\" alt=\"" + HtmlText.escape(toString()) + "\">");
        } catch (InternalError | LinkageError e) { // what the toolkit throws on a machine without fonts
            System.getLogger("jacobi.display").log(System.Logger.Level.WARNING, "charts need fonts, which this machine lacks", e);
            return text;
        }
    }
}

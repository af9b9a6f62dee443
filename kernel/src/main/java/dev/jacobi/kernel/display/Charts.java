package dev.jacobi.kernel.display;

import dev.jacobi.engine.array.Array;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.util.Arrays;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.XYSeries.XYSeriesRenderStyle;
import org.knowm.xchart.style.Styler;
import org.knowm.xchart.style.lines.SeriesLines;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** Draws plots by XChart, in ink for light and dark pages. Nothing of it, nor of the windowing toolkit, is loaded before the first plot. */
final class Charts {
    static final int WIDTH = 560, HEIGHT = 340;
    private static final int SCALE = 2;
    private static final Color CLEAR = new Color(0, 0, 0, 0), GREY = new Color(Ink.GREY), FAINT = new Color(0x7f, 0x8c, 0x97, 70);
    private static final Color[] SERIES = {new Color(0x3f8fd8), new Color(0xe8862e), new Color(0x43a35b), new Color(0xd64550),
            new Color(0x8d68c0),
            new Color(0x9c6b4f)};

    static byte[] png(Plot plot) {
        System.setProperty("java.awt.headless", "true");
        XYChart chart = new XYChartBuilder().width(WIDTH).height(HEIGHT).title(plot.title()).xAxisTitle(plot.xLabel())
                .yAxisTitle(plot.yLabel()).build();
        style(chart, plot);
        int k = 0;
        for (Plot.Series s : plot.series()) {
            add(chart, s, s.name().isEmpty() ? "series " + k : s.name(), k++);
        }
        addOffGrid(chart);
        BufferedImage image = new BufferedImage(WIDTH * SCALE, HEIGHT * SCALE, BufferedImage.TYPE_INT_ARGB);
        Graphics2D graphics = image.createGraphics();
        graphics.scale(SCALE, SCALE);
        chart.paint(graphics, WIDTH, HEIGHT);
        graphics.dispose();
        return PictureRenderer.Pictures.png(image);
    }

    /** An unseen point off the grid: where all x are evenly spaced, XChart would put the tick marks on them instead of on round numbers. */
    private static void addOffGrid(XYChart chart) {
        double[] all = chart.getSeriesMap().values().stream().flatMapToDouble(s -> Arrays.stream(s.getXData())).sorted().toArray();
        double x = all[0] + 0.381966 * (all[all.length - 1] - all[0]);
        chart.addSeries("\0", new double[]{x}, new double[]{Double.NaN}).setShowInLegend(false);
    }

    private static void style(XYChart chart, Plot plot) {
        var style = chart.getStyler();
        Font font = new Font(Font.SANS_SERIF, Font.PLAIN, 11);
        style.setChartBackgroundColor(CLEAR).setPlotBackgroundColor(CLEAR).setChartFontColor(GREY).setPlotBorderColor(FAINT);
        style.setPlotGridLinesColor(FAINT).setAxisTickMarksColor(FAINT).setAxisTickLabelsColor(GREY);
        style.setAxisTickLabelsFont(font).setAxisTitleFont(font).setXAxisTitleColor(GREY).setYAxisTitleColor(GREY);
        style.setLegendFont(font).setLegendBackgroundColor(CLEAR).setLegendBorderColor(CLEAR)
                .setLegendPosition(Styler.LegendPosition.OutsideS).setLegendLayout(Styler.LegendLayout.Horizontal)
                .setLegendVisible(plot.series().stream().anyMatch(s -> !s.name().isEmpty()));
        style.setChartTitleFont(font.deriveFont(Font.BOLD, 13f)).setChartTitleBoxVisible(false)
                .setChartTitleVisible(!plot.title().isEmpty());
        style.setxAxisTickLabelsFormattingFunction(Numbers::brief).setyAxisTickLabelsFormattingFunction(Numbers::brief);
        style.setAntiAlias(true).setMarkerSize(5);
    }

    private static void add(XYChart chart, Plot.Series s, String name, int k) {
        Array x = Elements.sample(s.x(), Plot.MOST_POINTS), y = Elements.sample(s.y(), Plot.MOST_POINTS);
        double[] xs = Elements.doubles(x), ys = Elements.doubles(y);
        double known = Arrays.stream(xs).filter(Double::isFinite).findFirst().orElse(0);
        for (int i = 0; i < xs.length; i++) { // a gap needs a place all the same
            if (!Double.isFinite(xs[i]) || !Double.isFinite(ys[i])) {
                ys[i] = Double.NaN;
                xs[i] = known;
            }
        }
        XYSeries series = chart.addSeries(chart.getSeriesMap().containsKey(name) ? name + " (" + k + ")" : name, xs, ys);
        Color colour = SERIES[k % SERIES.length];
        series.setXYSeriesRenderStyle(s.isLine() ? XYSeriesRenderStyle.Line : XYSeriesRenderStyle.Scatter);
        series.setLineColor(colour).setLineStyle(SeriesLines.SOLID).setLineWidth(1.6f);
        series.setMarkerColor(colour).setMarker(s.isLine() ? SeriesMarkers.NONE : SeriesMarkers.CIRCLE);
    }

    private Charts() {}
}

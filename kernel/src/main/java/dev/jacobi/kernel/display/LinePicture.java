package dev.jacobi.kernel.display;

import dev.jacobi.engine.array.Array;
import dev.jacobi.engine.mx;
import dev.jacobi.engine.type.DType;
import java.util.Arrays;
import java.util.Locale;

/** A row of values as a line over their index. More than {@link #POINTS} values become means over pieces, with their extent behind. */
final class LinePicture {
    static final int WIDTH = 480, HEIGHT = 110, POINTS = 512;
    private static final int LEFT = 56, TOP = 8, RIGHT = 8, BOTTOM = 16, DOTS_BELOW = 65;

    /** The SVG text. */
    static String svg(double[] values, ValueRange range) { return svg(values, values, values, values.length, range); }

    /**
     * The SVG text of pieces of a longer row.
     *
     * @param lows the least value of each piece
     * @param highs the greatest
     * @param length how many values the row has
     */
    static String svg(double[] means, double[] lows, double[] highs, long length, ValueRange range) {
        StringBuilder out = new StringBuilder(4096);
        out.append("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"").append(WIDTH).append("\" height=\"").append(HEIGHT)
                .append("\" font-family=\"sans-serif\" font-size=\"10\" fill=\"none\">");
        axes(out, length, range);
        if (means != lows) band(out, lows, highs, range);
        out.append("<path stroke=\"").append(Ink.BLUE).append("\" stroke-width=\"1.4\" stroke-linejoin=\"round\" d=\"");
        boolean drawing = false;
        for (int i = 0; i < means.length; i++) {
            boolean isFinite = means[i] - means[i] == 0;
            if (isFinite) out.append(drawing ? "L" : "M").append(point(i, means, range));
            drawing = isFinite;
        }
        out.append("\"/>");
        marks(out, means, range);
        return out.append("</svg>").toString();
    }

    private static void axes(StringBuilder out, long length, ValueRange range) {
        out.append("<g fill=\"").append(Ink.GREY_TEXT).append("\">");
        text(out, LEFT - 6, TOP + 8, "end", Numbers.brief(range.high()));
        text(out, LEFT - 6, HEIGHT - BOTTOM, "end", Numbers.brief(range.low()));
        text(out, LEFT, HEIGHT - 3, "start", "0");
        text(out, WIDTH - RIGHT, HEIGHT - 3, "end", Numbers.count(length - 1));
        out.append("</g><path stroke=\"").append(Ink.GREY_TEXT).append("\" stroke-opacity=\".6\" d=\"M").append(LEFT).append(' ')
                .append(TOP).append('V')
                .append(HEIGHT - BOTTOM).append('H').append(WIDTH - RIGHT);
        if (range.low() < 0 && range.high() > 0) {
            out.append("\"/><path stroke=\"").append(Ink.GREY_TEXT).append("\" stroke-opacity=\".6\" stroke-dasharray=\"2 3\" d=\"M")
                    .append(LEFT)
                    .append(' ').append(number(y(0, range))).append('H').append(WIDTH - RIGHT);
        }
        out.append("\"/>");
    }

    private static void text(StringBuilder out, int x, int y, String anchor, String text) {
        out.append("<text x=\"").append(x).append("\" y=\"").append(y).append("\" text-anchor=\"").append(anchor).append("\">").append(text)
                .append("</text>");
    }

    private static void band(StringBuilder out, double[] lows, double[] highs, ValueRange range) {
        out.append("<path fill=\"").append(Ink.BLUE).append("\" fill-opacity=\".3\" d=\"");
        char to = 'M';
        for (int i = 0; i < lows.length; i++, to = 'L') out.append(to).append(point(i, highs, range));
        for (int i = lows.length - 1; i >= 0; i--) out.append('L').append(point(i, lows, range));
        out.append("Z\"/>");
    }

    /** Dots where they can be told apart, and marks for what is not finite or lies beyond the range. */
    private static void marks(StringBuilder out, double[] values, ValueRange range) {
        if (values.length < DOTS_BELOW) {
            out.append("<path stroke=\"").append(Ink.BLUE).append("\" stroke-width=\"4\" stroke-linecap=\"round\" d=\"");
            for (int i = 0; i < values.length; i++)
                if (values[i] - values[i] == 0) out.append('M').append(point(i, values, range)).append("h0");
            out.append("\"/>");
        }
        out.append("<g stroke=\"").append(Ink.ORANGE).append("\" stroke-width=\"1.5\"><path d=\"");
        for (int i = 0; i < values.length; i++) {
            double v = values[i];
            String x = number(x(i, values.length));
            if (v != v) out.append('M').append(x).append(' ').append(HEIGHT / 2).append("m-3-3l6 6m0-6l-6 6");
            else if (v > range.high()) out.append('M').append(x).append(' ').append(TOP).append("m-3 5l3-5l3 5");
            else if (v < range.low()) out.append('M').append(x).append(' ').append(HEIGHT - BOTTOM).append("m-3-5l3 5l3-5");
        }
        out.append("\"/></g>");
    }

    private static String point(int i, double[] values, ValueRange range) {
        return number(x(i, values.length)) + " " + number(y(values[i], range));
    }

    private static double x(int i, int n) { return LEFT + 4 + (n == 1 ? 0.5 : i / (n - 1.0)) * (WIDTH - LEFT - RIGHT - 8); }

    private static double y(double v, ValueRange range) {
        return TOP + 3 + (1 - (v - v == 0 ? range.fraction(v) : 0.5)) * (HEIGHT - TOP - BOTTOM - 6);
    }

    private static String number(double x) {
        String text = String.format(Locale.ROOT, "%.1f", x);
        return text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
    }

    /** A long row in pieces: its means, least and greatest values. */
    record Pieces(double[] means, double[] lows, double[] highs) {
        /** Where most pieces lie with all that they extend to: a robust range of the values alone would cut nearly every piece. */
        ValueRange range() {
            ValueRange low = ValueRange.spread(Statistics.of(mx.array(lows, DType.FLOAT64)));
            ValueRange high = ValueRange.spread(Statistics.of(mx.array(highs, DType.FLOAT64)));
            return new ValueRange(Math.min(low.low(), high.low()), Math.max(low.high(), high.high()), false);
        }

        /** The row {@code x} in {@code n} pieces. */
        static Pieces of(Array x, int n) {
            var looked = Elements.sample(x, Elements.LIMIT);
            long length = looked.size();
            double[] sums = new double[n], lows = new double[n], highs = new double[n];
            long[] counts = new long[n], at = new long[1];
            Arrays.fill(lows, Double.POSITIVE_INFINITY);
            Arrays.fill(highs, Double.NEGATIVE_INFINITY);
            Elements.forEachBlock(looked, block -> {
                for (double v : block) {
                    int k = (int) (at[0]++ * n / length);
                    sums[k] += v;
                    counts[k]++;
                    if (v < lows[k]) lows[k] = v;
                    if (v > highs[k]) highs[k] = v;
                }
            });
            for (int k = 0; k < n; k++) sums[k] /= counts[k];
            return new Pieces(sums, lows, highs);
        }
    }

    private LinePicture() {}
}

package dev.jacobi.kernel.display;

import dev.jacobi.engine.array.Array;
import dev.jacobi.engine.array.ArrayText;
import dev.jacobi.engine.type.DType;
import java.util.List;

/** An array as HTML: what it is, its statistics, a picture, and its values behind a click. Never more than {@link #LIMIT} characters. */
final class ArrayHtml {
    static final int LIMIT = 30_000;
    private static final int TEXT_UP_TO = 12, VALUES_ROOM = 4_000;

    /** {@code array float32 [8, 10] · 80 elements · 320 B}. */
    static String header(Array x) {
        return "array " + Numbers.type(x) + " · " + Numbers.count(x.size(), "element") + " · " + Numbers.bytes(x.nbytes());
    }

    /** The whole display of {@code x}, which has values; {@code text} is its plain text and {@code axes} its axes' names. */
    static String of(Array x, String text, List<String> axes, Overview overview) {
        StringBuilder html = new StringBuilder("<div>");
        if (x.size() <= TEXT_UP_TO) html.append(Html.pre(text));
        Array drawn = Elements.drawn(x);
        Statistics s = Statistics.of(drawn);
        html.append(Html.line(header(x), "font-weight:600")).append(Html.line(StatisticsText.of(x, s), Html.SMALL));
        if (x.size() > TEXT_UP_TO) {
            html.append(picture(drawn, s, axes, overview, LIMIT - VALUES_ROOM - html.length()));
            html.append(Html.details("values", Html.pre(shortened(text))));
        }
        return html.append("</div>").toString();
    }

    private static String shortened(String text) {
        int room = VALUES_ROOM * 2 / 3;
        return text.length() <= room ? text : text.substring(0, room) + "\n…";
    }

    /** A picture of {@code x} in at most {@code room} characters, or nothing. */
    static String picture(Array x, Statistics s, List<String> axes, Overview overview, int room) {
        if (x.size() < 2) return "";
        if (x.ndim() == 1 && x.dtype() != DType.BOOL) return line(x, s, axes);
        Array table = x.ndim() == 1 ? x.reshape(1, x.dim(0)) : x;
        for (int cells = MatrixPictures.CELLS; cells >= 64; cells = cells * 3 / 4) {
            String html = new MatrixPictures(table, s, axes, overview, cells).html(room);
            if (html.length() <= room) return html;
        }
        return "";
    }

    private static String line(Array x, Statistics s, List<String> axes) {
        ValueRange range = ValueRange.spread(s);
        String alt = "line of " + Numbers.count(x.size(), "value");
        String label = axes.isEmpty() ? "" : Html.line(axes.getFirst() + " → " + Numbers.count(x.size()), Html.SMALL);
        if (x.size() <= LinePicture.POINTS)
            return label + Html.svg(LinePicture.svg(Elements.doubles(x), range), LinePicture.WIDTH, LinePicture.HEIGHT, alt);
        var pieces = LinePicture.Pieces.of(x, LinePicture.POINTS / 2);
        return label
                + Html.svg(LinePicture.svg(pieces.means(), pieces.lows(), pieces.highs(), x.size(), pieces.range()), LinePicture.WIDTH,
                        LinePicture.HEIGHT, alt)
                + Html.line("line: means of " + LinePicture.POINTS / 2 + " pieces; shade: their extent", Html.SMALL);
    }

    /** Whether there is anything to show that plain text does not. */
    static boolean isWorthwhile(Array x) { return x.ndim() > 0; }

    /** The text of the element of {@code x}, which has one. */
    static String value(Array x) {
        return x.dtype().isComplex() ? ArrayText.number(x.itemComplex()) : element(x.dtype(), x.item());
    }

    /** The text of one element. */
    static String element(DType dtype, double value) {
        return dtype.isInexact() ? ArrayText.number(value) : Numbers.exact(dtype, value);
    }

    private ArrayHtml() {}
}

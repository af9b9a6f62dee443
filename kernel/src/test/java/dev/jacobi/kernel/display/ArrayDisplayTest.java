package dev.jacobi.kernel.display;

import static dev.jacobi.engine.mx.*;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.jacobi.engine.array.Array;
import dev.jacobi.engine.mx;
import dev.jacobi.engine.type.Complex;
import dev.jacobi.engine.type.DType;
import dev.jacobi.engine.type.Shape;
import dev.jacobi.kernel.protocol.MimeBundle;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What a notebook shows of arrays and trees. */
class ArrayDisplayTest {
    private final Renderers renderers = new Renderers();

    private static Array normal(int... shape) { return mx.random.normal(mx.random.key(7), shape); }

    private String html(Object value) {
        return renderers.render(value).data().get(MimeBundle.HTML).asText();
    }

    /** What every front end keeps, trusted or not, and in every theme. */
    static void assertSafe(String html) {
        String outside = html.replaceAll("src=\"data:[^\"]*\"", "");
        for (String forbidden : List.of("<script", "<style", "<svg", "<iframe", "background", "color:", "onclick", "javascript:"))
            assertFalse(outside.contains(forbidden), () -> forbidden + " in " + outside);
        assertTrue(html.length() <= 30_000, () -> "too long: " + html.length());
    }

    record Layer(Array weight, Array bias, String activation) {}

    static Stream<Object> values() {
        Array outliers = where(normal(300, 500).greater(3), array(1e30), normal(300, 500));
        Map<String, Object> deep = new LinkedHashMap<>();
        deep.put("<b>", new Layer(normal(64, 64), normal(64), "<script>alert(1)</script>"));
        deep.put("layers", IntStream.range(0, 1000).mapToObj(i -> normal(3, 5)).toList());
        return Stream.of(normal(8, 10), normal(20, 50), normal(31, 32), normal(64, 64), normal(65, 3), normal(1000, 1000),
                normal(16, 28, 28),
                normal(3, 4, 5), normal(2, 3, 40, 50), normal(100, 2, 2), normal(5, 1, 1, 1, 7, 9), normal(17), normal(512),
                normal(100_000),
                outliers, zeros(0), zeros(3, 0), zeros(0, 3, 2), zeros(4, 4), ones(1, 1), normal(1, 40), normal(40, 1), normal(1, 2000),
                full(Shape.of(20, 20), mx.nan), full(Shape.of(20, 20), mx.inf), arange(20).reshape(4, 5), arange(1000),
                normal(9, 9).greater(0),
                normal(90, 90).greater(0), normal(90).greater(0), full(Shape.of(30_000, 30_000), 1.5),
                arange(400).reshape(20, 20).multiply(1_000_000_000), array(1.0, 2.0), deep, List.of(normal(9, 9), 3, "x"));
    }

    @ParameterizedTest
    @MethodSource("values")
    void isSafeAndSmallAndKeepsTheText(Object value) {
        MimeBundle bundle = renderers.render(value);
        assertSafe(bundle.data().get(MimeBundle.HTML).asText());
        if (value instanceof Array x) assertEquals(x.toString(), bundle.plainText());
    }

    @Test
    void complexNumbersAreShownByTheirMagnitudes() {
        Array z = mx.array(new Complex[]{new Complex(3, 4), new Complex(0, -1)}).reshape(2, 1).broadcastTo(Shape.of(2, 8));
        String html = html(z);
        assertTrue(html.contains("array complex64 [2, 8] · 16 elements · 128 B"), html);
        assertTrue(html.contains("magnitudes · 1 … 5 · mean 3"), html);
        assertTrue(html(List.of(z, mx.array(new Complex(1, 2)))).contains("1+2j"));
        assertTrue(Show.diff(z, z.conj()).shown().plainText().contains("16 of 16 elements differ · largest |a − b| 8 at [0, 0]"),
                Show.diff(z, z.conj()).shown().plainText());
    }

    @ParameterizedTest
    @EnumSource(DType.class)
    void showsEveryDtype(DType dtype) {
        Array x = arange(80).reshape(8, 10).astype(dtype);
        String html = html(x);
        assertSafe(html);
        assertTrue(html.contains("array " + dtype + " [8, 10] · 80 elements · " + 80 * dtype.bytes() + " B"), html);
        assertTrue(html.contains(dtype == DType.BOOL ? "79 True · 1 False" : "0 … 79 · mean 39.5 ± 23.09"), html);
        assertTrue(html.contains("title=\"[1, 2] = " + (dtype == DType.BOOL ? "True" : "12") + "\""), html);
    }

    @Test
    void saysWhatIsNotFinite() {
        Array x = array(new double[][]{{1, 2, mx.nan, -1, 0, 0, 4}, {mx.inf, mx.inf, mx.inf, -mx.inf, mx.nan, 5, 6}});
        String html = html(x);
        assertTrue(html.contains("−1 … 6 · mean 2.125 ± "), html);
        assertTrue(html.contains(" · 2 NaN · 3 +∞ · 1 −∞ · 2 zeros"), html);
        assertTrue(html(full(Shape.of(4, 4), mx.nan)).contains(">16 NaN<"));
    }

    private static int count(String part, String in) { return in.split(java.util.regex.Pattern.quote(part), -1).length - 1; }

    private static List<java.awt.image.BufferedImage> pictures(String html) throws java.io.IOException {
        List<java.awt.image.BufferedImage> found = new ArrayList<>();
        var png = java.util.regex.Pattern.compile("src=\"data:image/png;base64,([^\"]*)\"").matcher(html);
        while (png.find())
            found.add(javax.imageio.ImageIO.read(new java.io.ByteArrayInputStream(java.util.Base64.getDecoder().decode(png.group(1)))));
        return found;
    }

    @Test
    void aLargeArrayHasAnOverviewItsCornersAndItsSpikes() throws java.io.IOException {
        String html = html(normal(1000, 300));
        assertTrue(html.contains("axis 0 ↓ 1,000 · axis 1 → 300 · a cell is the mean of about 15.6 × 15.8 elements"), html);
        assertTrue(html.contains("corners: the first and last 12 of each axis"), html);
        assertTrue(html.contains("axis 0 ↓ 0 … 11 ┄ 988 … 999 of 1,000 · axis 1 → 0 … 11 ┄ 288 … 299 of 300"), html);
        assertTrue(html.contains("spikes: the largest magnitude of each block"), html);
        var maps = pictures(html);
        assertEquals(384, maps.getFirst().getHeight(), "64 cells of 6 pixels");
        assertEquals(19 * 6, maps.getFirst().getWidth(), "as many elements a cell as along the other axis");
    }

    @Test
    void mapsKeepProportionsThatAreNotExtreme() throws java.io.IOException {
        String html = html(normal(6, 90, 120));
        var about = java.util.regex.Pattern.compile("a cell is the mean of about ([\\d.]+) × ([\\d.]+) elements").matcher(html);
        assertTrue(about.find(), html);
        assertEquals(Double.parseDouble(about.group(1)), Double.parseDouble(about.group(2)), 0.11, about::group);
        assertEquals(pictures(html).getFirst().getWidth() * 3.0 / 4, pictures(html).getFirst().getHeight(), 4);
        html = html(normal(2, 100_000));
        assertTrue(html.contains("a cell is the mean of about 1 × "), html);
        assertTrue(html(normal(6, 50, 52)).contains("values"), "an element a cell");
    }

    @Test
    void aLegendHasTheColoursOfThePicture() {
        String html = html(normal(20, 20));
        int bar = html.indexOf("alt=\"to\"");
        assertTrue(bar > 0);
        assertFalse(html.substring(html.lastIndexOf("<div", bar), bar).contains("opacity:.8\"><img"), "pale");
        assertFalse(html.substring(html.lastIndexOf("<div", bar)).startsWith("<div style=\"" + Html.SMALL), "pale");
    }

    @Test
    void theExtentOfPiecesIsWithinTheLinesRange() {
        Array x = normal(100_000);
        var pieces = LinePicture.Pieces.of(x, 256);
        ValueRange range = pieces.range();
        long cut = java.util.stream.IntStream.range(0, 256).filter(i -> range.clips(pieces.lows()[i]) || range.clips(pieces.highs()[i]))
                .count();
        assertTrue(cut <= 8, cut + " of 256 are cut");
        var spike = LinePicture.Pieces.of(x.at(50_000).set(1e6), 256);
        assertTrue(spike.range().high() < 100, spike.range()::toString);
    }

    @Test
    void aSpikeIsSeenInTheOverviewOfTheLargest() throws java.io.IOException {
        double[] v = new double[1000 * 1000];
        v[123_456] = -40;
        Array x = array(v).reshape(1000, 1000);
        MimeBundle shown = renderers.render(Show.of(x).axes("row", "column").largest());
        String html = shown.data().get(MimeBundle.HTML).asText();
        assertSafe(html);
        assertEquals(x.toString(), shown.plainText());
        assertTrue(html.contains("row ↓ 1,000 · column → 1,000 · a cell is the largest magnitude of about 15.6 × 15.6 elements"), html);
        var map = pictures(html).getFirst();
        int cell = 6, column = 456 * 64 / 1000 * cell, row = 123 * 64 / 1000 * cell;
        int background = map.getRGB(0, 0);
        for (int r = 0; r < 64; r++)
            for (int c = 0; c < 64; c++)
                assertEquals(c * cell == column && r * cell == row, map.getRGB(c * cell, r * cell) != background, r + " " + c);
        assertSafe(html(Show.of(normal(3, 200, 200)).largest()));
        assertSafe(html(Show.of(normal(200, 200).greater(3)).largest()));
        assertSafe(html(Show.of(full(Shape.of(200, 200), mx.nan)).largest()));
        assertEquals(html(normal(20, 20)), html(Show.of(normal(20, 20)).largest()),
                "where each element has a cell there is nothing to choose");
    }

    @Test
    void outerAxesAreAGridOfAtMostSixteenMaps() throws java.io.IOException {
        String some = html(normal(2, 3, 4, 5));
        assertTrue(some.contains("axis 0 ⊞ 2 · axis 1 ⊞ 3 · axis 2 ↓ 4 · axis 3 → 5"), some);
        for (int i = 0; i < 2; i++) for (int j = 0; j < 3; j++) assertEquals(1, count(">[" + i + ", " + j + "]<", some));
        assertEquals(1, count("</span><br><span", some), "two rows of three");
        assertEquals(6 + 1, pictures(some).size(), "and the legend");
        String many = html(normal(100, 4, 4));
        assertEquals(16 + 1, pictures(many).size());
        assertTrue(many.contains(">[7]<") && many.contains("⋯ 84 more ⋯") && many.contains(">[92]<") && many.contains(">[99]<"), many);
        assertFalse(many.contains(">[8]<") || many.contains(">[91]<"), many);
    }

    @Test
    void valuesAreBehindAClickAndHoverEndsAtAThousandCells() {
        Array x = normal(8, 10);
        assertTrue(html(x).contains(">values</summary><pre") && html(x).contains(x.toString().substring(0, 20)), html(x));
        assertTrue(html(normal(32, 32)).contains("<area"));
        assertFalse(html(normal(33, 32)).contains("<area"));
    }

    @Test
    void aRowIsALineOfAllItsPointsUpTo512() {
        for (int n : new int[]{13, 512, 513}) {
            String html = html(normal(n));
            assertTrue(html.contains("alt=\"line of " + n + " values\""), html);
            String svg = new String(
                    java.util.Base64.getDecoder().decode(html.replaceAll("(?s).*src=\"data:image/svg\\+xml;base64,([^\"]*)\".*", "$1")),
                    java.nio.charset.StandardCharsets.UTF_8);
            assertTrue(svg.startsWith("<svg xmlns"), svg);
            assertEquals(n > 512, html.contains("means of 256 pieces; shade: their extent"), html);
        }
    }

    @Test
    void showingEvaluatesALazyArrayAndLeavesNothingToDo() {
        Array lazy = normal(40, 40).multiply(2).add(1);
        assertFalse(lazy.isEvaluated());
        html(lazy);
        assertTrue(lazy.isEvaluated());
    }

    @Test
    void aScalarIsItsText() {
        assertEquals(List.of("text/plain"), List.copyOf(renderers.render(array(-1.0)).data().keySet()));
        assertEquals("array(-1, dtype=float32)", renderers.render(array(-1.0)).plainText());
    }

    @Test
    void fewNumbersAreShownAsTheirText() {
        assertTrue(html(array(-1.0, 1.0)).contains("array([-1, 1], dtype=float32)"));
        var tree = new LinkedHashMap<String, Array>();
        tree.put("weight", array(-1.0));
        tree.put("bias", array(0.0));
        MimeBundle bundle = renderers.render(tree);
        assertEquals("{'weight': array(-1, dtype=float32), 'bias': array(0, dtype=float32)}", bundle.plainText());
        assertFalse(bundle.data().containsKey(MimeBundle.HTML));
    }

    @Test
    void emptyOnes() {
        assertTrue(html(zeros(3, 0)).contains("array float32 [3, 0] · 0 elements · 0 B"));
        assertTrue(html(zeros(3, 0)).contains("empty"));
    }

    @Test
    void aTracedArraySaysThatItIs() {
        List<MimeBundle> seen = new ArrayList<>();
        vmap((Array v) -> {
            seen.add(renderers.render(v));
            seen.add(renderers.render(v.add(1)));
            seen.add(renderers.render(List.of(v, array(2.0))));
            return v;
        }).apply(normal(4, 8, 10));
        assertEquals("tracer float32 [8, 10]", seen.get(0).plainText());
        assertEquals("tracer float32 [8, 10]", seen.get(1).plainText());
        assertFalse(seen.get(0).data().containsKey(MimeBundle.HTML));
        assertTrue(seen.get(2).plainText().contains("0: tracer float32 [8, 10], 1: array float32 []"), seen.get(2).plainText());
        assertSafe(seen.get(2).data().get(MimeBundle.HTML).asText());
    }

    @Test
    void insideOfGradTheValuesAreShown() {
        List<String> seen = new ArrayList<>();
        grad((Array v) -> {
            seen.add(html(v.multiply(2)));
            return sum(v);
        }).apply(ones(4, 4));
        assertTrue(seen.getFirst().contains("all 2"), seen.getFirst());
    }

    @Test
    void aRendererThatFailsLeavesTheText() {
        renderers.add(new Renderer() {
            @Override
            public boolean accepts(Object value) { return true; }

            @Override
            public MimeBundle render(Object value) { throw new IllegalStateException("on purpose"); }
        });
        Array x = normal(3, 3);
        assertEquals(x.toString(), renderers.render(x).plainText());
    }

    @Test
    void aTreeHasTotalsAndPaths() {
        String html = html(Map.of("layers", List.of(new Layer(ones(4, 5), zeros(5), "relu"))));
        assertTrue(html.contains("map of 1 · 2 arrays · 25 elements · 100 B"), html);
        assertTrue(html.contains("title=\"layers.0.weight\""), html);
        assertTrue(html.contains("float32 [4, 5] · all 1"), html);
        assertTrue(html.contains("<b>activation</b> relu"), html);
    }

    @Test
    void hoverTellsEveryValue() {
        Random random = new Random(3);
        double[][] values = new double[9][11];
        for (double[] row : values) for (int j = 0; j < row.length; j++) row[j] = (float) random.nextGaussian();
        String html = html(array(values));
        for (int i = 0; i < 9; i++) for (int j = 0; j < 11; j++) {
            String title = "[" + i + ", " + j + "] = " + dev.jacobi.engine.array.ArrayText.number(values[i][j]) + "\"";
            assertTrue(html.contains(title), title);
        }
    }

    @ParameterizedTest
    @MethodSource("tables")
    void hoverTellsEveryValueOfAThousandCells(int rows, int columns) {
        Array x = normal(rows, columns);
        String html = html(x);
        assertTrue(html.length() <= ArrayHtml.LIMIT, () -> html.length() + " characters");
        assertSafe(html);
        int told = 0;
        var areas = java.util.regex.Pattern.compile("title=\"\\[(\\d+), (\\d+)(?::(\\d+))?] = ([^\"]*)\"").matcher(html);
        while (areas.find()) {
            int row = Integer.parseInt(areas.group(1)), from = Integer.parseInt(areas.group(2));
            String[] values = areas.group(4).split(" ");
            assertEquals(areas.group(3) == null ? 1 : Integer.parseInt(areas.group(3)) - from, values.length);
            for (int k = 0; k < values.length; k++) {
                assertEquals(dev.jacobi.engine.array.ArrayText.number(x.get(row, from + k).item()), values[k]);
                told++;
            }
        }
        assertEquals(rows * columns, told);
    }

    static Stream<Arguments> tables() {
        return Stream.of(Arguments.of(10, 10), Arguments.of(20, 20), Arguments.of(25, 40), Arguments.of(32, 32), Arguments.of(64, 16),
                Arguments.of(16, 64), Arguments.of(1, 64));
    }
}

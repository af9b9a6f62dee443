package dev.jacobi.kernel.display;

import static dev.jacobi.engine.mx.*;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.jacobi.engine.array.Array;
import dev.jacobi.engine.mx;
import dev.jacobi.engine.type.DType;
import dev.jacobi.engine.type.Shape;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

/** Statistics against plain loops; ranges and colours. */
class StatisticsTest {

    @RepeatedTest(20)
    void agreeWithPlainLoops(RepetitionInfo repetition) {
        Random random = new Random(repetition.getCurrentRepetition());
        int rows = 1 + random.nextInt(300), columns = 1 + random.nextInt(300);
        double[][] values = new double[rows][columns];
        for (double[] row : values) for (int j = 0; j < columns; j++) row[j] = switch (random.nextInt(20)) {
            case 0 -> Double.NaN;
            case 1 -> Double.POSITIVE_INFINITY;
            case 2 -> Double.NEGATIVE_INFINITY;
            case 3 -> 0;
            default -> 1e6 + random.nextGaussian();
        };
        Array x = array(values, DType.FLOAT64);
        String seed = "seed " + repetition.getCurrentRepetition();
        double[] all = Arrays.stream(values).flatMapToDouble(Arrays::stream).toArray();
        double[] good = Arrays.stream(all).filter(Double::isFinite).toArray();
        double mean = Arrays.stream(good).average().orElse(Double.NaN);
        double deviation = Math.sqrt(Arrays.stream(good).map(v -> (v - mean) * (v - mean)).average().orElse(Double.NaN));
        for (Array view : new Array[]{x, x.T(), x.get("::-1, :")}) {
            Statistics s = Statistics.of(view);
            assertEquals(all.length, s.read(), seed);
            assertEquals(good.length, s.finite(), seed);
            assertEquals(Arrays.stream(good).min().orElse(Double.NaN), s.min(), seed);
            assertEquals(Arrays.stream(good).max().orElse(Double.NaN), s.max(), seed);
            assertEquals(mean, s.mean(), 1e-9 * Math.abs(mean), seed);
            assertEquals(deviation, s.deviation(), 1e-6 * deviation + 1e-9, seed);
            assertEquals(Arrays.stream(all).filter(v -> v == 0).count(), s.zeros(), seed);
            assertEquals(Arrays.stream(all).filter(Double::isNaN).count(), s.nans(), seed);
            assertEquals(Arrays.stream(all).filter(v -> v == Double.POSITIVE_INFINITY).count(), s.plusInfinities(), seed);
            assertEquals(Arrays.stream(all).filter(v -> v == Double.NEGATIVE_INFINITY).count(), s.minusInfinities(), seed);
        }
    }

    @Test
    void blocksAreReadInOrder() {
        for (Shape shape : new Shape[]{Shape.of(70_000), Shape.of(3, 50_000), Shape.of(50_000, 3), Shape.of(2, 3, 7, 5000), Shape.SCALAR}) {
            Array x = arange((int) shape.size()).reshape(shape);
            long[] next = {0};
            Elements.forEachBlock(x, block -> {
                for (double v : block) assertEquals(next[0]++, v, shape.toString());
            });
            assertEquals(shape.size(), next[0]);
        }
    }

    @Test
    void aVeryLargeArrayIsSampledAndSaysSo() {
        Array x = arange(1_000_000).reshape(1000, 1000);
        Statistics s = Statistics.of(x, 10_000);
        assertTrue(s.isSampled() && s.read() <= 10_000 && s.read() > 5_000, () -> "read " + s.read());
        assertTrue(StatisticsText.of(x, s).endsWith("of a sample of " + Numbers.count(s.read())));
        assertFalse(Statistics.of(x).isSampled());
    }

    @Test
    void anOutlierDoesNotWashOutTheRest() {
        double[] values = new Random(5).doubles(400, -1, 1).toArray();
        values[17] = 1e6;
        ValueRange r = ValueRange.of(Statistics.of(array(values)));
        assertTrue(r.diverging() && r.high() < 5 && r.low() == -r.high(), r.toString());
        assertTrue(r.clips(1e6) && !r.clips(0.5));
        values[17] = mx.nan;
        values[18] = mx.inf;
        assertTrue(ValueRange.of(Statistics.of(array(values))).high() <= 1);
    }

    @Test
    void rangesOfOrdinaryValuesHoldThemAll() {
        Statistics s = Statistics.of(linspace(2, 3, 100));
        assertEquals(new ValueRange(s.min(), s.max(), false), ValueRange.of(s));
        ValueRange same = ValueRange.of(Statistics.of(ones(5, 5)));
        assertTrue(same.low() < 1 && same.high() > 1, same.toString());
        double[] rare = new double[1000];
        rare[3] = 8;
        assertEquals(8, ValueRange.of(Statistics.of(array(rare))).high());
        assertEquals(0.5, new ValueRange(-Double.MAX_VALUE, Double.MAX_VALUE, true).fraction(0));
    }

    @Test
    void histogramsAreOfTheRobustRange() {
        double[] values = new Random(5).doubles(400, 0, 1).toArray();
        values[17] = 1e6;
        String text = StatisticsText.histogram(Statistics.of(array(values)));
        assertEquals(12, text.length());
        assertTrue(text.chars().filter(c -> c >= '▃').count() >= 11, text);
    }

    @Test
    void cellsShowValuesGlyphsAndClipping() {
        double[] values = new double[100];
        for (int i = 0; i < 100; i++) values[i] = i % 2 == 0 ? 1 : -1;
        values[0] = Double.NaN;
        values[1] = Double.POSITIVE_INFINITY;
        values[2] = 1000;
        Array x = array(values).reshape(10, 10);
        Palette palette = Palette.of(x.dtype(), Statistics.of(x));
        HeatMap map = HeatMap.draw(Grid.of(x), palette, 12);
        assertEquals(Palette.BLACK, map.pixel(0, 0));
        assertEquals(Palette.WHITE, map.pixel(5, 5), "the middle of ✕");
        assertEquals(Palette.WHITE, map.pixel(12 + 5, 5), "the middle of +");
        assertEquals(palette.inkOn(palette.colour(1000)), map.pixel(2 * 12 + 10, 0), "the corner of a clipped cell");
        assertEquals(palette.colour(1), map.pixel(4 * 12 + 5, 5));
        assertEquals(palette.colour(-1), map.pixel(3 * 12 + 5, 5));
        assertTrue(palette.colour(1) != palette.colour(-1));
    }

    @Test
    void palettesSuitTheDtype() {
        Array small = arange(10).reshape(2, 5), large = arange(100);
        assertEquals(Palette.Kind.CATEGORIES, Palette.of(DType.INT32, Statistics.of(small)).kind());
        assertEquals(Palette.Kind.RAMP, Palette.of(DType.INT32, Statistics.of(large)).kind());
        assertEquals(Palette.Kind.BOOLS, Palette.of(DType.BOOL, Statistics.of(small.greater(3))).kind());
        Palette digits = Palette.of(DType.INT32, Statistics.of(small));
        assertEquals(10, java.util.stream.IntStream.range(0, 10).mapToObj(digits::colour).distinct().count());
    }

    @Test
    void overviewsAreMeansOfBlocks() {
        Array x = mx.random.normal(mx.random.key(1), 130, 97);
        double[] v = x.toDoubleArray();
        Grid grid = Grid.overview(x, 64, 64, Overview.MEANS);
        for (int r = 0; r < 64; r++) for (int c = 0; c < 64; c++) {
            double sum = 0;
            int n = 0;
            for (int i = 0; i < 130; i++) for (int j = 0; j < 97; j++) if (i * 64 / 130 == r && j * 64 / 97 == c) {
                sum += v[i * 97 + j];
                n++;
            }
            assertEquals(sum / n, grid.at(r, c), 1e-9);
        }
    }

    @Test
    void overviewsOfTheLargestAreOfBlocksToo() {
        double[] v = mx.random.normal(mx.random.key(2), 130, 97).toDoubleArray();
        v[5 * 97 + 7] = Double.NaN;
        v[60 * 97 + 50] = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < 130; i++) for (int j = 0; j < 97; j++) if (i * 64 / 130 == 9 && j * 64 / 97 == 11) v[i * 97 + j] = Double.NaN;
        Grid grid = Grid.overview(array(v, DType.FLOAT64).reshape(130, 97), 64, 64, Overview.LARGEST);
        for (int r = 0; r < 64; r++) for (int c = 0; c < 64; c++) {
            double largest = Double.NaN;
            for (int i = 0; i < 130; i++) for (int j = 0; j < 97; j++) if (i * 64 / 130 == r && j * 64 / 97 == c) {
                double w = v[i * 97 + j];
                if (w == w && !(Math.abs(w) <= Math.abs(largest))) largest = w;
            }
            assertEquals(largest, grid.at(r, c), r + " " + c);
        }
        assertTrue(Double.isNaN(grid.at(9, 11)) && grid.at(60 * 64 / 130, 50 * 64 / 97) == Double.NEGATIVE_INFINITY);
    }

    @Test
    void aSpikeAmongLargeElementsHasAColourOfItsOwn() {
        double[] v = new double[40_000];
        for (int i = 0; i < v.length; i++) v[i] = Math.sin(i / 90.0);
        v[12_345] = -40;
        Statistics s = Statistics.of(array(v));
        assertEquals(new ValueRange(-40, 40, true), ValueRange.whole(s));
        Palette palette = Palette.ofSpikes(s);
        assertTrue(palette.colour(-40) != palette.colour(-1));
        assertEquals(Palette.ofMeans(s).colour(-40), Palette.ofMeans(s).colour(-1), "which a range of most elements does not tell");
    }

    @Test
    void cornersMeetAtASeam() {
        Array x = arange(100 * 40).reshape(100, 40);
        Grid grid = Grid.corners(x, 24);
        assertEquals(new Grid(24, 24, grid.values(), 12, 12, false), grid);
        for (int r = 0; r < 24; r++)
            for (int c = 0; c < 24; c++)
                assertEquals((r < 12 ? r : r + 76) * 40 + (c < 12 ? c : c + 16), grid.at(r, c));
        HeatMap map = HeatMap.draw(grid, Palette.ofMeans(Statistics.of(x)), 9);
        assertEquals(24 * 9 + 7, map.width());
        int seam = 12 * 9 + 2, marks = 0;
        for (int y = 0; y < map.height(); y++) if (map.pixel(seam, y) == Palette.GREY) marks++;
        assertTrue(marks > map.height() / 4 && marks < map.height() / 2, "a dotted line of " + marks);
        Grid narrow = Grid.corners(arange(200).reshape(100, 2), 24);
        assertEquals(0, narrow.columnSeam());
        assertEquals(12, narrow.rowSeam());
    }

    @Test
    void sizesAndNumbers() {
        assertEquals("320 B", Numbers.bytes(320));
        assertEquals("1.5 KiB", Numbers.bytes(1536));
        assertEquals("3.35 GiB", Numbers.bytes(3_600_000_000L));
        assertEquals("−1.235e-07", Numbers.brief(-1.23456e-7));
        assertEquals("1,234 elements", Numbers.count(1234, "element"));
    }
}

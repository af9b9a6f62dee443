package dev.jacobi.kernel.display;

import static dev.jacobi.engine.mx.*;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.jacobi.engine.array.Array;
import dev.jacobi.engine.mx;
import dev.jacobi.engine.type.DType;
import dev.jacobi.engine.type.DTypeException;
import dev.jacobi.engine.type.ShapeException;
import dev.jacobi.kernel.protocol.MimeBundle;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

/** Images, views, differences and plots. */
class ShowTest {
    private final Renderers renderers = new Renderers();

    private static BufferedImage picture(MimeBundle bundle) throws IOException {
        return ImageIO.read(new ByteArrayInputStream(Base64.getDecoder().decode(bundle.data().get("image/png").asText())));
    }

    @Test
    void anImageHasTheArraysPixels() throws IOException {
        Array x = arange(200 * 150 * 3).remainder(251).astype(DType.UINT8).reshape(200, 150, 3);
        BufferedImage image = picture(Show.image(x));
        assertEquals(150, image.getWidth());
        long[] v = x.toLongArray();
        for (int i = 0; i < 200 * 150; i += 7)
            assertEquals(0xff000000L | v[3 * i] << 16 | v[3 * i + 1] << 8 | v[3 * i + 2], image.getRGB(i % 150, i / 150) & 0xffffffffL);
        BufferedImage grey = picture(Show.image(array(new double[][]{{0, 1.5}, {-1, 0.5}})));
        assertEquals(128, grey.getWidth(), "a small picture is enlarged");
        assertEquals(255, grey.getRaster().getSample(100, 10, 0));
        assertEquals(0, grey.getRaster().getSample(10, 100, 0));
        assertEquals(128, grey.getRaster().getSample(100, 100, 0));
    }

    @Test
    void whatIsNoImageSaysWhy() {
        assertTrue(assertThrows(ShapeException.class, () -> Show.image(ones(3))).getMessage().contains("(3,)"));
        assertThrows(ShapeException.class, () -> Show.image(ones(3, 3, 2)));
        assertThrows(ShapeException.class, () -> Show.image(ones(0, 3)));
        assertThrows(DTypeException.class, () -> Show.image(arange(4).reshape(2, 2)));
    }

    @Test
    void axesHaveNames() {
        String html = renderers.render(Show.of(ones(4, 5)).axes("batch", "<feature>")).data().get(MimeBundle.HTML).asText();
        assertTrue(html.contains("batch ↓ 4 · &lt;feature&gt; → 5"), html);
        ArrayDisplayTest.assertSafe(html);
        assertTrue(assertThrows(ShapeException.class, () -> Show.of(ones(4, 5)).axes("batch")).getMessage().contains("1 name for"));
    }

    @Test
    void differencesAreFoundWhereTheyAre() {
        double[] a = new double[40_000], b = new double[40_000];
        b[12_345] = 0.5;
        a[39_999] = 100;
        b[39_999] = 101;
        a[7] = b[7] = Double.NaN;
        Array x = array(a, DType.FLOAT64).reshape(200, 200), y = array(b, DType.FLOAT64).reshape(200, 200);
        var f = Show.diff(x, y).figures();
        assertEquals(new ArrayDifference.Figures(2, 1, 39_999, 1, 12_345), f);
        MimeBundle shown = renderers.render(Show.diff(x, y));
        assertTrue(
                shown.plainText()
                        .contains("2 of 40,000 elements differ · largest |a − b| 1 at [199, 199] · largest relative 1 at [61, 145]"),
                shown.plainText());
        ArrayDisplayTest.assertSafe(shown.data().get(MimeBundle.HTML).asText());
        assertTrue(renderers.render(Show.diff(x, x)).plainText().endsWith("all 40,000 elements equal"));
        assertThrows(ShapeException.class, () -> Show.diff(x, ones(3)));
    }

    @Test
    void bufferedImagesArePictures() throws IOException {
        BufferedImage image = new BufferedImage(3, 2, BufferedImage.TYPE_INT_ARGB);
        image.setRGB(2, 1, 0x80102030);
        assertEquals(0x80102030, picture(renderers.render(image)).getRGB(2, 1));
    }

    @Test
    void plotsDrawWhatTheyAreGiven() throws IOException {
        Array x = linspace(0, 6, 50);
        Plot plot = Plot.line(x, sin(x)).named("sin").scatter("gaps", x, where(x.greater(3), array(mx.nan), cos(x))).titled("waves");
        MimeBundle bundle = renderers.render(plot);
        assertEquals("plot waves: line sin of 50 points, scatter gaps of 50 points", bundle.plainText());
        ArrayDisplayTest.assertSafe(bundle.data().get(MimeBundle.HTML).asText().substring(0, 20));
        BufferedImage image = ImageIO.read(new ByteArrayInputStream(plot.png()));
        int[] blueish = {0}, orange = {0};
        for (int i = 0; i < image.getWidth() * image.getHeight(); i++) {
            int rgb = image.getRGB(i % image.getWidth(), i / image.getWidth());
            if (rgb == 0xff3f8fd8) blueish[0]++;
            if (rgb == 0xffe8862e) orange[0]++;
        }
        assertTrue(blueish[0] > 500 && orange[0] > 500, () -> blueish[0] + " " + orange[0]);
        assertEquals(0, image.getRGB(0, 0) >>> 24, "no background");
        assertThrows(ShapeException.class, () -> Plot.line(x, ones(3)));
        assertThrows(ShapeException.class, () -> Plot.line(zeros(0), zeros(0)));
        assertTrue(renderers.render(Plot.line(x, full(x.shape(), mx.nan))).data().containsKey(MimeBundle.HTML));
    }

    /** Shows one array, for {@link #arraysAreShownWithoutAWindowingToolkit}. */
    static final class ShowOne {
        public static void main(String[] args) {
            System.out.println(new Renderers().render(mx.random.normal(mx.random.key(1), 8, 10)).data().keySet());
        }
    }

    @Test
    void arraysAreShownWithoutAWindowingToolkit() throws Exception {
        Process java = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "--add-modules",
                "jdk.incubator.vector", "--enable-native-access=ALL-UNNAMED", "-Xlog:class+load", "-cp",
                System.getProperty("java.class.path"),
                ShowOne.class.getName()).redirectErrorStream(true).start();
        String output = new String(java.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, java.waitFor(), output);
        assertTrue(output.contains("[text/plain, text/html]") && output.contains("dev.jacobi.kernel.display.HeatMap"), output);
        assertFalse(output.contains(" java.awt.") || output.contains(" javax.imageio.") || output.contains("org.knowm."), "AWT was loaded");
    }
}

package dev.jacobi.kernel.display;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.jacobi.engine.mx;
import dev.jacobi.kernel.protocol.MimeBundle;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Plain text is always there, whatever a value or a renderer does. */
class RenderersTest {
    private final Renderers renderers = new Renderers();

    @Test
    void treesOfArraysReadAsTheDocumentation() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("weight", mx.array(-1.0));
        map.put("bias", mx.array(0.0));
        assertEquals("{'weight': array(-1, dtype=float32), 'bias': array(0, dtype=float32)}", renderers.render(map).plainText());
        assertEquals("[a, b]", renderers.render(List.of("a", "b")).plainText());
        assertEquals("[1, 2]", renderers.render(new int[]{1, 2}).plainText());
        assertEquals("null", renderers.render(null).plainText());
    }

    @Test
    void lambdasAreShownByTheirInterface() {
        Runnable nothing = () -> {};
        java.util.function.Supplier<Runnable> supplier = () -> nothing;
        assertEquals("Runnable lambda", renderers.render(nothing).plainText());
        assertEquals("Supplier lambda", renderers.render(supplier).plainText());
        assertEquals("[lambda]", renderers.render(List.of(nothing)).plainText());
        assertEquals("[lambda, null]", renderers.render(new Runnable[]{nothing, null}).plainText());
        assertEquals("a$$Lambda/0x1@2", renderers.render("a$$Lambda/0x1@2").plainText(), "text is what it is");
    }

    @Test
    void functionsOfTransformsSayWhatTheyAre() {
        assertEquals("function of 1 array", renderers.render(mx.grad((dev.jacobi.engine.array.Array v) -> v.sum())).plainText());
        assertEquals("compiled function of 2 arrays", renderers.render(mx.compile((a, b) -> a.add(b))).plainText());
    }

    @Test
    void aValueWithoutATextSaysSo() {
        Object evil = new Object() {
            @Override
            public String toString() { throw new Error("no text"); }
        };
        assertTrue(renderers.render(evil).plainText().contains("threw java.lang.Error: no text"));
    }

    @Test
    void aRendererThatFailsLeavesTheText() {
        renderers.add(new Renderer() {
            @Override
            public boolean accepts(Object value) { return true; }

            @Override
            public MimeBundle render(Object value) { throw new IllegalStateException("broken"); }
        });
        assertEquals("3", renderers.render(3).plainText());
    }

    @Test
    void imagesAndChartsAreShownAsPictures() {
        var image = new Renderers().render(new java.awt.image.BufferedImage(5, 4, java.awt.image.BufferedImage.TYPE_INT_RGB));
        assertEquals("image of 5 × 4 pixels", image.plainText());
        var chart = new org.knowm.xchart.XYChartBuilder().width(320).height(200).build();
        chart.addSeries("line", new double[]{1, 2, 3}, new double[]{1, 4, 9});
        var shown = new Renderers().render(chart);
        assertEquals("XYChart", shown.plainText());
        byte[] png = java.util.Base64.getDecoder().decode(shown.data().get("image/png").asText());
        assertEquals(0x89504e47, java.nio.ByteBuffer.wrap(png).getInt());
        assertEquals(320, java.nio.ByteBuffer.wrap(png).getInt(16));
        assertEquals("image/png", new Renderers().render(new org.jfree.chart.JFreeChart()).data().keySet().stream()
                .filter(k -> k.startsWith("image")).findFirst().orElseThrow());
    }
}

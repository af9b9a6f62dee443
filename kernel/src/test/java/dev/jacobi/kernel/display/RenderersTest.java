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
}

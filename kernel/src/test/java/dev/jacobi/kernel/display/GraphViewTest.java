package dev.jacobi.kernel.display;

import static dev.jacobi.engine.mx.*;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.jacobi.engine.array.Array;
import dev.jacobi.engine.mx;
import dev.jacobi.kernel.protocol.MimeBundle;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Graphs as text and as a picture. */
class GraphViewTest {
    private final Array x = array(1.0, 2.0), y = array(3.0, 4.0);

    @Test
    void aGraphThatIsNotEvaluated() {
        Array z = sin(x.multiply(y));
        GraphView view = GraphView.of(z);
        assertFalse(z.isEvaluated());
        assertEquals("""
                digraph {
                { rank=source; "A"; }
                { rank=source; "B"; }
                { 2 [label ="Multiply", shape=rectangle]; }
                "A" -> 2
                "B" -> 2
                { "C"; }
                2 -> "C"
                { 3 [label ="Sin", shape=rectangle]; }
                "C" -> 3
                { rank=sink; "D"; }
                3 -> "D"
                }""", view.dot());
        assertEquals("""
                Inputs: A [[2], float32], B [[2], float32]
                Outputs: D [[2], float32]
                Multiply A [[2], float32], B [[2], float32] -> C [[2], float32]
                Sin C [[2], float32] -> D [[2], float32]
                """, view.text());
        assertEquals("{ a:f32[2] b:f32[2] . let\n      c:f32[2] = multiply a b\n      d:f32[2] = sin c\n  in (d) }", view.expression());
    }

    @Test
    void aFunctionIsTraced() {
        assertEquals("{ a:f32[2] . let b:f32[2] = sin a in (b) }", GraphView.of(mx::sin, x).expression());
        GraphView gradient = GraphView.of(grad((Array v) -> sum(sin(v).multiply(v))), x);
        assertTrue(gradient.expression().contains("cos"), gradient.expression());
        assertTrue(gradient.text().startsWith("Inputs: A [[2], float32]"), gradient.text());
    }

    @Test
    void sharedNodesAreThereOnce() {
        Array s = sin(x);
        GraphView view = GraphView.of(s.multiply(s).add(s));
        assertEquals(1, Pattern.compile("Sin").matcher(view.dot()).results().count());
        assertEquals(4, view.nodes().order().size());
    }

    @Test
    void picturesAreSafeAndSmall() {
        Array deep = x;
        for (int i = 0; i < 25; i++) deep = sin(deep).add(deep);
        Array wide = x;
        for (int i = 0; i < 500; i++) wide = cos(wide);
        for (GraphView view : new GraphView[]{GraphView.of(deep), GraphView.of(wide), GraphView.of(x), GraphView.of(deep, x, sin(y)),
                GraphView.of(vmap(grad((Array v) -> sum(tanh(v).square()))), ones(3, 2))}) {
            MimeBundle shown = view.shown();
            assertEquals(view.expression(), shown.plainText());
            ArrayDisplayTest.assertSafe(shown.data().get(MimeBundle.HTML).asText());
        }
    }
}

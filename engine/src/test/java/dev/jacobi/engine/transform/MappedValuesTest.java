package dev.jacobi.engine.transform;

import static dev.jacobi.engine.mx.array;
import static dev.jacobi.engine.mx.inAxes;
import static dev.jacobi.engine.mx.outAxes;
import static dev.jacobi.engine.mx.vmap;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.jacobi.engine.array.Array;
import dev.jacobi.engine.mx;
import dev.jacobi.engine.type.TransformException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Plain values among mapped ones, results without examples, and axes of trees. */
class MappedValuesTest {
    private static final Array ROWS = array(new double[][]{{1, 2}, {3, 4}, {5, 6}});
    private static final Map<String, Array> TREE = Map.of("w", ROWS, "b", array(10.0, 20.0));

    @Test
    void plainNumbersStandBesideExamples() {
        String expected = "array([[1, 0],\n       [3, 0],\n       [5, 0]], dtype=float32)";
        assertEquals(expected, vmap((Array s) -> mx.stack(List.of(s.get(0), array(0.0)), 0)).apply(ROWS).toString());
        assertEquals(expected, vmap((Array s) -> mx.array(List.of(s.get(0), 0.0))).apply(ROWS).toString());
        assertEquals(expected, vmap((Array s) -> mx.array(new Object[]{s.get(0), 0.0})).apply(ROWS).toString());
        assertEquals("array([[1, 2, 7],\n       [3, 4, 7],\n       [5, 6, 7]], dtype=float32)",
                vmap((Array s) -> mx.concatenate(List.of(s, array(new double[]{7})), 0)).apply(ROWS).toString());
    }

    @Test
    void aResultThatDependsOnNoExampleIsTheSameForAll() {
        assertEquals("array([7, 7, 7], dtype=float32)", vmap((Array s) -> array(7.0)).apply(ROWS).toString());
        List<Array> both = vmap((Array s) -> List.of(s.sum(), array(7.0)), inAxes(0), outAxes(Arrays.asList(0, null))).apply(ROWS);
        assertEquals("[array([3, 7, 11], dtype=float32), array(7, dtype=float32)]", both.toString());
    }

    @Test
    void axesOfTreesArePrefixes() {
        String expected = "array([50, 110, 170], dtype=float32)";
        assertEquals(expected,
                vmap((Map<String, Array> p) -> p.get("w").multiply(p.get("b")).sum(), inAxes(Map.of("w", 0))).apply(TREE).toString());
        Map<String, Object> nested = Map.of("layer", TREE);
        assertEquals(expected, vmap((Map<String, Object> p) -> {
            Map<?, ?> layer = (Map<?, ?>) p.get("layer");
            return ((Array) layer.get("w")).multiply((Array) layer.get("b")).sum();
        }, inAxes(Map.of("layer", Map.of("w", 0)))).apply(nested).toString());
        assertEquals("array([3, 7, 11], dtype=float32)", vmap((Map<String, Array> p) -> p.get("w").sum(), inAxes(0))
                .apply(Map.of("w", ROWS)).toString());
    }

    private static void refused(Object axes, Map<String, Array> argument, String... parts) {
        var e = assertThrows(TransformException.class, () -> vmap((Map<String, Array> p) -> p.get("w"), inAxes(axes)).apply(argument));
        for (String part : parts) assertTrue(e.getMessage().contains(part), () -> "'" + part + "' is missing in: " + e.getMessage());
    }

    @Test
    void whatDoesNotFitNamesArgumentAxisAndShape() {
        refused(Map.of("weight", 0), TREE, "[vmap]", "an axis for weight", "[", "w", "b");
        refused(Map.of("w", 0, "b", 0), TREE, "argument 0 at w", "(3, 2)", "has 3", "argument 0 at b", "(2,)", "has 2");
        refused(Map.of("w", 2), TREE, "argument 0 at w", "(3, 2)", "axis 2");
        refused(List.of(0, 0), TREE, "does not fit");
        refused(Map.of(), TREE, "no array is mapped");
    }
}

package dev.jacobi.kernel.display;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Boxes do not overlap, and lines do not run through them. */
class GraphLayersTest {

    @Test
    void nothingOverlapsInAnyGraph() {
        for (int seed = 0; seed < 200; seed++) {
            Random random = new Random(seed);
            var layers = new GraphLayers();
            List<List<GraphLayers.Place>> rows = new ArrayList<>(), lines = new ArrayList<>();
            int depth = 2 + random.nextInt(6);
            for (int k = 0; k < depth; k++) {
                rows.add(new ArrayList<>());
                for (int i = 0; i <= random.nextInt(4); i++) rows.get(k).add(layers.add(k, 40 + random.nextInt(100)));
            }
            for (int i = 0; i < 12; i++) {
                int from = random.nextInt(depth - 1), to = from + 1 + random.nextInt(depth - 1 - from);
                lines.add(layers.line(rows.get(from).get(random.nextInt(rows.get(from).size())),
                        rows.get(to).get(random.nextInt(rows.get(to).size()))));
            }
            layers.arrange();
            String where = "seed " + seed;
            for (List<GraphLayers.Place> line : lines) {
                for (int k = 0; k < line.size(); k++) assertEquals(line.getFirst().layer + k, line.get(k).layer, where);
                for (GraphLayers.Place bend : line.subList(1, line.size() - 1))
                    for (GraphLayers.Place box : rows.get(bend.layer))
                        assertTrue(Math.abs(box.centre() - bend.centre()) > box.width / 2 + 10, where + ": a line touches a box");
            }
            for (List<GraphLayers.Place> row : rows) {
                for (GraphLayers.Place a : row) {
                    assertTrue(a.centre() - a.width / 2 >= -1e-9 && a.centre() + a.width / 2 <= layers.width() + 1e-9, where);
                    for (GraphLayers.Place b : row)
                        assertTrue(a == b || Math.abs(a.centre() - b.centre()) > (a.width + b.width) / 2 + 10, where + ": boxes overlap");
                }
            }
        }
    }

    @Test
    void aChainIsStraight() {
        var layers = new GraphLayers();
        GraphLayers.Place a = layers.add(0, 50), b = layers.add(1, 120), c = layers.add(2, 70);
        layers.line(a, b);
        layers.line(b, c);
        layers.arrange();
        assertEquals(b.centre(), a.centre(), 1e-9);
        assertEquals(b.centre(), c.centre(), 1e-9);
        assertEquals(120, layers.width(), 1e-9);
        assertEquals(3, layers.count());
    }
}

package dev.jacobi.kernel.display;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;

/**
 * Places in layers: each below those that it is made of. Lines that pass layers have a place in each of them too, so that they run between the others and not
 * through them.
 */
final class GraphLayers {
    private static final int SWEEPS = 8;
    private static final double GAP = 16;

    /** A place of a given width in a layer, or one where a line passes it, which has none. */
    static final class Place {
        final int layer;
        final double width;
        /** What is joined to it in the layer above, and in the one below. */
        final List<Place> above = new ArrayList<>(), below = new ArrayList<>();
        private double centre;

        private Place(int layer, double width) {
            this.layer = layer;
            this.width = width;
        }

        /** Where it is, counted from the left end of the picture. */
        double centre() { return centre; }
    }

    private final List<List<Place>> layers = new ArrayList<>();

    /** A new place in layer {@code layer}, 0 being the uppermost. */
    Place add(int layer, double width) {
        while (layers.size() <= layer) layers.add(new ArrayList<>());
        Place p = new Place(layer, width);
        layers.get(layer).add(p);
        return p;
    }

    /** All places of a line from {@code from} down to {@code to}, both included. */
    List<Place> line(Place from, Place to) {
        List<Place> line = new ArrayList<>(List.of(from));
        for (int k = from.layer + 1; k < to.layer; k++) line.add(add(k, 0));
        line.add(to);
        for (int i = 1; i < line.size(); i++) {
            line.get(i).above.add(line.get(i - 1));
            line.get(i - 1).below.add(line.get(i));
        }
        return line;
    }

    int count() { return layers.size(); }

    /** How wide everything is. */
    double width() {
        return layers.stream().flatMap(List::stream).mapToDouble(p -> p.centre + p.width / 2).max().orElse(0);
    }

    /** Orders each layer by where its neighbours are, down and up some times, and spreads it so that nothing overlaps. */
    void arrange() {
        for (List<Place> row : layers) spread(row, p -> 0.0);
        for (int sweep = 0; sweep < SWEEPS; sweep++) {
            boolean down = sweep % 2 == 0;
            for (List<Place> row : down ? layers : layers.reversed()) {
                Function<Place, Double> wanted = p -> (down ? p.above : p.below).stream().mapToDouble(Place::centre).average()
                        .orElse(p.centre);
                row.sort(Comparator.comparing(wanted));
                spread(row, wanted);
            }
        }
        double left = layers.stream().flatMap(List::stream).mapToDouble(p -> p.centre - p.width / 2).min().orElse(0);
        layers.forEach(row -> row.forEach(p -> p.centre -= left));
    }

    private static void spread(List<Place> row, Function<Place, Double> wanted) {
        double[] want = row.stream().mapToDouble(wanted::apply).toArray();
        double right = Double.NEGATIVE_INFINITY, shift = 0;
        for (int i = 0; i < want.length; i++) {
            Place p = row.get(i);
            p.centre = Math.max(want[i], right + GAP + p.width / 2);
            right = p.centre + p.width / 2;
            shift += p.centre - want[i];
        }
        for (Place p : row) p.centre -= shift / want.length;
    }
}

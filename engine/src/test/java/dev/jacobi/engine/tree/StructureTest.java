package dev.jacobi.engine.tree;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.jacobi.engine.array.Array;
import dev.jacobi.engine.mx;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A tree's structure is told without taking the tree apart, with the same answer. */
class StructureTest {
    record Pair(Object first, Object second) {}

    record Other(Object first, Object second) {}

    private static final Array A = mx.array(1.0), B = mx.ones(2, 3);

    private static List<Object> values() {
        Map<String, Object> map = new LinkedHashMap<>(), turned = new LinkedHashMap<>();
        map.put("w", A);
        map.put("b", B);
        turned.put("b", B);
        turned.put("w", A);
        List<Object> frozen = new AbstractList<>() {
            @Override
            public Object get(int index) { return index == 0 ? A : B; }

            @Override
            public int size() { return 2; }
        };
        return Arrays.asList(A, B, null, 3, 3L, "text", new Pair(A, B), new Other(A, B), new Pair(A, 2), new Pair(A, 3),
                new Pair(new Pair(A, A), B),
                new Pair(null, List.of()), List.of(A, B), frozen, List.of(A), List.of(A, 2), List.of(List.of(A), B), map, turned,
                Map.of("w", A), Map.of(), new Object[]{A, B}, new Array[]{A, B}, new Array[0], Optional.of(A), Optional.of(2),
                Optional.empty(),
                Optional.of(new Pair(map, frozen)), new Pair(map, turned), new Pair(turned, map));
    }

    @Test
    void asTakenApart() {
        List<Object> values = values();
        for (Object value : values) {
            for (Object expected : values) {
                Structure structure = Tree.of(expected).structure();
                List<Array> leaves = new ArrayList<>();
                boolean same = Tree.hasStructure(value, structure, leaves);
                assertEquals(Tree.of(value).structure().equals(structure), same, () -> value + " as " + expected);
                if (same) assertEquals(Tree.of(value).leaves(), leaves);
            }
        }
    }
}

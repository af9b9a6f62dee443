package dev.jacobi.engine.transform;

import dev.jacobi.engine.tree.Structure;
import dev.jacobi.engine.type.Count;
import dev.jacobi.engine.type.TransformException;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** A tree of axes as a prefix of a tree of arrays: an axis stands for every array below it. */
final class Axes {

    /** The axis of each array of {@code structure}, empty where null was given. */
    static OptionalInt[] expand(String op, String name, Object spec, Structure structure) {
        List<OptionalInt> r = new ArrayList<>();
        expand(op, name, spec, structure, r);
        return r.toArray(OptionalInt[]::new);
    }

    private static void expand(String op, String name, Object spec, Structure structure, List<OptionalInt> to) {
        if (spec == null || spec instanceof Integer) {
            fill(structure, spec == null ? OptionalInt.empty() : OptionalInt.of((Integer) spec), to);
            return;
        }
        switch (structure) {
            case Structure.OfList l when spec instanceof List<?> s -> each(op, name, s, l.elements(), to);
            case Structure.OfArray a when spec instanceof List<?> s -> each(op, name, s, a.elements(), to);
            case Structure.OfRecord r when spec instanceof List<?> s -> each(op, name, s, r.components(), to);
            case Structure.OfRecord r when spec instanceof Map<?, ?> m -> {
                var components = r.type().getRecordComponents();
                requireKnown(op, name, m, Arrays.stream(components).map(RecordComponent::getName).toList());
                for (int i = 0; i < components.length; i++) {
                    expand(op, name + " at " + components[i].getName(), m.get(components[i].getName()), r.components().get(i), to);
                }
            }
            case Structure.OfMap map when spec instanceof Map<?, ?> m -> {
                requireKnown(op, name, m, map.keys());
                for (int i = 0; i < map.keys().size(); i++)
                    expand(op, name + " at " + map.keys().get(i), m.get(map.keys().get(i)), map.values().get(i), to);
            }
            case Structure.OfOptional o when spec instanceof Optional<?> s && s.isPresent() -> expand(op, name, s.get(), o.value(), to);
            default -> throw new TransformException(op,
                    name + " is " + spec + ", which does not fit the value there: give an int, null, or a list or map of its parts");
        }
    }

    /** A key that is misspelt would leave its array unmapped without a word. */
    private static void requireKnown(String op, String name, Map<?, ?> spec, List<?> keys) {
        for (Object key : spec.keySet())
            if (!keys.contains(key)) throw new TransformException(op, name + " has an axis for " + key + ", the value there has " + keys);
    }

    private static void each(String op, String name, List<?> spec, List<Structure> parts, List<OptionalInt> to) {
        if (spec.size() != parts.size())
            throw new TransformException(op,
                    name + " has " + Count.of(spec.size(), "entry", "entries") + " for a value of " + Count.of(parts.size(), "part"));
        for (int i = 0; i < parts.size(); i++) expand(op, name + " at " + i, spec.get(i), parts.get(i), to);
    }

    private static void fill(Structure structure, OptionalInt axis, List<OptionalInt> to) {
        switch (structure) {
            case Structure.Leaf l -> to.add(axis);
            case Structure.Static s -> {
            }
            case Structure.OfRecord r -> r.components().forEach(c -> fill(c, axis, to));
            case Structure.OfMap m -> m.values().forEach(v -> fill(v, axis, to));
            case Structure.OfList l -> l.elements().forEach(e -> fill(e, axis, to));
            case Structure.OfArray a -> a.elements().forEach(e -> fill(e, axis, to));
            case Structure.OfOptional o -> fill(o.value(), axis, to);
        }
    }

    private Axes() {}
}

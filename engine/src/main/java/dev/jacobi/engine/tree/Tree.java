package dev.jacobi.engine.tree;

import dev.jacobi.engine.array.Array;
import dev.jacobi.engine.type.TransformException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.BinaryOperator;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/**
 * A value taken apart into its arrays and its structure. A tree is an {@link Array}, a record, a {@code Map}, a {@code List}, an array of references or
 * an {@code Optional} of trees; anything else is a static leaf. Order is that of components and entries.
 *
 * @param structure what is left without the arrays
 * @param leaves the arrays
 * @param paths where each leaf is, as {@code layers.0.weight}
 */
public record Tree(Structure structure, List<Array> leaves, List<String> paths) {
    private static final Structure.Leaf LEAF = new Structure.Leaf();

    /** Takes {@code value} apart. */
    public static Tree of(Object value) {
        if (value instanceof Array a) return new Tree(LEAF, List.of(a), List.of(""));
        List<Array> leaves = new ArrayList<>();
        List<String> paths = new ArrayList<>();
        Structure structure = flatten(value, "", leaves, paths);
        return new Tree(structure, leaves, paths);
    }

    /** Adds the arrays in {@code value} to {@code to}, in order. */
    public static void addArrays(Object value, List<Array> to) {
        switch (value) {
            case Array a -> to.add(a);
            case Record r -> {
                RecordClass type = RecordClass.of(r.getClass());
                for (int i = 0; i < type.size(); i++) addArrays(type.component(r, i), to);
            }
            case Map<?, ?> m -> m.values().forEach(v -> addArrays(v, to));
            case List<?> l -> l.forEach(v -> addArrays(v, to));
            case Object[] o -> {
                for (Object v : o) addArrays(v, to);
            }
            case Optional<?> o -> o.ifPresent(v -> addArrays(v, to));
            case null, default -> {
            }
        }
    }

    /**
     * Whether {@code value} has this structure; its arrays are added to {@code to}, in order, as far as it has. For who knows what to expect: no paths and no
     * structure are made.
     */
    public static boolean hasStructure(Object value, Structure expected, List<Array> to) {
        return switch (expected) {
            case Structure.Leaf l -> value instanceof Array a && to.add(a);
            case Structure.Static s -> !isNode(value) && Objects.equals(s.value(), value);
            case Structure.OfRecord(var type, var components) -> {
                if (!(value instanceof Record r) || r.getClass() != type) yield false;
                RecordClass known = RecordClass.of(type);
                for (int i = 0; i < known.size(); i++) if (!hasStructure(known.component(r, i), components.get(i), to)) yield false;
                yield true;
            }
            case Structure.OfMap(var keys, var values) -> {
                if (!(value instanceof Map<?, ?> m) || value instanceof Record || m.size() != keys.size()) yield false;
                int i = 0;
                for (Map.Entry<?, ?> e : m.entrySet()) {
                    if (!Objects.equals(keys.get(i), e.getKey()) || !hasStructure(e.getValue(), values.get(i), to)) yield false;
                    i++;
                }
                yield true;
            }
            case Structure.OfList(var elements) -> value instanceof List<?> l && !(value instanceof Record || value instanceof Map<?, ?>)
                    && haveStructures(l, elements, to);
            case Structure.OfArray(var component, var elements) ->
                value instanceof Object[] o && o.getClass().getComponentType() == component
                        && haveStructures(Arrays.asList(o), elements, to);
            case Structure.OfOptional(var inner) -> value instanceof Optional<?> o && o.isPresent() && hasStructure(o.get(), inner, to);
        };
    }

    private static boolean haveStructures(List<?> values, List<Structure> expected, List<Array> to) {
        if (values.size() != expected.size()) return false;
        for (int i = 0; i < expected.size(); i++) if (!hasStructure(values.get(i), expected.get(i), to)) return false;
        return true;
    }

    /** Whether it is taken apart, and no static leaf. */
    private static boolean isNode(Object value) {
        return value instanceof Array || value instanceof Record || value instanceof Map<?, ?> || value instanceof List<?>
                || value instanceof Object[] || value instanceof Optional<?> o && o.isPresent();
    }

    private static Structure flatten(Object value, String path, List<Array> leaves, List<String> paths) {
        return switch (value) {
            case Array a -> {
                leaves.add(a);
                paths.add(path);
                yield LEAF;
            }
            case Record r -> {
                List<Structure> parts = new ArrayList<>();
                RecordClass type = RecordClass.of(r.getClass());
                for (int i = 0; i < type.size(); i++) parts.add(flatten(type.component(r, i), join(path, type.name(i)), leaves, paths));
                yield new Structure.OfRecord(r.getClass(), parts);
            }
            case Map<?, ?> m -> {
                List<Structure> parts = new ArrayList<>();
                m.forEach((k, v) -> parts.add(flatten(v, join(path, String.valueOf(k)), leaves, paths)));
                yield new Structure.OfMap(new ArrayList<>(m.keySet()), parts);
            }
            case List<?> l -> new Structure.OfList(elements(l, path, leaves, paths));
            case Object[] o ->
                new Structure.OfArray(o.getClass().getComponentType(), elements(Arrays.asList(o), path, leaves, paths));
            case Optional<?> o when o.isPresent() -> new Structure.OfOptional(flatten(o.get(), path, leaves, paths));
            case null, default -> new Structure.Static(value);
        };
    }

    private static List<Structure> elements(List<?> values, String path, List<Array> leaves, List<String> paths) {
        List<Structure> parts = new ArrayList<>();
        for (int i = 0; i < values.size(); i++) parts.add(flatten(values.get(i), join(path, Integer.toString(i)), leaves, paths));
        return parts;
    }

    private static String join(String path, String name) { return path.isEmpty() ? name : path + "." + name; }

    /** The tree with other leaves: a record is of the same type again, a map in the same order. */
    public Object with(List<?> others) {
        Iterator<?> next = others.iterator();
        return build(structure, next);
    }

    private static Object build(Structure structure, Iterator<?> leaves) {
        return switch (structure) {
            case Structure.Leaf l -> leaves.next();
            case Structure.Static s -> s.value();
            case Structure.OfRecord r -> {
                Object[] parts = new Object[r.components().size()];
                for (int i = 0; i < parts.length; i++) parts[i] = build(r.components().get(i), leaves);
                yield RecordClass.of(r.type()).construct(parts);
            }
            case Structure.OfMap m -> {
                Map<Object, Object> map = new LinkedHashMap<>();
                for (int i = 0; i < m.keys().size(); i++) map.put(m.keys().get(i), build(m.values().get(i), leaves));
                yield new TreeMap<>(map);
            }
            case Structure.OfList l -> {
                List<Object> list = new ArrayList<>();
                for (Structure s : l.elements()) list.add(build(s, leaves));
                yield Collections.unmodifiableList(list);
            }
            case Structure.OfArray a -> {
                Object[] array = (Object[]) java.lang.reflect.Array.newInstance(a.component(), a.elements().size());
                for (int i = 0; i < array.length; i++) array[i] = build(a.elements().get(i), leaves);
                yield array;
            }
            case Structure.OfOptional o -> Optional.of(build(o.value(), leaves));
        };
    }

    /** {@code value} with {@code f} of each array in the place of the array. */
    @SuppressWarnings("unchecked")
    public static <T> T map(UnaryOperator<Array> f, T value) {
        Tree tree = of(value);
        return (T) tree.with(tree.leaves.stream().map(f).toList());
    }

    /**
     * {@code a} with {@code f} of each array of {@code a} and the one of {@code b} in its place: {@code Tree.map((p, g) -> p - 0.1 * g, params, grads)}.
     *
     * @throws TransformException if the structures differ
     */
    @SuppressWarnings("unchecked")
    public static <T> T map(BinaryOperator<Array> f, T a, T b) {
        Tree first = of(a), second = of(b);
        first.requireSameStructure("tree_map", "the first tree", second, "the second");
        return (T) first
                .with(IntStream.range(0, first.leaves.size()).mapToObj(i -> f.apply(first.leaves.get(i), second.leaves.get(i))).toList());
    }

    /** {@code value} with {@code f} of each path and array in the place of the array. */
    @SuppressWarnings("unchecked")
    public static <T> T mapWithPath(BiFunction<String, Array, Array> f, T value) {
        Tree tree = of(value);
        return (T) tree.with(IntStream.range(0, tree.leaves.size()).mapToObj(i -> f.apply(tree.paths.get(i), tree.leaves.get(i))).toList());
    }

    /**
     * Refuses a tree of another structure.
     *
     * @throws TransformException with both structures
     */
    public void requireSameStructure(String op, String name, Tree other, String otherName) {
        if (!structure.equals(other.structure)) {
            throw new TransformException(op,
                    name + " and " + otherName + " differ in structure: " + text(structure) + " and " + text(other.structure));
        }
    }

    private static String text(Structure s) { return s instanceof Structure.Leaf ? "an array" : s.toString().replace("Leaf[]", "*"); }
}

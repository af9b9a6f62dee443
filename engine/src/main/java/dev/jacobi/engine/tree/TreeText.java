package dev.jacobi.engine.tree;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The text of a tree as Python prints it: {@code {'weight': array(-1, dtype=float32), 'layers': [...]}}. */
public final class TreeText {

    /** The text of {@code value}; evaluates its arrays. */
    public static String of(Object value) {
        return switch (value) {
            case String s -> "'" + s + "'";
            case Map<?, ?> m ->
                m.entrySet().stream().map(e -> of(e.getKey()) + ": " + of(e.getValue())).collect(Collectors.joining(", ", "{", "}"));
            case List<?> l -> l.stream().map(TreeText::of).collect(Collectors.joining(", ", "[", "]"));
            case Object[] a -> Stream.of(a).map(TreeText::of).collect(Collectors.joining(", ", "[", "]"));
            case Optional<?> o -> o.map(TreeText::of).orElse("None");
            case null -> "None";
            default -> value.toString();
        };
    }

    private TreeText() {}
}

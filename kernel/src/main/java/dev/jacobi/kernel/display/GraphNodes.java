package dev.jacobi.kernel.display;

import dev.jacobi.engine.array.Array;
import dev.jacobi.engine.array.Primitive;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The nodes behind some arrays, inputs before what is made of them, each once. */
final class GraphNodes {
    private final List<Array> order = new ArrayList<>();
    private final Map<Array, Integer> place = new IdentityHashMap<>();
    private final Map<Array, Array[]> inputs = new IdentityHashMap<>();

    GraphNodes(List<Array> given, List<Array> outputs) {
        given.forEach(x -> add(x, new Array[0]));
        ArrayDeque<Array> stack = new ArrayDeque<>();
        Set<Array> opened = Collections.newSetFromMap(new IdentityHashMap<>());
        for (Array out : outputs) stack.push(out);
        while (!stack.isEmpty()) {
            Array top = stack.peek();
            if (place.containsKey(top)) {
                stack.pop();
            } else if (opened.add(top)) {
                Array[] in = top.inputs();
                inputs.put(top, in);
                for (int i = in.length - 1; i >= 0; i--) if (!opened.contains(in[i])) stack.push(in[i]);
            } else {
                stack.pop();
                add(top, inputs.get(top));
            }
        }
    }

    private void add(Array x, Array[] in) {
        if (place.putIfAbsent(x, order.size()) != null) return;
        order.add(x);
        inputs.put(x, in);
    }

    List<Array> order() { return order; }

    Array[] inputs(Array x) { return inputs.get(x); }

    /** Whether {@code x} is given and not computed here. */
    boolean isInput(Array x) { return inputs.get(x).length == 0; }

    List<Array> inputs() { return order.stream().filter(this::isInput).toList(); }

    List<Array> computed() { return order.stream().filter(x -> !isInput(x)).toList(); }

    /** A number of its own. */
    int number(Array x) { return place.get(x); }

    /** A, B, ..., Z, AA: by order. */
    String name(Array x) { return letters(place.get(x), 'A'); }

    /** a, b, ..., z, aa. */
    String variable(Array x) { return letters(place.get(x), 'a'); }

    private static String letters(int n, char first) {
        return (n < 26 ? "" : letters(n / 26 - 1, first)) + (char) (first + n % 26);
    }

    /** MLX's name of an operation: {@code BroadcastTo}. */
    static String className(Primitive p) {
        StringBuilder name = new StringBuilder();
        for (String word : p.title().split("[_ .]+"))
            if (!word.isEmpty()) name.append(Character.toUpperCase(word.charAt(0))).append(word.substring(1));
        return name.toString();
    }
}

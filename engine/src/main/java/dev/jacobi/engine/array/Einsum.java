package dev.jacobi.engine.array;

import dev.jacobi.engine.type.Count;
import dev.jacobi.engine.type.MxException;
import dev.jacobi.engine.type.Shape;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Einstein's sum over named axes. */
final class Einsum {
    /** An array and the name of each of its axes. */
    private record Named(Array array, String names) {}

    private final String text;
    private final List<Named> operands = new ArrayList<>();
    private final String result;

    Einsum(String subscripts, List<Array> arrays) {
        text = subscripts.replace(" ", "");
        String[] sides = text.split("->", -1);
        String[] inputs = sides[0].split(",", -1);
        if (sides.length > 2 || !sides[0].matches("[a-zA-Z,]*") || sides.length == 2 && !sides[1].matches("[a-zA-Z]*"))
            throw wrong("letters, commas and one -> are understood, as in \"ij,jk->ik\"");
        if (inputs.length != arrays.size()) throw wrong("it names " + Count.of(inputs.length, "array") + ", given were " + arrays.size());
        Map<Character, Integer> sizes = new HashMap<>(), count = new TreeMap<>();
        for (int i = 0; i < inputs.length; i++) {
            Array x = arrays.get(i);
            if (inputs[i].length() != x.ndim())
                throw wrong(
                        "\"" + inputs[i] + "\" names " + Count.axes(inputs[i].length()) + ", and array " + i + " has shape " + x.shape());
            for (int k = 0; k < x.ndim(); k++) {
                char c = inputs[i].charAt(k);
                Integer before = sizes.putIfAbsent(c, x.dim(k));
                if (before != null && before != x.dim(k)) throw wrong("index " + c + " has " + before + " and " + x.dim(k) + " elements");
                count.merge(c, 1, Integer::sum);
            }
            operands.add(diagonals(new Named(x, inputs[i])));
        }
        StringBuilder once = new StringBuilder();
        count.forEach((c, n) -> once.append(n == 1 ? c.toString() : ""));
        result = sides.length == 2 ? sides[1] : once.toString();
        for (int k = 0; k < result.length(); k++) {
            if (!count.containsKey(result.charAt(k))) throw wrong("index " + result.charAt(k) + " of the result is in no array");
            if (result.indexOf(result.charAt(k)) != k) throw wrong("the result names index " + result.charAt(k) + " twice");
        }
    }

    private MxException wrong(String why) { return new MxException("einsum", "\"" + text + "\": " + why); }

    Array result() {
        Named sofar = operands.getFirst();
        for (int i = 1; i < operands.size(); i++) sofar = product(sofar, operands.get(i), needed(i + 1));
        Named all = summed(sofar, result);
        return ordered(all, result).array();
    }

    /** The indices that the result or an array from {@code next} on has. */
    private String needed(int next) {
        StringBuilder r = new StringBuilder(result);
        for (int i = next; i < operands.size(); i++) r.append(operands.get(i).names());
        return r.toString();
    }

    /** An index that an array has twice means its diagonal. */
    private static Named diagonals(Named x) {
        for (int k = 0; k < x.names().length(); k++) {
            char c = x.names().charAt(k);
            int other = x.names().indexOf(c, k + 1);
            if (other < 0) continue;
            String left = x.names().substring(0, k) + x.names().substring(k + 1, other) + x.names().substring(other + 1) + c;
            return diagonals(new Named(Ops.diagonal(x.array(), 0, k, other), left));
        }
        return x;
    }

    /** Summed over the indices that are not {@code kept}. */
    private static Named summed(Named x, String kept) {
        StringBuilder names = new StringBuilder();
        List<Integer> gone = new ArrayList<>();
        for (int k = 0; k < x.names().length(); k++) {
            if (kept.indexOf(x.names().charAt(k)) >= 0) names.append(x.names().charAt(k));
            else
                gone.add(k);
        }
        return gone.isEmpty() ? x : new Named(x.array().sum(gone.stream().mapToInt(k -> k).toArray()), names.toString());
    }

    private static Named ordered(Named x, String names) {
        return new Named(ContractionOps.ordered(x.array(), names.chars().mapToObj(c -> x.names().indexOf(c)).toList()), names);
    }

    private static String filter(String names, String in, boolean contained) {
        StringBuilder r = new StringBuilder();
        names.chars().filter(c -> in.indexOf(c) >= 0 == contained).forEach(c -> r.append((char) c));
        return r.toString();
    }

    /** As (batch, left, sum) by (batch, sum, right). */
    private static Named product(Named x, Named y, String needed) {
        Named a = summed(x, needed + y.names()), b = summed(y, needed + x.names());
        String both = filter(a.names(), b.names(), true), batch = filter(both, needed, true), sum = filter(both, needed, false);
        String left = filter(a.names(), both, false), right = filter(b.names(), both, false);
        Array u = ordered(a, batch + left + sum).array(), v = ordered(b, batch + sum + right).array();
        Shape outer = u.shape().sub(0, batch.length()), rows = u.shape().sub(batch.length(), batch.length() + left.length());
        Shape inner = v.shape().sub(batch.length(), batch.length() + sum.length()),
                columns = v.shape().sub(batch.length() + sum.length(), v.ndim());
        Shape n = Shape.of(Math.toIntExact(inner.size())), m = Shape.of(Math.toIntExact(rows.size())),
                k = Shape.of(Math.toIntExact(columns.size()));
        Array product = Ops.matmul(Ops.reshape(u, outer.concat(m).concat(n)), Ops.reshape(v, outer.concat(n).concat(k)));
        return new Named(Ops.reshape(product, outer.concat(rows).concat(columns)), batch + left + right);
    }
}

package dev.jacobi.kernel.display;

import dev.jacobi.engine.array.Array;
import dev.jacobi.engine.tree.Tree;
import dev.jacobi.engine.tree.TreeText;
import dev.jacobi.engine.type.TraceException;
import dev.jacobi.kernel.text.ObjectText;
import java.util.Arrays;

/** The text/plain form of any value: trees of arrays as the documentation prints them, Java's own text for the rest. */
final class PlainText {

    static String of(Object value) {
        try {
            return text(value);
        } catch (TraceException e) {
            if (value instanceof Array x) return Tracer.text(x);
            if (containsArrays(value)) return Tracer.textOfTree(value);
            throw e;
        }
    }

    private static String text(Object value) {
        return switch (value) {
            case null -> "null";
            case Array a -> a.toString();
            case Object[] o when !containsArrays(o) -> ObjectText.cleaned(Arrays.deepToString(o));
            case int[] a -> Arrays.toString(a);
            case long[] a -> Arrays.toString(a);
            case double[] a -> Arrays.toString(a);
            case float[] a -> Arrays.toString(a);
            case boolean[] a -> Arrays.toString(a);
            case byte[] a -> Arrays.toString(a);
            case short[] a -> Arrays.toString(a);
            case char[] a -> Arrays.toString(a);
            case java.util.Map<?, ?> m when containsArrays(m) -> TreeText.of(m);
            case java.util.List<?> l when containsArrays(l) -> TreeText.of(l);
            case Object[] o -> TreeText.of(o);
            default -> String.valueOf(ObjectText.of(value));
        };
    }

    static boolean containsArrays(Object value) { return !Tree.of(value).leaves().isEmpty(); }

    private PlainText() {}
}

package dev.jacobi.kernel.arrays;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** Gradients of trees of arrays by differences. */
final class Trees {
    private Trees() {
    }

    @SuppressWarnings("unchecked")
    private static <T> T map(T tree, UnaryOperator<Array> f) {
        return (T) switch ((Object) tree) {
            case Array a -> f.apply(a);
            case Map<?, ?> m -> {
                var r = new LinkedHashMap<Object, Object>();
                m.forEach((k, v) -> r.put(k, map((Object) v, f)));
                yield r;
            }
            case List<?> l -> l.stream().map(v -> map((Object) v, f)).toList();
            case Array[] l -> Arrays.stream(l).map(f).toArray(Array[]::new);
            case Record r -> record(r, f);
            default -> tree;
        };
    }

    private static Object record(Record r, UnaryOperator<Array> f) {
        try {
            var components = r.getClass().getRecordComponents();
            var types = new Class<?>[components.length];
            var values = new Object[components.length];
            for (int i = 0; i < components.length; i++) {
                types[i] = components[i].getType();
                var accessor = components[i].getAccessor();
                accessor.setAccessible(true);
                values[i] = map(accessor.invoke(r), f);
            }
            var constructor = r.getClass().getDeclaredConstructor(types);
            constructor.setAccessible(true);
            return constructor.newInstance(values);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    static <T> T grad(Function<T, Array> f, T at) {
        double step = 1e-5;
        int[] leaves = {0};
        return map(at, leaf -> {
            int mine = leaves[0]++;
            double[] g = new double[leaf.data.length];
            for (int i = 0; i < g.length; i++) {
                g[i] = (f.apply(moved(at, mine, i, step)).item() - f.apply(moved(at, mine, i, -step)).item()) / (2 * step);
            }
            return new Array(leaf.shape, g);
        });
    }

    private static <T> T moved(T at, int leaf, int element, double step) {
        int[] count = {0};
        return map(at, a -> {
            if (count[0]++ != leaf) {
                return a;
            }
            double[] d = a.data.clone();
            d[element] += step;
            return new Array(a.shape, d);
        });
    }
}

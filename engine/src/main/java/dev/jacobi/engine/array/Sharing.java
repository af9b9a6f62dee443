package dev.jacobi.engine.array;

import dev.jacobi.engine.ir.Data;
import dev.jacobi.engine.type.DType;
import dev.jacobi.engine.type.Shape;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Equal applications in a traced graph made one: the same primitive on the same nodes, where a scalar constant is the same as another of its value. What is
 * not a value is left alone: bundles, which have rules of their own, and what depends on other nodes.
 */
public final class Sharing {
    private final Map<Applied, Array> applied = new HashMap<>();
    private final Map<Constant, Array> constants = new HashMap<>();
    private final NodeMap<Array> now = new NodeMap<>();

    private record Constant(long bits, Shape shape, DType dtype) {}

    /** A primitive on nodes, which are compared by identity. */
    private record Applied(Primitive primitive, Array[] in) {
        @Override
        public boolean equals(Object o) {
            if (!(o instanceof Applied other) || !primitive.equals(other.primitive) || in.length != other.in.length) return false;
            for (int i = 0; i < in.length; i++) if (in[i] != other.in[i]) return false;
            return true;
        }

        @Override
        public int hashCode() {
            int h = primitive.hashCode();
            for (Array x : in) h = 31 * h + x.number();
            return h;
        }
    }

    private Sharing() {}

    /** {@code outputs}, whose graph's nodes are {@code order} (inputs first), over shared nodes. */
    public static Array[] share(List<Array> order, Array[] outputs) {
        Sharing sharing = new Sharing();
        for (Array node : order) sharing.now.put(node, sharing.shared(node));
        return Arrays.stream(outputs).map(sharing::of).toArray(Array[]::new);
    }

    private Array shared(Array node) {
        Array[] in = node.inputs();
        if (in.length == 0 || node.isEvaluated() || node.primitive() instanceof Bundle) return node;
        Array[] replaced = new Array[in.length];
        boolean changed = false;
        for (int i = 0; i < in.length; i++) changed |= (replaced[i] = of(in[i])) != in[i];
        Array result = changed ? node.withInputs(replaced) : node;
        if (node.primitive() instanceof Depends) return result;
        Array before = applied.putIfAbsent(new Applied(node.primitive(), replaced), result);
        return before == null ? result : before;
    }

    private Array of(Array x) {
        Array known = now.get(x);
        if (known != null) return known;
        if (!(x.dataOrNull() instanceof Data.Scalar(long bits)) || x.isBeingTraced()) return x;
        Array before = constants.putIfAbsent(new Constant(bits, x.shape(), x.dtype()), x);
        return before == null ? x : before;
    }
}

package dev.jacobi.kernel.arrays;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleBinaryOperator;
import java.util.stream.IntStream;

/** Immutable, n-dimensional; operands have one shape or one of them a single element. */
public final class Array {
    final int[] shape;
    final double[] data;

    Array(int[] shape, double[] data) {
        this.shape = shape;
        this.data = data;
    }

    static Array vector(double... values) {
        return values.length == 1 ? new Array(new int[0], values) : new Array(new int[]{values.length}, values);
    }

    Array with(Array other, DoubleBinaryOperator f) {
        if (!Arrays.equals(shape, other.shape) && data.length != 1 && other.data.length != 1) {
            throw new IllegalArgumentException(
                    "[broadcast_shapes] Shapes " + shapeText() + " and " + other.shapeText() + " cannot be broadcast.");
        }
        Array wide = data.length >= other.data.length ? this : other;
        double[] r = new double[wide.data.length];
        for (int i = 0; i < r.length; i++) {
            r[i] = f.applyAsDouble(data[data.length == 1 ? 0 : i], other.data[other.data.length == 1 ? 0 : i]);
        }
        return new Array(wide.shape, r);
    }

    private String shapeText() {
        return Arrays.toString(shape).replace('[', '(').replace(']', ')');
    }

    public Array mul(double factor) {
        return with(vector(factor), (a, b) -> a * b);
    }

    public Array sin() {
        return new Array(shape, Arrays.stream(data).map(Math::sin).toArray());
    }

    public Array sum() {
        return vector(Arrays.stream(data).sum());
    }

    public Array mean() {
        return vector(Arrays.stream(data).average().orElse(0));
    }

    public int size() {
        return data.length;
    }

    public double item() {
        return data[0];
    }

    public Array get(Index... parts) {
        List<int[]> picked = picks(parts);
        int[] flat = flat(picked);
        int[] shapeOfResult = IntStream.range(0, picked.size()).filter(i -> i >= parts.length || !(axis(parts, i) instanceof Index.At))
                .map(i -> picked.get(i).length).toArray();
        return new Array(shapeOfResult, Arrays.stream(flat).mapToDouble(i -> data[i]).toArray());
    }

    public Update at(Index... parts) {
        return new Update(flat(picks(parts)));
    }

    /** An element range that can be set in a copy. */
    public final class Update {
        private final int[] flat;

        Update(int[] flat) {
            this.flat = flat;
        }

        public Array set(Array v) {
            if (v.data.length != 1 && v.data.length != flat.length) {
                throw new IllegalArgumentException("[set] " + v.data.length + " values for " + flat.length + " places");
            }
            double[] r = data.clone();
            for (int i = 0; i < flat.length; i++) {
                r[flat[i]] = v.data[v.data.length == 1 ? 0 : i];
            }
            return new Array(shape, r);
        }

        public Array set(double v) {
            return set(vector(v));
        }
    }

    private Index axis(Index[] parts, int axis) {
        return expanded(parts).get(axis);
    }

    private List<Index> expanded(Index[] parts) {
        List<Index> all = new ArrayList<>();
        for (Index p : parts) {
            if (p instanceof Index.Ellipsis) {
                for (int i = parts.length - 1; i < shape.length; i++) {
                    all.add(new Index.Slice(null, null, null));
                }
            } else {
                all.add(p);
            }
        }
        while (all.size() < shape.length) {
            all.add(new Index.Slice(null, null, null));
        }
        return all;
    }

    private List<int[]> picks(Index[] parts) {
        List<Index> all = expanded(parts);
        return IntStream.range(0, shape.length).mapToObj(i -> all.get(i).of(shape[i])).toList();
    }

    private int[] flat(List<int[]> picked) {
        int[] offsets = {0};
        for (int axis = 0; axis < shape.length; axis++) {
            int size = shape[axis];
            int[] on = picked.get(axis);
            offsets = Arrays.stream(offsets).flatMap(o -> Arrays.stream(on).map(i -> o * size + i)).toArray();
        }
        return offsets;
    }

    @Override
    public String toString() {
        return "array(" + text(0, 0, data.length) + ")";
    }

    private String text(int axis, int from, int to) {
        if (axis == shape.length) {
            double v = Math.round(data[from] * 1e3) / 1e3;
            return v == (long) v ? Long.toString((long) v) : Double.toString(v);
        }
        List<String> rows = new ArrayList<>();
        int step = (to - from) / Math.max(1, shape[axis]);
        for (int i = 0; i < shape[axis]; i++) {
            rows.add(text(axis + 1, from + i * step, from + (i + 1) * step));
        }
        return "[" + String.join(", ", rows) + "]";
    }
}

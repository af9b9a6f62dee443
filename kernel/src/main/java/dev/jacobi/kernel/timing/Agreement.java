package dev.jacobi.kernel.timing;

import dev.jacobi.engine.array.Array;
import dev.jacobi.engine.tree.Tree;
import dev.jacobi.engine.type.DType;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.DoubleStream;

/**
 * Whether statements that should give the same do.
 *
 * @param difference the largest difference of any two numbers, infinite if shapes or objects differ
 * @param agree whether that is little enough
 * @param ofArrays whether all results are arrays or trees of arrays
 */
public record Agreement(double difference, boolean agree, boolean ofArrays) {
    private static final double RELATIVE = 1e-5;

    static Optional<Agreement> of(List<Optional<Object>> values, double tolerance) {
        if (values.size() < 2 || values.stream().anyMatch(Optional::isEmpty)) return Optional.empty();
        Object base = values.getFirst().get();
        boolean arrays = values.stream().allMatch(v -> !Tree.of(v.get()).leaves().isEmpty());
        double difference = 0, size = 0;
        for (Optional<Object> v : values) {
            difference = Math.max(difference, difference(base, v.get()));
            size = Math.max(size, numbers(v.get()).map(n -> DoubleStream.of(n).map(Math::abs).max().orElse(0)).orElse(0.0));
        }
        double limit = Double.isNaN(tolerance) ? RELATIVE * size : tolerance;
        return Optional.of(new Agreement(difference, difference <= limit, arrays));
    }

    private static double difference(Object a, Object b) {
        Optional<double[]> x = numbers(a), y = numbers(b);
        if (x.isEmpty() || y.isEmpty()) return a.equals(b) ? 0 : Double.POSITIVE_INFINITY;
        if (x.get().length != y.get().length || !shapes(a).equals(shapes(b))) return Double.POSITIVE_INFINITY;
        double largest = 0;
        for (int i = 0; i < x.get().length; i++) {
            double p = x.get()[i], q = y.get()[i];
            boolean same = Double.compare(p, q) == 0 || p == q;
            double d = same ? 0 : Math.abs(p - q);
            largest = Math.max(largest, Double.isNaN(d) ? Double.POSITIVE_INFINITY : d);
        }
        return largest;
    }

    private static List<String> shapes(Object value) {
        return Tree.of(value).leaves().stream().map(leaf -> leaf.shape().toString()).toList();
    }

    private static Optional<double[]> numbers(Object value) {
        return switch (value) {
            case Number n -> Optional.of(new double[]{n.doubleValue()});
            case double[] d -> Optional.of(d);
            case float[] f -> Optional.of(doubles(f));
            case int[] i -> Optional.of(Arrays.stream(i).asDoubleStream().toArray());
            case long[] l -> Optional.of(Arrays.stream(l).asDoubleStream().toArray());
            default -> {
                List<Array> leaves = Tree.of(value).leaves();
                yield leaves.isEmpty() ? Optional.empty() : Optional.of(leaves.stream().flatMapToDouble(Agreement::elements).toArray());
            }
        };
    }

    private static double[] doubles(float[] values) {
        double[] wide = new double[values.length];
        for (int i = 0; i < wide.length; i++) wide[i] = values[i];
        return wide;
    }

    private static DoubleStream elements(Array a) {
        if (a.dtype().isComplex()) return Arrays.stream(a.toComplexArray()).flatMapToDouble(z -> DoubleStream.of(z.re(), z.im()));
        return DoubleStream.of(a.astype(DType.FLOAT64).toDoubleArray());
    }

    /** One line for people. */
    @Override
    public String toString() {
        return "results " + (agree ? "agree" : "DIFFER") + ": max |Δ| = "
                + (difference == 0 ? "0" : Double.isInfinite(difference) ? "∞ (other shapes, values that are no numbers, or NaN)"
                        : TimeitText.format("%.3g", difference));
    }
}

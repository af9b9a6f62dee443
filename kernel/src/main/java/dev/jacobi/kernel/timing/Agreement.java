package dev.jacobi.kernel.timing;

import dev.jacobi.engine.array.Array;
import dev.jacobi.engine.tree.Tree;
import dev.jacobi.engine.type.DType;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * Whether statements that should give the same do.
 *
 * @param difference the largest difference of any two numbers, infinite if shapes or objects differ
 * @param agree whether that is little enough
 * @param ofArrays whether all results are arrays or trees of arrays
 */
public record Agreement(double difference, boolean agree, boolean ofArrays) {
    private static final double RELATIVE = 1e-5;
    private static final int SAMPLE = 100_000;
    private static final Agreement OTHERWISE = new Agreement(Double.POSITIVE_INFINITY, false, false);

    /** {@code tolerance} is for each number; NaN: a part of the larger one of the two that are compared, or of what is usual in the result if that is more. */
    static Optional<Agreement> of(List<Optional<Object>> values, double tolerance) {
        if (values.size() < 2 || values.stream().anyMatch(Optional::isEmpty)) return Optional.empty();
        Object base = values.getFirst().get();
        boolean arrays = values.stream().allMatch(v -> !Tree.of(v.get()).leaves().isEmpty());
        List<Agreement> each = values.stream().skip(1).map(v -> between(base, v.get(), tolerance)).toList();
        return Optional.of(new Agreement(each.stream().mapToDouble(Agreement::difference).max().orElse(0),
                each.stream().allMatch(Agreement::agree), arrays));
    }

    private static Agreement between(Object a, Object b, double tolerance) {
        Optional<double[]> x = numbers(a), y = numbers(b);
        if (x.isEmpty() || y.isEmpty()) return a.equals(b) ? new Agreement(0, true, false) : OTHERWISE;
        if (x.get().length != y.get().length || !shapes(a).equals(shapes(b))) return OTHERWISE;
        double usual = usual(x.get()), largest = 0;
        boolean close = true;
        for (int i = 0; i < x.get().length; i++) {
            double p = x.get()[i], q = y.get()[i];
            if (Double.compare(p, q) == 0 || p == q) continue;
            double d = Math.abs(p - q);
            if (!Double.isFinite(d)) return OTHERWISE;
            largest = Math.max(largest, d);
            close &= d <= (Double.isNaN(tolerance) ? RELATIVE * Math.max(usual, Math.max(Math.abs(p), Math.abs(q))) : tolerance);
        }
        return new Agreement(largest, close, false);
    }

    /** The median of magnitudes: results near 0 of a sum are as uncertain as those around them, but one that is huge makes no other uncertain. */
    private static double usual(double[] x) {
        int step = 1 + x.length / SAMPLE;
        double[] sizes = IntStream.range(0, (x.length + step - 1) / step).mapToDouble(i -> Math.abs(x[i * step])).filter(Double::isFinite)
                .sorted().toArray();
        return sizes.length == 0 ? 0 : sizes[sizes.length / 2];
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

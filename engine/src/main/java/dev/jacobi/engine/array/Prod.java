package dev.jacobi.engine.array;

import static dev.jacobi.engine.array.Ops.*;

import dev.jacobi.engine.ir.Lowered;
import dev.jacobi.engine.ir.Reduction;
import dev.jacobi.engine.type.DType;
import dev.jacobi.engine.type.Ints;
import dev.jacobi.engine.type.Shape;

/** The product over {@code axes}, which go. Axes are ascending. */
record Prod(Ints axes) implements Primitive {
    @Override
    public String title() { return "prod"; }

    @Override
    public Shape shape(Array[] in) { return Sum.reduced(in[0].shape(), axes); }

    @Override
    public DType dtype(Array[] in) { return in[0].dtype(); }

    /**
     * The product rule by halves, (ab)' = a'b + ab', so that zeros among the factors do no harm: log2(n) element-wise steps.
     */
    @Override
    public Array jvp(Array[] in, Array[] tangents, Array out) {
        Shape kept = Sum.reduced(in[0].shape(), axes);
        Array x = lastAxis(in[0], kept), t = lastAxis(tangents[0], kept);
        int n = x.dim(-1);
        if (n == 0) return null;
        for (; n > 1; n = (n + 1) / 2) {
            int half = n / 2;
            Array a = sliceAxis(x, -1, 0, half), b = sliceAxis(x, -1, half, 2 * half);
            Array ta = sliceAxis(t, -1, 0, half), tb = sliceAxis(t, -1, half, 2 * half);
            Array odd = sliceAxis(x, -1, 2 * half, n), oddTangent = sliceAxis(t, -1, 2 * half, n);
            t = concatenate(java.util.List.of(add(multiply(ta, b), multiply(a, tb)), oddTangent), -1);
            x = concatenate(java.util.List.of(multiply(a, b), odd), -1);
        }
        return reshape(t, kept);
    }

    private Array lastAxis(Array x, Shape kept) {
        int[] order = new int[x.ndim()];
        int n = 0;
        for (int k = 0; k < order.length; k++) if (!axes.contains(k)) order[n++] = k;
        for (int k = 0; k < axes.length(); k++) order[n++] = axes.at(k);
        long factors = 1;
        for (int k = 0; k < axes.length(); k++) factors *= x.shape().dim(axes.at(k));
        return reshape(permute(x, Ints.of(order)), kept.insert(kept.rank(), Math.toIntExact(factors)));
    }

    @Override
    public Array vmap(Array[] in, boolean[] batched, int size) { return Array.apply(new Prod(axes.plus(1)), in[0]); }

    @Override
    public Lowered lower() { return new Lowered.Reduce(Reduction.PROD, axes); }
}

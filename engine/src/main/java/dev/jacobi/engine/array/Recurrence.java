package dev.jacobi.engine.array;

import static dev.jacobi.engine.array.Ops.*;

import dev.jacobi.engine.ir.Lowered;
import dev.jacobi.engine.type.DType;
import dev.jacobi.engine.type.Shape;

/**
 * The linear recurrence of first order y[k] = a[k] y[k - 1] + b[k] along {@code axis}, with {@code reverse} from the end; the first y is its b. Operands a, b;
 * linear in b. Derivatives of the cumulative operations are such recurrences.
 */
record Recurrence(int axis, boolean reverse) implements Linear {
    @Override
    public String title() { return "recurrence"; }

    @Override
    public Shape shape(Array[] in) { return in[1].shape(); }

    @Override
    public DType dtype(Array[] in) { return in[1].dtype(); }

    @Override
    public Array jvp(Array[] in, Array[] t, Array out) {
        Array added = t[1];
        if (t[0] != null) {
            Array byFactor = multiply(t[0], previous(out, axis, reverse, scalar(0, out.dtype())));
            added = added == null ? byFactor : add(byFactor, added);
        }
        return Array.apply(this, in[0], added);
    }

    /** z[k] = c[k] + a[k + 1] z[k + 1]. */
    @Override
    public Array transpose(int i, Array cotangent, Array[] in) {
        if (i == 0) throw new AssertionError("not linear in its factors");
        return Array.apply(new Recurrence(axis, !reverse), previous(in[0], axis, !reverse, scalar(0, in[0].dtype())), cotangent);
    }

    @Override
    public Array vmap(Array[] in, boolean[] batched, int size) {
        return Array.apply(new Recurrence(axis + 1, reverse), Batching.fronts(in, batched, size));
    }

    @Override
    public Lowered lower() { return new Lowered.Recurrence(axis, reverse); }
}

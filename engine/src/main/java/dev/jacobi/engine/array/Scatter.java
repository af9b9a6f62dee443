package dev.jacobi.engine.array;

import static dev.jacobi.engine.array.Ops.*;

import dev.jacobi.engine.ir.Lowered;
import dev.jacobi.engine.ir.Lowered.Combine;
import dev.jacobi.engine.type.DType;
import dev.jacobi.engine.type.Shape;

/**
 * Operands x, index, update: x with x[i, index[i, j, k], k] replaced by update[i, j, k], or with it added. Linear in x and update. When several
 * updates replace one element the last stays, and only that one has a derivative.
 */
record Scatter(int axis, Combine combine) implements Linear {
    @Override
    public String title() { return combine == Combine.ADD ? "scatter_add" : "put_along_axis"; }

    @Override
    public Shape shape(Array[] in) { return in[0].shape(); }

    @Override
    public DType dtype(Array[] in) { return in[0].dtype(); }

    @Override
    public Array jvp(Array[] in, Array[] t, Array out) {
        if (t[0] == null && t[2] == null) return null;
        return Array.apply(this, t[0] == null ? zerosLike(in[0]) : t[0], in[1], t[2] == null ? zerosLike(in[2]) : t[2]);
    }

    @Override
    public Array transpose(int i, Array cotangent, Array[] in) {
        if (combine == Combine.ADD) return i == 0 ? cotangent : Array.apply(new Gather(axis), cotangent, in[1]);
        if (i == 0) return Array.apply(this, cotangent, in[1], zerosLike(in[2]));
        Array number = reshape(arange((int) in[2].size()), in[2].shape());
        Array winner = Array.apply(this, broadcastTo(scalar(-1, number.dtype()), in[0].shape()), in[1], number);
        Array stayed = equal(Array.apply(new Gather(axis), winner, in[1]), number);
        return where(stayed, Array.apply(new Gather(axis), cotangent, in[1]), zerosLike(in[2]));
    }

    @Override
    public Array vmap(Array[] in, boolean[] batched, int size) {
        return Array.apply(new Scatter(axis + 1, combine), Batching.fronts(in, batched, size));
    }

    @Override
    public Lowered lower() { return new Lowered.Scatter(axis, combine); }
}

package dev.jacobi.engine.array;

import static dev.jacobi.engine.array.Ops.*;

import dev.jacobi.engine.ir.Lowered;
import dev.jacobi.engine.type.DType;
import dev.jacobi.engine.type.Ints;
import dev.jacobi.engine.type.Shape;

/** The operands one after the other along {@code axis}; linear in all of them together. */
record Concatenate(int axis) implements Linear {
    @Override
    public String title() { return "concatenate"; }

    @Override
    public Shape shape(Array[] in) {
        int n = 0;
        for (Array x : in) n += x.shape().dim(axis);
        return in[0].shape().with(axis, n);
    }

    @Override
    public DType dtype(Array[] in) { return in[0].dtype(); }

    @Override
    public Array jvp(Array[] in, Array[] t, Array out) {
        Array[] parts = new Array[in.length];
        for (int i = 0; i < in.length; i++) parts[i] = t[i] == null ? zerosLike(in[i]) : t[i];
        return Array.apply(this, parts);
    }

    @Override
    public Array transpose(int i, Array cotangent, Array[] in) {
        int before = 0;
        for (int k = 0; k < i; k++) before += in[k].shape().dim(axis);
        int rank = cotangent.ndim();
        int[] starts = new int[rank];
        starts[axis] = before;
        return Array.apply(new Slice(Ints.of(starts), Ints.filled(rank, 1), in[i].shape()), cotangent);
    }

    @Override
    public Array vmap(Array[] in, boolean[] batched, int size) {
        return Array.apply(new Concatenate(axis + 1), Batching.fronts(in, batched, size));
    }

    @Override
    public Lowered lower() { return new Lowered.Concatenate(axis); }
}

package dev.jacobi.engine.array;

import static dev.jacobi.engine.array.Ops.*;

import dev.jacobi.engine.ir.Lowered;
import dev.jacobi.engine.type.DType;
import dev.jacobi.engine.type.Ints;
import dev.jacobi.engine.type.Shape;

/** The first operand with the slice (as {@link Slice} cuts it) replaced by the second; linear in both. */
record SliceUpdate(Ints starts, Ints steps) implements Linear {
    @Override
    public String title() { return "slice_update"; }

    @Override
    public Shape shape(Array[] in) { return in[0].shape(); }

    @Override
    public DType dtype(Array[] in) { return in[0].dtype(); }

    @Override
    public Array jvp(Array[] in, Array[] t, Array out) {
        return Array.apply(this, t[0] == null ? zerosLike(in[0]) : t[0], t[1] == null ? zerosLike(in[1]) : t[1]);
    }

    @Override
    public Array transpose(int i, Array cotangent, Array[] in) {
        return i == 0 ? Array.apply(this, cotangent, zerosLike(in[1])) : Array.apply(new Slice(starts, steps, in[1].shape()), cotangent);
    }

    @Override
    public Array vmap(Array[] in, boolean[] batched, int size) {
        return Array.apply(new SliceUpdate(starts.insert(0, 0), steps.insert(0, 1)), Batching.fronts(in, batched, size));
    }

    @Override
    public Lowered lower() { return new Lowered.SliceUpdate(starts, steps); }
}

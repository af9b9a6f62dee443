package dev.jacobi.engine.array;

import static dev.jacobi.engine.array.Ops.*;

import dev.jacobi.engine.ir.Lowered;
import dev.jacobi.engine.type.DType;
import dev.jacobi.engine.type.Ints;
import dev.jacobi.engine.type.Shape;

/** {@code sizes[k]} elements along each axis k: every {@code steps[k]}-th from {@code starts[k]} on. Steps may be negative; all lies inside. */
record Slice(Ints starts, Ints steps, Shape sizes) implements Linear {
    @Override
    public String title() { return "slice"; }

    @Override
    public Shape shape(Array[] in) { return sizes; }

    @Override
    public DType dtype(Array[] in) { return in[0].dtype(); }

    @Override
    public Array jvp(Array[] in, Array[] tangents, Array out) { return Array.apply(this, tangents[0]); }

    @Override
    public Array transpose(int i, Array cotangent, Array[] in) {
        return Array.apply(new SliceUpdate(starts, steps), zerosLike(in[0], cotangent.dtype()), cotangent);
    }

    @Override
    public Array vmap(Array[] in, boolean[] batched, int size) {
        return Array.apply(new Slice(starts.insert(0, 0), steps.insert(0, 1), sizes.insert(0, size)), in[0]);
    }

    @Override
    public Lowered lower() { return new Lowered.Slice(starts, steps); }
}

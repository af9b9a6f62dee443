package dev.jacobi.engine.array;

import static dev.jacobi.engine.array.Ops.reshape;

import dev.jacobi.engine.ir.Lowered;
import dev.jacobi.engine.type.DType;
import dev.jacobi.engine.type.Shape;

/** The same elements in row-major order in another shape. */
record Reshape(Shape to) implements Linear {
    @Override
    public String title() { return "reshape"; }

    @Override
    public Shape shape(Array[] in) { return to; }

    @Override
    public DType dtype(Array[] in) { return in[0].dtype(); }

    @Override
    public Array jvp(Array[] in, Array[] tangents, Array out) { return reshape(tangents[0], to); }

    @Override
    public Array transpose(int i, Array cotangent, Array[] in) { return reshape(cotangent, in[0].shape()); }

    @Override
    public Array vmap(Array[] in, boolean[] batched, int size) { return reshape(in[0], to.insert(0, size)); }

    @Override
    public Lowered lower() { return new Lowered.Reshape(); }
}

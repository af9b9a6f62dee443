package dev.jacobi.engine.array;

import dev.jacobi.engine.ir.Lowered;
import dev.jacobi.engine.type.DType;
import dev.jacobi.engine.type.Shape;

/** The elements as another dtype. Between floating and complex dtypes it is linear; to or from integers its derivative is zero. */
record Cast(DType to) implements Linear {
    @Override
    public String title() { return "astype"; }

    @Override
    public Shape shape(Array[] in) { return in[0].shape(); }

    @Override
    public DType dtype(Array[] in) { return to; }

    @Override
    public Array jvp(Array[] in, Array[] tangents, Array out) {
        return to.isInexact() && in[0].dtype().isInexact() ? Ops.astype(tangents[0], to) : null;
    }

    @Override
    public Array transpose(int i, Array cotangent, Array[] in) { return Ops.astype(cotangent, in[0].dtype()); }

    @Override
    public Array vmap(Array[] in, boolean[] batched, int size) { return Array.apply(this, in[0]); }

    @Override
    public Lowered lower() { return new Lowered.Cast(); }
}

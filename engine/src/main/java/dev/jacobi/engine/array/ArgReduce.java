package dev.jacobi.engine.array;

import dev.jacobi.engine.ir.Lowered;
import dev.jacobi.engine.type.DType;
import dev.jacobi.engine.type.Shape;

/** The index (uint32) along {@code axis}, which goes, of the first largest or smallest element. */
record ArgReduce(boolean largest, int axis) implements Primitive {
    @Override
    public String title() { return largest ? "argmax" : "argmin"; }

    @Override
    public Shape shape(Array[] in) { return in[0].shape().without(axis); }

    @Override
    public DType dtype(Array[] in) {
        Ops.refuseComplex(title(), in[0].dtype());
        return DType.UINT32;
    }

    @Override
    public Array jvp(Array[] in, Array[] tangents, Array out) { return null; }

    @Override
    public Array vmap(Array[] in, boolean[] batched, int size) { return Array.apply(new ArgReduce(largest, axis + 1), in[0]); }

    @Override
    public Lowered lower() { return new Lowered.ArgReduce(largest, axis); }
}

package dev.jacobi.engine.array;

import dev.jacobi.engine.ir.Lowered;
import dev.jacobi.engine.type.DType;
import dev.jacobi.engine.type.Shape;

/** The indices (uint32) along {@code axis} that put the elements in ascending order, equal ones in the order in which they are; NaN is the last. */
record ArgSort(int axis) implements Primitive {
    @Override
    public String title() { return "argsort"; }

    @Override
    public Shape shape(Array[] in) { return in[0].shape(); }

    @Override
    public DType dtype(Array[] in) {
        Ops.refuseComplex(title(), in[0].dtype());
        return DType.UINT32;
    }

    @Override
    public Array jvp(Array[] in, Array[] tangents, Array out) { return null; }

    @Override
    public Array vmap(Array[] in, boolean[] batched, int size) { return Array.apply(new ArgSort(axis + 1), in[0]); }

    @Override
    public Lowered lower() { return new Lowered.ArgSort(axis); }
}

package dev.jacobi.engine.array;

import static dev.jacobi.engine.array.Ops.*;

import dev.jacobi.engine.ir.Lowered;
import dev.jacobi.engine.ir.Reduction;
import dev.jacobi.engine.type.DType;
import dev.jacobi.engine.type.Ints;
import dev.jacobi.engine.type.Shape;

/** The sum over {@code axes}, which go. Axes are ascending. */
record Sum(Ints axes) implements Linear {
    @Override
    public String title() { return "sum"; }

    @Override
    public Shape shape(Array[] in) { return reduced(in[0].shape(), axes); }

    /** {@code shape} without {@code axes}. */
    static Shape reduced(Shape shape, Ints axes) {
        int[] r = new int[shape.rank() - axes.length()];
        for (int k = 0, n = 0; k < shape.rank(); k++) if (!axes.contains(k)) r[n++] = shape.dim(k);
        return Shape.of(r);
    }

    /** {@code shape} with {@code axes} of one element. */
    static Shape kept(Shape shape, Ints axes) {
        int[] r = shape.toArray();
        for (int k = 0; k < axes.length(); k++) r[axes.at(k)] = 1;
        return Shape.of(r);
    }

    @Override
    public DType dtype(Array[] in) { return in[0].dtype(); }

    @Override
    public Array jvp(Array[] in, Array[] tangents, Array out) { return Array.apply(this, tangents[0]); }

    @Override
    public Array transpose(int i, Array cotangent, Array[] in) {
        return broadcastTo(reshape(cotangent, kept(in[0].shape(), axes)), in[0].shape());
    }

    @Override
    public Array vmap(Array[] in, boolean[] batched, int size) { return Array.apply(new Sum(axes.plus(1)), in[0]); }

    @Override
    public Lowered lower() { return new Lowered.Reduce(Reduction.SUM, axes); }
}

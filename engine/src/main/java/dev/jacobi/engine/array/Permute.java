package dev.jacobi.engine.array;

import static dev.jacobi.engine.array.Ops.permute;

import dev.jacobi.engine.ir.Lowered;
import dev.jacobi.engine.type.DType;
import dev.jacobi.engine.type.Ints;
import dev.jacobi.engine.type.Shape;

/** Axis k of the result is axis {@code axes[k]} of the operand. */
record Permute(Ints axes) implements Linear {
    @Override
    public String title() { return "transpose"; }

    @Override
    public Shape shape(Array[] in) {
        int[] r = new int[axes.length()];
        for (int k = 0; k < r.length; k++) r[k] = in[0].shape().dim(axes.at(k));
        return Shape.of(r);
    }

    @Override
    public DType dtype(Array[] in) { return in[0].dtype(); }

    @Override
    public Array jvp(Array[] in, Array[] tangents, Array out) { return permute(tangents[0], axes); }

    @Override
    public Array transpose(int i, Array cotangent, Array[] in) {
        int[] inverse = new int[axes.length()];
        for (int k = 0; k < inverse.length; k++) inverse[axes.at(k)] = k;
        return permute(cotangent, Ints.of(inverse));
    }

    @Override
    public Array vmap(Array[] in, boolean[] batched, int size) { return permute(in[0], axes.plus(1).insert(0, 0)); }

    @Override
    public Lowered lower() { return new Lowered.Permute(axes); }
}

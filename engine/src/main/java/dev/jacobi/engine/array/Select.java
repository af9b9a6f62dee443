package dev.jacobi.engine.array;

import static dev.jacobi.engine.array.Ops.*;

import dev.jacobi.engine.ir.Lowered;
import dev.jacobi.engine.ir.Op;
import dev.jacobi.engine.type.DType;
import dev.jacobi.engine.type.Shape;

/** where(condition, x, y): x where the bool condition holds, else y; linear in x and y. */
record Select() implements Linear {
    @Override
    public String title() { return "where"; }

    @Override
    public Shape shape(Array[] in) { return in[1].shape(); }

    @Override
    public DType dtype(Array[] in) { return in[1].dtype(); }

    @Override
    public Array jvp(Array[] in, Array[] t, Array out) {
        if (t[1] == null && t[2] == null) return null;
        return where(in[0], t[1] == null ? zerosLike(t[2]) : t[1], t[2] == null ? zerosLike(t[1]) : t[2]);
    }

    @Override
    public Array transpose(int i, Array cotangent, Array[] in) {
        Array zero = zerosLike(cotangent);
        return i == 1 ? where(in[0], cotangent, zero) : where(in[0], zero, cotangent);
    }

    @Override
    public Array vmap(Array[] in, boolean[] batched, int size) { return Array.apply(this, Batching.fronts(in, batched, size)); }

    @Override
    public Lowered lower() { return Op.SELECT.map(); }
}

package dev.jacobi.engine.array;

import static dev.jacobi.engine.array.Ops.*;

import dev.jacobi.engine.ir.Lowered;
import dev.jacobi.engine.type.DType;
import dev.jacobi.engine.type.Shape;

/** (batch..., m, k) by (batch..., k, n) with equal batch axes; bilinear. */
record MatMul() implements Linear {
    @Override
    public String title() { return "matmul"; }

    @Override
    public Shape shape(Array[] in) { return in[0].shape().with(in[0].ndim() - 1, in[1].dim(-1)); }

    @Override
    public DType dtype(Array[] in) { return in[0].dtype(); }

    @Override
    public Array jvp(Array[] in, Array[] t, Array out) {
        Array left = t[0] == null ? null : Array.apply(this, t[0], in[1]);
        Array right = t[1] == null ? null : Array.apply(this, in[0], t[1]);
        return left == null ? right : right == null ? left : add(left, right);
    }

    @Override
    public Array transpose(int i, Array cotangent, Array[] in) {
        return i == 0 ? Array.apply(this, cotangent, swapaxes(in[1], -1, -2)) : Array.apply(this, swapaxes(in[0], -1, -2), cotangent);
    }

    @Override
    public Array vmap(Array[] in, boolean[] batched, int size) {
        return Array.apply(this, Batching.fronts(in, batched, size));
    }

    @Override
    public Lowered lower() { return new Lowered.MatMul(); }
}

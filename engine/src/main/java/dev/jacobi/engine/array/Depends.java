package dev.jacobi.engine.array;

import dev.jacobi.engine.ir.Lowered;
import dev.jacobi.engine.type.DType;
import dev.jacobi.engine.type.Shape;

/**
 * The first operand as it is, to be computed from only after the others: what is computed again from it is not shared with what was computed before.
 * Linear in the first operand.
 */
record Depends() implements Linear {
    @Override
    public String title() { return "depends"; }

    @Override
    public Shape shape(Array[] in) { return in[0].shape(); }

    @Override
    public DType dtype(Array[] in) { return in[0].dtype(); }

    @Override
    public Array jvp(Array[] in, Array[] t, Array out) { return t[0]; }

    @Override
    public Array transpose(int i, Array cotangent, Array[] in) { return i == 0 ? cotangent : Ops.zerosLike(in[i]); }

    @Override
    public Array vmap(Array[] in, boolean[] batched, int size) {
        Array[] all = in.clone();
        all[0] = Batching.front(in[0], batched[0], size);
        return Array.apply(this, all);
    }

    @Override
    public Lowered lower() { return new Lowered.Depends(); }
}

package dev.jacobi.engine.array;

import dev.jacobi.engine.ir.Accumulation;
import dev.jacobi.engine.ir.Lowered;
import dev.jacobi.engine.type.DType;
import dev.jacobi.engine.type.Shape;

/** At each place along {@code axis} the sum of all elements up to it; with {@code reverse} from it on. */
record CumSum(int axis, boolean reverse) implements Linear {
    @Override
    public String title() { return "cumsum"; }

    @Override
    public Shape shape(Array[] in) { return in[0].shape(); }

    @Override
    public DType dtype(Array[] in) { return in[0].dtype(); }

    @Override
    public Array jvp(Array[] in, Array[] tangents, Array out) { return Array.apply(this, tangents[0]); }

    @Override
    public Array transpose(int i, Array cotangent, Array[] in) { return Array.apply(new CumSum(axis, !reverse), cotangent); }

    @Override
    public Array vmap(Array[] in, boolean[] batched, int size) { return Array.apply(new CumSum(axis + 1, reverse), in[0]); }

    @Override
    public Lowered lower() { return new Lowered.Scan(Accumulation.SUM, axis, reverse); }
}

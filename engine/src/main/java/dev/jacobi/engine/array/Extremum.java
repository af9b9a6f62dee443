package dev.jacobi.engine.array;

import static dev.jacobi.engine.array.Ops.*;

import dev.jacobi.engine.ir.Lowered;
import dev.jacobi.engine.ir.Reduction;
import dev.jacobi.engine.type.DType;
import dev.jacobi.engine.type.Ints;
import dev.jacobi.engine.type.Shape;

/** The largest or smallest element over {@code axes}, which go; NaN wins. The derivative is shared evenly among ties. Axes are ascending. */
record Extremum(boolean largest, Ints axes) implements Primitive {
    @Override
    public String title() { return largest ? "max" : "min"; }

    @Override
    public Shape shape(Array[] in) { return Sum.reduced(in[0].shape(), axes); }

    @Override
    public DType dtype(Array[] in) { return refuseComplex(title(), in[0].dtype()); }

    @Override
    public Array jvp(Array[] in, Array[] tangents, Array out) {
        Array chosen = equal(in[0], broadcastTo(reshape(out, Sum.kept(in[0].shape(), axes)), in[0].shape())).astype(in[0].dtype());
        return multiply(sum(multiply(tangents[0], chosen), axes), reciprocal(sum(chosen, axes)));
    }

    @Override
    public Array vmap(Array[] in, boolean[] batched, int size) { return Array.apply(new Extremum(largest, axes.plus(1)), in[0]); }

    @Override
    public Lowered lower() { return new Lowered.Reduce(largest ? Reduction.MAX : Reduction.MIN, axes); }
}

package dev.jacobi.engine.array;

import static dev.jacobi.engine.array.Ops.*;

import dev.jacobi.engine.ir.Lowered;
import dev.jacobi.engine.type.DType;
import dev.jacobi.engine.type.Shape;

/**
 * Along {@code axis}, the elements at the indices of the second operand, whose other axes are the first's: result[i, j, k] = x[i, index[i, j, k], k].
 * All indexing by arrays becomes this (an index that is the same along an axis is broadcast, which moves nothing), so it is closed under vmap.
 */
record Gather(int axis) implements Linear {
    @Override
    public String title() { return "take_along_axis"; }

    @Override
    public Shape shape(Array[] in) { return in[1].shape(); }

    @Override
    public DType dtype(Array[] in) { return in[0].dtype(); }

    @Override
    public Array jvp(Array[] in, Array[] t, Array out) { return t[0] == null ? null : Array.apply(this, t[0], in[1]); }

    @Override
    public Array transpose(int i, Array cotangent, Array[] in) {
        return Array.apply(new Scatter(axis, Lowered.Combine.ADD), zerosLike(in[0], cotangent.dtype()), in[1], cotangent);
    }

    @Override
    public Array vmap(Array[] in, boolean[] batched, int size) {
        return Array.apply(new Gather(axis + 1), Batching.fronts(in, batched, size));
    }

    @Override
    public Lowered lower() { return new Lowered.Gather(axis); }
}

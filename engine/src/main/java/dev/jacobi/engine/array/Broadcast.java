package dev.jacobi.engine.array;

import static dev.jacobi.engine.array.Ops.*;

import dev.jacobi.engine.ir.Lowered;
import dev.jacobi.engine.type.DType;
import dev.jacobi.engine.type.Ints;
import dev.jacobi.engine.type.Shape;
import java.util.Arrays;

/** Adds leading axes and stretches axes of one element: the only place where broadcasting happens, and is undone. */
record Broadcast(Shape to) implements Linear {
    @Override
    public String title() { return "broadcast_to"; }

    @Override
    public Shape shape(Array[] in) { return to; }

    @Override
    public DType dtype(Array[] in) { return in[0].dtype(); }

    @Override
    public Array jvp(Array[] in, Array[] tangents, Array out) { return broadcastTo(tangents[0], to); }

    @Override
    public Array transpose(int i, Array cotangent, Array[] in) {
        Shape from = in[0].shape();
        int extra = to.rank() - from.rank();
        int[] axes = new int[to.rank()];
        int n = 0;
        for (int k = 0; k < axes.length; k++) if (k < extra || from.dim(k - extra) == 1 && to.dim(k) != 1) axes[n++] = k;
        return reshape(sum(cotangent, Ints.of(axes, n)), from);
    }

    @Override
    public Array vmap(Array[] in, boolean[] batched, int size) {
        Shape example = in[0].shape().without(0);
        int[] padded = new int[to.rank() + 1];
        Arrays.fill(padded, 1);
        padded[0] = size;
        for (int k = 0; k < example.rank(); k++) padded[padded.length - example.rank() + k] = example.dim(k);
        return broadcastTo(reshape(in[0], Shape.of(padded)), to.insert(0, size));
    }

    @Override
    public Lowered lower() { return new Lowered.Broadcast(); }
}

package dev.jacobi.engine.array;

import dev.jacobi.engine.type.Shape;

/** What vmap rules share. */
final class Batching {

    /** {@code x} with the batch at axis 0: repeated if it is not batched. */
    static Array front(Array x, boolean batched, int size) {
        return batched ? x : Ops.broadcastTo(x, x.shape().insert(0, size));
    }

    /** All operands with the batch at axis 0. */
    static Array[] fronts(Array[] in, boolean[] batched, int size) {
        Array[] r = new Array[in.length];
        for (int i = 0; i < in.length; i++) r[i] = front(in[i], batched[i], size);
        return r;
    }

    /** The shape of one example. */
    static Shape example(Array x, boolean batched) { return batched ? x.shape().without(0) : x.shape(); }

    private Batching() {}
}

package dev.jacobi.engine.array;

import dev.jacobi.engine.ir.Lowered;

/** The elements along {@code axis} in ascending order; NaN is the last. */
record Sort(int axis) implements AlongAxis {
    @Override
    public String title() { return "sort"; }

    /** Each tangent goes where its element goes. */
    @Override
    public Array jvp(Array[] in, Array[] tangents, Array out) {
        return Array.apply(new Gather(axis), tangents[0], Array.apply(new ArgSort(axis), in[0]));
    }

    @Override
    public Array vmap(Array[] in, boolean[] batched, int size) { return Array.apply(new Sort(axis + 1), in[0]); }

    @Override
    public Lowered lower() { return new Lowered.Sort(axis); }
}

package dev.jacobi.engine.array;

import static dev.jacobi.engine.array.Ops.*;

import dev.jacobi.engine.ir.Accumulation;
import dev.jacobi.engine.ir.Lowered;

/** At each place along {@code axis} the product of all elements up to it; with {@code reverse} from it on. */
record CumProd(int axis, boolean reverse) implements AlongAxis {
    @Override
    public String title() { return "cumprod"; }

    /** The product rule one factor at a time, y'[k] = x[k] y'[k - 1] + x'[k] y[k - 1]: no division, so that zeros do no harm. */
    @Override
    public Array jvp(Array[] in, Array[] tangents, Array out) {
        Array before = previous(out, axis, reverse, scalar(1, out.dtype()));
        return Array.apply(new Recurrence(axis, reverse), in[0], multiply(tangents[0], before));
    }

    @Override
    public Array vmap(Array[] in, boolean[] batched, int size) { return Array.apply(new CumProd(axis + 1, reverse), in[0]); }

    @Override
    public Lowered lower() { return new Lowered.Scan(Accumulation.PROD, axis, reverse); }
}

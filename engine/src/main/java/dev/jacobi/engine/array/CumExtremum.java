package dev.jacobi.engine.array;

import static dev.jacobi.engine.array.Ops.*;

import dev.jacobi.engine.ir.Accumulation;
import dev.jacobi.engine.ir.Lowered;
import dev.jacobi.engine.type.DType;

/**
 * At each place along {@code axis} the largest or smallest of all elements up to it, with {@code reverse} from it on; NaN wins. As in {@link Extremum} the
 * derivative is shared evenly among ties.
 */
record CumExtremum(boolean largest, int axis, boolean reverse) implements AlongAxis {
    @Override
    public String title() { return largest ? "cummax" : "cummin"; }

    /** The sum and the number of ties since the extremum last changed, by recurrences that start again there. */
    @Override
    public Array jvp(Array[] in, Array[] tangents, Array out) {
        DType dtype = out.dtype();
        Array chosen = equal(in[0], out).astype(dtype);
        Array unchanged = equal(out, previous(out, axis, reverse, scalar(Double.NaN, dtype))).astype(dtype);
        Recurrence sinceChange = new Recurrence(axis, reverse);
        Array ties = Array.apply(sinceChange, unchanged, chosen);
        return multiply(Array.apply(sinceChange, unchanged, multiply(tangents[0], chosen)), reciprocal(ties));
    }

    @Override
    public Array vmap(Array[] in, boolean[] batched, int size) { return Array.apply(new CumExtremum(largest, axis + 1, reverse), in[0]); }

    @Override
    public Lowered lower() { return new Lowered.Scan(largest ? Accumulation.MAX : Accumulation.MIN, axis, reverse); }
}

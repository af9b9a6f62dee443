package dev.jacobi.engine.array;

import static dev.jacobi.engine.array.Ops.*;

import dev.jacobi.engine.ir.Accumulation;
import dev.jacobi.engine.ir.Lowered;

/** At each place along {@code axis} log(sum(exp(x))) of all elements up to it, with {@code reverse} from it on; without overflow. */
record CumLogSumExp(int axis, boolean reverse) implements AlongAxis {
    @Override
    public String title() { return "logcumsumexp"; }

    /**
     * y[k] = logaddexp(y[k - 1], x[k]), so y'[k] = exp(y[k - 1] - y[k]) y'[k - 1] + exp(x[k] - y[k]) x'[k]: both weights are at most 1. Where y is still
     * minus infinity both are 0.
     */
    @Override
    public Array jvp(Array[] in, Array[] tangents, Array out) {
        Array none = scalar(Double.NEGATIVE_INFINITY, out.dtype());
        Array finite = where(equal(out, none), zerosLike(out), out);
        Array before = previous(out, axis, reverse, none);
        return Array.apply(new Recurrence(axis, reverse), exp(subtract(before, finite)),
                scale(tangents[0], exp(subtract(in[0], finite))));
    }

    @Override
    public Array vmap(Array[] in, boolean[] batched, int size) { return Array.apply(new CumLogSumExp(axis + 1, reverse), in[0]); }

    @Override
    public Lowered lower() { return new Lowered.Scan(Accumulation.LOGSUMEXP, axis, reverse); }
}

package dev.jacobi.engine.ir;

import dev.jacobi.engine.type.Ints;
import dev.jacobi.engine.type.Shape;
import java.util.Optional;

/**
 * Movement that other strides can say: nothing is copied, and it needs no backend. Scalars, with which many processes begin, do without a switch over types: the first
 * takes 10 ms.
 */
public final class StridedViews {

    /** {@code data}, of shape {@code from}, seen through {@code view} as {@code to}; empty where elements have to move, which only a reshape can need. */
    public static Optional<Data> of(Lowered.View view, Data data, Shape from, Shape to) {
        if (!(data instanceof Data.Strided s)) return Optional.of(data);
        if (!(view instanceof Lowered.Reshape)) return Optional.of(moved(view, s, from, to));
        return Strides.reshape(from, s.strides(), to).map(strides -> new Data.Strided(s.buffer(), s.offset(), strides));
    }

    private static Data.Strided moved(Lowered.View view, Data.Strided s, Shape from, Shape to) {
        Ints old = s.strides();
        int[] r = new int[to.rank()];
        long offset = s.offset();
        switch (view) {
            case Lowered.Alias a -> {
                return s;
            }
            case Lowered.Depends d -> {
                return s;
            }
            case Lowered.Broadcast b -> {
                int extra = r.length - old.length();
                for (int k = extra; k < r.length; k++) r[k] = from.dim(k - extra) == 1 ? 0 : old.at(k - extra);
            }
            case Lowered.Permute(Ints axes) -> {
                for (int k = 0; k < r.length; k++) r[k] = old.at(axes.at(k));
            }
            case Lowered.Slice(Ints starts, Ints steps) -> {
                for (int k = 0; k < r.length; k++) {
                    offset += (long) starts.at(k) * old.at(k);
                    r[k] = steps.at(k) * old.at(k);
                }
                if (to.size() == 0) offset = 0;
            }
            case Lowered.Reshape reshape -> throw new AssertionError("a reshape may have to copy");
        }
        return new Data.Strided(s.buffer(), offset, Ints.of(r));
    }

    private StridedViews() {}
}

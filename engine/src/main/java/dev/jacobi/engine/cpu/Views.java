package dev.jacobi.engine.cpu;

import dev.jacobi.engine.ir.Data;
import dev.jacobi.engine.ir.Lowered;
import dev.jacobi.engine.ir.Strides;
import dev.jacobi.engine.type.Ints;
import dev.jacobi.engine.type.Shape;
import java.util.Optional;

/** Movement that other strides can say; only a reshape may have to copy. */
final class Views {

    static Data of(Lowered.View view, Operand in, Shape to) {
        return switch (in.data()) {
            case Data.Scalar s -> s;
            case Data.Strided s -> of(view, s, in, to);
        };
    }

    private static Data of(Lowered.View view, Data.Strided s, Operand in, Shape to) {
        Ints old = s.strides();
        switch (view) {
            case Lowered.Alias a -> {
                return s;
            }
            case Lowered.Depends d -> {
                return s;
            }
            case Lowered.Broadcast b -> {
                int[] r = new int[to.rank()];
                int extra = r.length - old.length();
                for (int k = extra; k < r.length; k++) r[k] = in.shape().dim(k - extra) == 1 ? 0 : old.at(k - extra);
                return new Data.Strided(s.buffer(), s.offset(), Ints.of(r));
            }
            case Lowered.Permute(Ints axes) -> {
                int[] r = new int[axes.length()];
                for (int k = 0; k < r.length; k++) r[k] = old.at(axes.at(k));
                return new Data.Strided(s.buffer(), s.offset(), Ints.of(r));
            }
            case Lowered.Slice(Ints starts, Ints steps) -> {
                int[] r = new int[old.length()];
                long offset = s.offset();
                for (int k = 0; k < r.length; k++) {
                    offset += (long) starts.at(k) * old.at(k);
                    r[k] = steps.at(k) * old.at(k);
                }
                return new Data.Strided(s.buffer(), to.size() == 0 ? 0 : offset, Ints.of(r));
            }
            case Lowered.Reshape r -> {
                Optional<Ints> strides = Strides.reshape(in.shape(), old, to);
                if (strides.isPresent()) return new Data.Strided(s.buffer(), s.offset(), strides.get());
                return new Data.Strided(Copies.rowMajor(in).buffer(), 0, Strides.rowMajor(to));
            }
        }
    }

    private Views() {}
}

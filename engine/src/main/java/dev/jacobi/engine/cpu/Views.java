package dev.jacobi.engine.cpu;

import dev.jacobi.engine.ir.Data;
import dev.jacobi.engine.ir.Lowered;
import dev.jacobi.engine.ir.StridedViews;
import dev.jacobi.engine.ir.Strides;
import dev.jacobi.engine.type.Shape;

/** Movement: other strides, or a copy where a reshape can't be said by strides. */
final class Views {

    static Data of(Lowered.View view, Operand in, Shape to) {
        return StridedViews.of(view, in.data(), in.shape(), to)
                .orElseGet(() -> new Data.Strided(Copies.rowMajor(in).buffer(), 0, Strides.rowMajor(to)));
    }

    private Views() {}
}

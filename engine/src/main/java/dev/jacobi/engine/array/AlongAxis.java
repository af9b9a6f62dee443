package dev.jacobi.engine.array;

import dev.jacobi.engine.type.DType;
import dev.jacobi.engine.type.Shape;

/** A primitive along one axis that has an order of real numbers in it: as many elements as before, of the same dtype. */
sealed interface AlongAxis extends Primitive permits CumProd, CumLogSumExp, CumExtremum, Sort {
    @Override
    default Shape shape(Array[] in) { return in[0].shape(); }

    @Override
    default DType dtype(Array[] in) { return Ops.refuseComplex(title(), in[0].dtype()); }
}

package dev.jacobi.engine.cpu;

import dev.jacobi.engine.ir.Data;
import dev.jacobi.engine.type.DType;
import dev.jacobi.engine.type.Shape;

/** A value that a kernel reads. */
record Operand(Data data, Shape shape, DType dtype) {
    /** Its elements in row-major order without gaps: itself, or a copy. */
    Data.Strided rowMajor() {
        if (data instanceof Data.Strided s && s.isRowMajor(shape)) return s;
        return Copies.rowMajor(this);
    }

    /** Its elements in a buffer, with whatever strides. */
    Data.Strided strided() {
        return data instanceof Data.Strided s ? s : Copies.rowMajor(this);
    }
}

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

    /**
     * Itself, or a row-major copy where neighbours of the last axis are far apart while those of another axis are near: a blocked copy reads each cache
     * line once.
     */
    Operand withNearRows() {
        if (!(data instanceof Data.Strided s) || shape.rank() < 2 || shape.size() < 4096) return this;
        int last = shape.rank() - 1;
        if (shape.dim(last) < 8 || Math.abs(s.strides().at(last)) < 16) return this;
        for (int k = 0; k < last; k++) {
            if (s.strides().at(k) == 1 && shape.dim(k) >= 8) return new Operand(Copies.rowMajor(this), shape, dtype);
        }
        return this;
    }

    /** Gives back {@code used}, by which its elements were read, if that was a copy; else keeps the elements till here. */
    void release(Data.Strided used) {
        if (used != data) used.buffer().release();
        java.lang.ref.Reference.reachabilityFence(data);
    }

    /** Its elements in a buffer, with whatever strides. */
    Data.Strided strided() {
        return data instanceof Data.Strided s ? s : Copies.rowMajor(this);
    }
}

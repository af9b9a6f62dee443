package dev.jacobi.engine.cpu;

import dev.jacobi.engine.ir.Data;
import dev.jacobi.engine.ir.Scalars;
import dev.jacobi.engine.ir.Strides;
import dev.jacobi.engine.memory.Buffer;
import dev.jacobi.engine.memory.Memory;
import dev.jacobi.engine.type.DType;
import dev.jacobi.engine.type.Ints;
import dev.jacobi.engine.type.Shape;

/** Elements moved as they are, between any strides. */
final class Copies {

    /** A row-major copy. */
    static Data.Strided rowMajor(Operand x) {
        Buffer out = Memory.shared().allocate(x.shape().size() * x.dtype().bytes());
        Data.Strided to = Data.Strided.rowMajor(out, x.shape());
        copy(x, to);
        return to;
    }

    static Data sliceUpdate(Ints starts, Ints steps, Operand x, Operand update) {
        return updateInto(rowMajor(x), starts, steps, x, update);
    }

    /** Writes into {@code out}, which has the elements of {@code x}. */
    static Data updateInto(Data.Strided out, Ints starts, Ints steps, Operand x, Operand update) {
        if (update.shape().size() > 0)
            copy(update, (Data.Strided) Views.of(new dev.jacobi.engine.ir.Lowered.Slice(starts, steps),
                    new Operand(out, x.shape(), x.dtype()), update.shape()));
        return out;
    }

    static Data concatenate(int axis, Operand[] in, Shape shape, DType dtype) {
        Buffer out = Memory.shared().allocate(shape.size() * dtype.bytes());
        Ints strides = Strides.rowMajor(shape);
        long before = 0;
        for (Operand x : in) {
            copy(x, new Data.Strided(out, before * strides.at(axis), strides));
            before += x.shape().dim(axis);
        }
        return Data.Strided.rowMajor(out, shape);
    }

    /** Writes the elements of {@code x} to the places that {@code to} has for its shape. */
    static void copy(Operand x, Data.Strided to) {
        if (x.shape().size() == 0) return;
        if (x.data() instanceof Data.Scalar(long bits)) fill(bits, x.shape(), x.dtype(), to);
        else
            new Movement(x.shape(), x.dtype().bytes(), (Data.Strided) x.data(), to).run();
    }

    private static void fill(long bits, Shape shape, DType dtype, Data.Strided to) {
        if (to.isRowMajor(shape)) {
            new Filling(dtype, bits, to).run(shape.size());
            return;
        }
        // one element, from which all others are copied with stride 0
        Buffer one = Memory.shared().allocate(dtype.bytes());
        Scalars.write(dtype, one.segment(), 0, bits);
        new Movement(shape, dtype.bytes(), new Data.Strided(one, 0, Ints.filled(shape.rank(), 0)), to).run();
        one.release();
    }

    private Copies() {}
}

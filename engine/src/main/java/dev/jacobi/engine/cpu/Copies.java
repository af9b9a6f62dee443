package dev.jacobi.engine.cpu;

import dev.jacobi.engine.ir.Data;
import dev.jacobi.engine.ir.Scalars;
import dev.jacobi.engine.ir.Strides;
import dev.jacobi.engine.memory.Buffer;
import dev.jacobi.engine.memory.Memory;
import dev.jacobi.engine.type.DType;
import dev.jacobi.engine.type.Ints;
import dev.jacobi.engine.type.Shape;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

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
        Data.Strided out = rowMajor(x);
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
        switch (x.data()) {
            case Data.Scalar(long bits) -> fill(x.shape(), x.dtype(), bits, to, 0, 0);
            case Data.Strided from -> copy(x.shape(), x.dtype().bytes(), from, to, 0, 0, 0);
        }
    }

    private static void fill(Shape shape, DType dtype, long bits, Data.Strided to, int axis, long at) {
        if (axis == shape.rank()) {
            Scalars.write(dtype, to.buffer().segment(), (to.offset() + at) * dtype.bytes(), bits);
            return;
        }
        for (int i = 0; i < shape.dim(axis); i++) fill(shape, dtype, bits, to, axis + 1, at + (long) i * to.strides().at(axis));
    }

    private static void copy(Shape shape, int bytes, Data.Strided from, Data.Strided to, int axis, long f, long t) {
        if (axis == shape.rank() - 2 && from.strides().at(axis) == 1 && to.strides().at(axis + 1) == 1
                && from.strides().at(axis + 1) != 1) {
            Transposition.copy(bytes, shape.dim(axis), shape.dim(axis + 1), from.buffer().segment(), from.offset() + f,
                    from.strides().at(axis + 1),
                    to.buffer().segment(), to.offset() + t, to.strides().at(axis));
            return;
        }
        if (axis >= shape.rank() - 1) {
            int n = shape.rank() == 0 ? 1 : shape.dim(axis);
            int fromStride = shape.rank() == 0 ? 1 : from.strides().at(axis), toStride = shape.rank() == 0 ? 1 : to.strides().at(axis);
            row(bytes, from.buffer().segment(), from.offset() + f, fromStride, to.buffer().segment(), to.offset() + t, toStride, n);
            return;
        }
        for (int i = 0; i < shape.dim(axis); i++) {
            copy(shape, bytes, from, to, axis + 1, f + (long) i * from.strides().at(axis), t + (long) i * to.strides().at(axis));
        }
    }

    private static void row(int bytes, MemorySegment from, long f, int fs, MemorySegment to, long t, int ts, int n) {
        if (fs == 1 && ts == 1) {
            MemorySegment.copy(from, f * bytes, to, t * bytes, (long) n * bytes);
            return;
        }
        switch (bytes) {
            case 1 -> {
                for (int i = 0; i < n; i++)
                    to.set(ValueLayout.JAVA_BYTE, t + (long) i * ts, from.get(ValueLayout.JAVA_BYTE, f + (long) i * fs));
            }
            case 2 -> {
                for (int i = 0; i < n; i++) {
                    to.set(ValueLayout.JAVA_SHORT, (t + (long) i * ts) * 2, from.get(ValueLayout.JAVA_SHORT, (f + (long) i * fs) * 2));
                }
            }
            case 4 -> {
                for (int i = 0; i < n; i++)
                    to.set(ValueLayout.JAVA_INT, (t + (long) i * ts) * 4, from.get(ValueLayout.JAVA_INT, (f + (long) i * fs) * 4));
            }
            default -> {
                for (int i = 0; i < n; i++)
                    to.set(ValueLayout.JAVA_LONG, (t + (long) i * ts) * 8, from.get(ValueLayout.JAVA_LONG, (f + (long) i * fs) * 8));
            }
        }
    }

    private Copies() {}
}

package dev.jacobi.engine.cpu;

import dev.jacobi.engine.ir.Data;
import dev.jacobi.engine.ir.Strides;
import dev.jacobi.engine.type.Ints;
import dev.jacobi.engine.type.Shape;

/** A row-major array as {@code outer} x {@code n} x {@code inner}: lines of {@code n} elements along one axis. */
record Lines(long outer, int n, long inner) {

    static Lines along(int axis, Shape shape) {
        long outer = 1, inner = 1;
        for (int k = 0; k < axis; k++) outer *= shape.dim(k);
        for (int k = axis + 1; k < shape.rank(); k++) inner *= shape.dim(k);
        return new Lines(outer, shape.dim(axis), inner);
    }

    /** How many lines. */
    long count() { return outer * inner; }

    /** {@code x} seen with {@code axis} last. */
    static Operand axisLast(Operand x, int axis) {
        if (!(x.data() instanceof Data.Strided s)) return new Operand(x.data(), last(x.shape(), axis), x.dtype());
        int rank = x.shape().rank();
        Ints strides = s.strides();
        int[] r = new int[rank];
        int n = 0;
        for (int k = 0; k < rank; k++) if (k != axis) r[n++] = strides.at(k);
        r[n] = strides.at(axis);
        return new Operand(new Data.Strided(s.buffer(), s.offset(), Ints.of(r)), last(x.shape(), axis), x.dtype());
    }

    private static Shape last(Shape shape, int axis) { return shape.without(axis).insert(shape.rank() - 1, shape.dim(axis)); }

    /** The row-major elements of {@code data}, which have {@code axis} last, as an array of {@code shape}. */
    static Data.Strided axisBack(Data.Strided data, Shape shape, int axis) {
        Ints lasting = Strides.rowMajor(last(shape, axis));
        int rank = shape.rank();
        int[] r = new int[rank];
        int n = 0;
        for (int k = 0; k < rank; k++) if (k != axis) r[k] = lasting.at(n++);
        r[axis] = lasting.at(n);
        return new Data.Strided(data.buffer(), data.offset(), Ints.of(r));
    }
}

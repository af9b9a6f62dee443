package dev.jacobi.engine.cpu;

import dev.jacobi.engine.ir.Accumulation;
import dev.jacobi.engine.ir.ComplexMath;
import dev.jacobi.engine.ir.Data;
import dev.jacobi.engine.ir.Op;
import dev.jacobi.engine.ir.Reduction;
import dev.jacobi.engine.ir.Scalars;
import dev.jacobi.engine.memory.Buffer;
import dev.jacobi.engine.memory.Memory;
import dev.jacobi.engine.type.DType;
import dev.jacobi.engine.type.Ints;
import dev.jacobi.engine.type.Shape;

/** Sums, cumulative sums and products of complex numbers. */
final class ComplexReductions {

    static Data run(Reduction reduction, Ints axes, Operand x, Shape shape) {
        return switch (reduction) {
            case SUM -> sum(axes, x, shape);
            case PROD -> prod(axes, x, shape);
            case MAX, MIN -> throw new AssertionError("complex numbers have no order");
        };
    }

    /** The real and imaginary parts are a last axis of two floats, which stays. */
    private static Data sum(Ints axes, Operand x, Shape shape) {
        Data parts = Reductions.run(Reduction.SUM, axes, floats(x), shape.insert(shape.rank(), 2), DType.FLOAT32);
        return Data.Strided.rowMajor(((Data.Strided) parts).buffer(), shape);
    }

    /** The same memory as floats with a last axis of the two parts. */
    static Operand floats(Operand x) {
        Data.Strided s = x.strided();
        int rank = x.shape().rank();
        int[] strides = new int[rank + 1];
        for (int k = 0; k < rank; k++) strides[k] = Math.multiplyExact(2, s.strides().at(k));
        strides[rank] = 1;
        return new Operand(new Data.Strided(s.buffer(), 2 * s.offset(), Ints.of(strides)), x.shape().insert(rank, 2), DType.FLOAT32);
    }

    /** Cumulative sums; others have no meaning on complex numbers, or are refused. */
    static Data scan(Accumulation what, int axis, boolean reverse, Operand x) {
        if (what != Accumulation.SUM) throw new AssertionError(what + " of complex numbers");
        Operand parts = floats(x);
        Operand sums = new Operand(Scans.run(what, axis, reverse, parts), parts.shape(), DType.FLOAT32);
        return Data.Strided.rowMajor(sums.rowMajor().buffer(), x.shape());
    }

    private static Data prod(Ints axes, Operand x, Shape shape) {
        int rank = x.shape().rank();
        int[] order = new int[rank];
        int n = 0;
        for (int k = 0; k < rank; k++) if (!axes.contains(k)) order[n++] = k;
        for (int k = 0; k < axes.length(); k++) order[n++] = axes.at(k);
        int[] sizes = new int[rank];
        for (int k = 0; k < rank; k++) sizes[k] = x.shape().dim(order[k]);
        Shape turned = Shape.of(sizes);
        Cursor cursor = new Cursor(Views.of(new dev.jacobi.engine.ir.Lowered.Permute(Ints.of(order)), x, turned), turned, x.dtype());
        Buffer out = Memory.shared().allocate(shape.size() * 8);
        long many = shape.size() == 0 ? 0 : turned.size() / shape.size();
        long[] factors = new long[(int) Math.min(Tile.SIZE, Math.max(1, many))];
        for (long row = 0; row < shape.size(); row++) {
            long product = Scalars.complex(1, 0);
            for (long start = 0; start < many; start += factors.length) {
                int count = (int) Math.min(factors.length, many - start);
                cursor.longs(row * many + start, count, 0, factors);
                for (int i = 0; i < count; i++) product = ComplexMath.apply(Op.MULTIPLY, product, factors[i]);
            }
            Scalars.write(DType.COMPLEX64, out.segment(), row * 8, product);
        }
        java.lang.ref.Reference.reachabilityFence(x);
        return Data.Strided.rowMajor(out, shape);
    }

    private ComplexReductions() {}
}

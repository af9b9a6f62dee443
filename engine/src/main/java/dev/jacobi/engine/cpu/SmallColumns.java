package dev.jacobi.engine.cpu;

import dev.jacobi.engine.ir.Data;
import dev.jacobi.engine.ir.Reduction;
import dev.jacobi.engine.memory.Buffer;
import dev.jacobi.engine.memory.Memory;
import dev.jacobi.engine.memory.OffHeap;
import dev.jacobi.engine.type.DType;
import dev.jacobi.engine.type.Ints;
import dev.jacobi.engine.type.Shape;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.ref.Reference;
import java.util.Arrays;

/** Reductions of the first axes of a small row-major float32 array, as a bias of a few outputs needs for its gradient: row by row into doubles, with no set-up. */
final class SmallColumns {
    /** Elements of the largest array; beyond, loops of vectors win. */
    private static final int LARGEST = 4096;

    /** Whether {@link #run} is for this. */
    static boolean fits(Reduction reduction, Ints axes, Operand x, DType dtype) {
        if (dtype != DType.FLOAT32 || x.dtype() != dtype || x.shape().size() > LARGEST) return false;
        if (!(x.data() instanceof Data.Strided s) || !s.isRowMajor(x.shape())) return false;
        for (int k = 0; k < axes.length(); k++) if (axes.at(k) != k) return false;
        return axes.length() > 0 && axes.length() < x.shape().rank();
    }

    static Data run(Reduction reduction, Operand x, Shape shape) {
        Buffer out = Memory.shared().allocate(shape.size() * Float.BYTES);
        Data.Strided s = (Data.Strided) x.data();
        float[] all = new float[(int) x.shape().size()];
        MemorySegment.copy(OffHeap.ALL, ValueLayout.JAVA_FLOAT_UNALIGNED, s.buffer().address() + s.byteOffset(DType.FLOAT32), all, 0,
                all.length);
        int columns = (int) shape.size();
        double[] totals = new double[columns];
        Arrays.fill(totals, Double.longBitsToDouble(reduction.identity(DType.FLOAT32)));
        for (int row = 0; row < all.length; row += columns) TileReductions.into(reduction, all, row, totals, columns);
        for (int c = 0; c < columns; c++)
            OffHeap.ALL.set(ValueLayout.JAVA_FLOAT_UNALIGNED, out.address() + (long) c * Float.BYTES, (float) totals[c]);
        Reference.reachabilityFence(x);
        Reference.reachabilityFence(out);
        return Data.Strided.rowMajor(out, shape);
    }

    private SmallColumns() {}
}

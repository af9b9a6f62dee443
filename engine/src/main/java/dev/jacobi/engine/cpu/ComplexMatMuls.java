package dev.jacobi.engine.cpu;

import dev.jacobi.engine.ir.Data;
import dev.jacobi.engine.memory.Buffer;
import dev.jacobi.engine.memory.Memory;
import dev.jacobi.engine.type.DType;
import dev.jacobi.engine.type.Shape;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * Products of complex matrices as one product of real ones: a row of the left matrix is, as it lies in memory, re, im, re, im, ...; each row b of the right
 * one becomes two, b and i b, in the same form; then so is each row of the result.
 */
final class ComplexMatMuls {

    static Data run(Operand x, Operand y, Shape shape) {
        int rank = shape.rank(), k = x.shape().dim(rank - 1);
        Operand left = new Operand(x.rowMajor(), x.shape(), x.dtype());
        Data.Strided rows = Data.Strided.rowMajor(left.rowMajor().buffer(), pairs(x.shape()));
        Operand a = new Operand(new Data.Strided(rows.buffer(), 2 * left.rowMajor().offset(), rows.strides()), pairs(x.shape()),
                DType.FLOAT32);
        Shape doubled = pairs(y.shape()).with(rank - 2, 2 * k);
        Buffer turned = withTurnedRows(y);
        Operand b = new Operand(Data.Strided.rowMajor(turned, doubled), doubled, DType.FLOAT32);
        Data product = MatMuls.run(a, b, pairs(shape), DType.FLOAT32);
        turned.release();
        return Data.Strided.rowMajor(((Data.Strided) product).buffer(), shape);
    }

    private static Shape pairs(Shape shape) {
        return shape.with(shape.rank() - 1, Math.multiplyExact(2, shape.dim(shape.rank() - 1)));
    }

    /** Each row, and then i times the row. */
    private static Buffer withTurnedRows(Operand y) {
        int n = y.shape().dim(y.shape().rank() - 1);
        long rows = n == 0 ? 0 : y.shape().size() / n;
        Buffer out = Memory.shared().allocate(y.shape().size() * 16);
        MemorySegment to = out.segment();
        Cursor cursor = new Cursor(y);
        long[] row = new long[n];
        float[] turned = new float[2 * n];
        for (long r = 0; r < rows; r++) {
            cursor.longs(r * n, n, 0, row);
            MemorySegment.copy(row, 0, to, ValueLayout.JAVA_LONG, 2 * r * n * 8, n);
            for (int j = 0; j < n; j++) {
                turned[2 * j] = -Float.intBitsToFloat((int) (row[j] >>> 32));
                turned[2 * j + 1] = Float.intBitsToFloat((int) row[j]);
            }
            MemorySegment.copy(turned, 0, to, ValueLayout.JAVA_FLOAT, (2 * r + 1) * n * 8, 2 * n);
        }
        java.lang.ref.Reference.reachabilityFence(y);
        return out;
    }

    private ComplexMatMuls() {}
}

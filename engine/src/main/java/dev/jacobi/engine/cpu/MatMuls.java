package dev.jacobi.engine.cpu;

import dev.jacobi.engine.cpu.gemm.Element;
import dev.jacobi.engine.cpu.gemm.Gemm;
import dev.jacobi.engine.cpu.gemm.GemmShape;
import dev.jacobi.engine.cpu.gemm.Matrix;
import dev.jacobi.engine.cpu.gemm.Target;
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
import java.util.Arrays;

/** Matrix products of any dtype, batch by batch. */
final class MatMuls {

    static Data run(Operand x, Operand y, Shape shape, DType dtype) {
        if (dtype == DType.FLOAT32 || dtype == DType.FLOAT64) return blocked(x, y, shape, dtype);
        if (dtype.isFloating()) return half(x, y, shape, dtype);
        if (dtype.isComplex()) return ComplexMatMuls.run(x, y, shape);
        int rank = shape.rank(), m = shape.dim(rank - 2), n = shape.dim(rank - 1), k = x.shape().dim(rank - 1);
        Buffer out = Memory.shared().allocate(shape.size() * dtype.bytes());
        Data.Strided a = x.rowMajor(), b = y.rowMajor();
        long batches = m * (long) n == 0 ? 0 : shape.size() / (m * (long) n);
        Cursor rows = new Cursor(a, x.shape(), dtype), columns = new Cursor(b, y.shape(), dtype);
        long[] wholes = new long[n];
        for (long q = 0; q < batches; q++) {
            for (int i = 0; i < m; i++) {
                whole(rows, columns, q, i, m, k, n, wholes);
                for (int j = 0; j < n; j++) {
                    Scalars.write(dtype, out.segment(), ((q * m + i) * n + j) * dtype.bytes(), Scalars.of(dtype, wholes[j]));
                }
            }
        }
        return Data.Strided.rowMajor(out, shape);
    }

    private static Element element(DType dtype) {
        return switch (dtype) {
            case FLOAT16 -> Element.FLOAT16;
            case BFLOAT16 -> Element.BFLOAT16;
            case FLOAT32 -> Element.FLOAT32;
            default -> Element.FLOAT64;
        };
    }

    /** Half types are converted while they are packed, and summed in float32; only the result is rounded. */
    private static Data half(Operand x, Operand y, Shape shape, DType dtype) {
        Buffer sums = ((Data.Strided) blocked(x, y, shape, dtype)).buffer(), out = Memory.shared().allocate(shape.size() * dtype.bytes());
        MemorySegment from = sums.segment(), to = out.segment();
        for (long i = 0; i < shape.size(); i++) {
            Scalars.write(dtype, to, i * dtype.bytes(), Scalars.of(dtype, from.getAtIndex(ValueLayout.JAVA_FLOAT, i)));
        }
        sums.release();
        return Data.Strided.rowMajor(out, shape);
    }

    /** By the matrix kernels, which read any strides; half types give float32. */
    private static Data blocked(Operand x, Operand y, Shape shape, DType dtype) {
        if (shape.size() == 0) return Data.Strided.rowMajor(Memory.shared().allocate(0), shape);
        int rank = shape.rank(), m = shape.dim(rank - 2), n = shape.dim(rank - 1), k = x.shape().dim(rank - 1);
        Gemm.prepare(element(dtype), (double) shape.size() * k);
        Buffer out = Memory.shared().allocate(shape.size() * Math.max(dtype.bytes(), Float.BYTES));
        Shape batch = shape.sub(0, rank - 2);
        Operand a = withOneBatchStride(x, batch), b = withOneBatchStride(y, batch);
        Gemm.multiply(element(dtype), new GemmShape(Math.toIntExact(batch.size()), m, n, k),
                matrix(a, batch), matrix(b, batch),
                Target.rowMajor(out.segment(), Math.max(1, n)).batched((long) m * n), false);
        java.lang.ref.Reference.reachabilityFence(a);
        java.lang.ref.Reference.reachabilityFence(b);
        return Data.Strided.rowMajor(out, shape);
    }

    /** Itself, or a copy if its batch axes can't be walked by one stride. */
    private static Operand withOneBatchStride(Operand x, Shape batch) {
        Data.Strided s = x.strided();
        Ints strides = Ints.of(Arrays.copyOf(s.strides().toArray(), batch.rank()));
        boolean walks = batch.size() <= 1 || Strides.reshape(batch, strides, Shape.of(Math.toIntExact(batch.size()))).isPresent();
        return walks ? new Operand(s, x.shape(), x.dtype()) : new Operand(Copies.rowMajor(x), x.shape(), x.dtype());
    }

    private static Matrix matrix(Operand x, Shape batch) {
        Data.Strided s = (Data.Strided) x.data();
        int rank = x.shape().rank();
        Ints strides = Ints.of(Arrays.copyOf(s.strides().toArray(), batch.rank()));
        long stride = batch.size() <= 1 ? 0 : Strides.reshape(batch, strides, Shape.of(Math.toIntExact(batch.size()))).orElseThrow().at(0);
        return new Matrix(s.buffer().segment(), s.offset(), s.strides().at(rank - 2), s.strides().at(rank - 1), stride);
    }

    private static void whole(Cursor rows, Cursor columns, long q, int i, int m, int k, int n, long[] sums) {
        java.util.Arrays.fill(sums, 0);
        long[] left = new long[1], right = new long[n];
        for (int p = 0; p < k; p++) {
            rows.longs((q * m + i) * k + p, 1, 0, left);
            columns.longs((q * k + p) * n, n, 0, right);
            for (int j = 0; j < n; j++) sums[j] += left[0] * right[j];
        }
    }

    private MatMuls() {}
}

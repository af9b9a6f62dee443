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

/** Reductions of float32 rows that are shorter than a few vectors and lie one after another, as those of logits: element by element, in the order of memory. */
final class ShortRows {
    private static final int LONGEST = 31;
    /** Nanoseconds of an element, and of a row besides. */
    private static final double EACH = 0.4, ROW = 2;

    /** Whether {@link #run} is for this. */
    static boolean fits(Reduction reduction, Ints axes, Operand x, DType dtype) {
        if (dtype != DType.FLOAT32 || x.dtype() != dtype || axes.length() == 0) return false;
        if (!(x.data() instanceof Data.Strided s) || !s.isRowMajor(x.shape())) return false;
        int first = x.shape().rank() - axes.length();
        long length = 1;
        for (int k = 0; k < axes.length(); k++) {
            if (axes.at(k) != first + k) return false;
            length *= x.shape().dim(first + k);
        }
        return length > 0 && length <= LONGEST && x.shape().size() > length;
    }

    static Data run(Reduction reduction, Operand x, Shape shape) {
        Buffer out = Memory.shared().allocate(shape.size() * Float.BYTES);
        Data.Strided s = (Data.Strided) x.data();
        long from = s.buffer().address() + s.byteOffset(DType.FLOAT32), to = out.address();
        int length = (int) (x.shape().size() / shape.size()), together = Tile.SIZE / length;
        Elementwise.chunks(shape.size(), ROW + EACH * length, (first, end) -> {
            float[] rows = new float[together * length], results = new float[together];
            for (long row = first; row < end; row += together) {
                int n = (int) Math.min(together, end - row);
                MemorySegment.copy(OffHeap.ALL, ValueLayout.JAVA_FLOAT_UNALIGNED, from + row * length * Float.BYTES, rows, 0, n * length);
                switch (reduction) {
                    case SUM -> sums(rows, length, results, n);
                    case PROD -> products(rows, length, results, n);
                    case MAX -> largest(rows, length, results, n);
                    case MIN -> smallest(rows, length, results, n);
                }
                MemorySegment.copy(results, 0, OffHeap.ALL, ValueLayout.JAVA_FLOAT_UNALIGNED, to + row * Float.BYTES, n);
            }
        });
        Reference.reachabilityFence(x);
        Reference.reachabilityFence(out);
        return Data.Strided.rowMajor(out, shape);
    }

    private static void sums(float[] x, int length, float[] to, int n) {
        for (int r = 0, at = 0; r < n; r++, at += length) {
            double sum = 0;
            for (int j = 0; j < length; j++) sum += x[at + j];
            to[r] = (float) sum;
        }
    }

    private static void products(float[] x, int length, float[] to, int n) {
        for (int r = 0, at = 0; r < n; r++, at += length) {
            double product = 1;
            for (int j = 0; j < length; j++) product *= x[at + j];
            to[r] = (float) product;
        }
    }

    private static void largest(float[] x, int length, float[] to, int n) {
        for (int r = 0, at = 0; r < n; r++, at += length) {
            float most = x[at];
            for (int j = 1; j < length; j++) most = Math.max(most, x[at + j]);
            to[r] = most;
        }
    }

    private static void smallest(float[] x, int length, float[] to, int n) {
        for (int r = 0, at = 0; r < n; r++, at += length) {
            float least = x[at];
            for (int j = 1; j < length; j++) least = Math.min(least, x[at + j]);
            to[r] = least;
        }
    }

    private ShortRows() {}
}

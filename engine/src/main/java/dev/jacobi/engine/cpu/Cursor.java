package dev.jacobi.engine.cpu;

import dev.jacobi.engine.ir.Data;
import dev.jacobi.engine.ir.Scalars;
import dev.jacobi.engine.type.DType;
import dev.jacobi.engine.type.Shape;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * Reads runs of an operand's elements, in row-major order, into tiles: float32 and the half types into floats, float64 into doubles, integers, bools
 * and coded complex64 into longs. Axes that follow each other without gaps are taken as one.
 */
final class Cursor {
    private final DType dtype;
    private final long uniform;
    private final MemorySegment segment;
    private final long offset;
    private final int[] sizes;
    private final int[] strides;

    Cursor(Operand x) { this(x.data(), x.shape(), x.dtype()); }

    Cursor(Data data, Shape shape, DType dtype) {
        this.dtype = dtype;
        switch (data) {
            case Data.Scalar(long bits) -> {
                uniform = bits;
                segment = null;
                offset = 0;
                sizes = strides = new int[0];
            }
            case Data.Strided s -> {
                uniform = 0;
                segment = s.buffer().segment();
                offset = s.offset();
                int[] n = new int[shape.rank()], step = new int[shape.rank()];
                int axes = 0;
                for (int k = 0; k < shape.rank(); k++) {
                    if (shape.dim(k) == 1) continue;
                    if (axes > 0 && step[axes - 1] == (long) s.strides().at(k) * shape.dim(k)) {
                        n[axes - 1] *= shape.dim(k);
                        step[axes - 1] = s.strides().at(k);
                    } else {
                        n[axes] = shape.dim(k);
                        step[axes++] = s.strides().at(k);
                    }
                }
                sizes = java.util.Arrays.copyOf(n, axes);
                strides = java.util.Arrays.copyOf(step, axes);
            }
        }
    }

    /** Whether every element is the same. */
    boolean isUniform() { return segment == null; }

    /** That element. */
    long uniform() { return uniform; }

    /** A run of equally spaced elements. */
    private interface Run {
        void elements(long at, int stride, int to, int count);
    }

    /** Cuts elements {@code start .. start + count - 1}, moved by {@code shift} elements of the buffer, into runs. */
    private void runs(long start, int count, long shift, Run run) {
        int last = sizes.length - 1;
        if (last < 0) {
            run.elements(offset + shift, 0, 0, count);
            return;
        }
        int inner = sizes[last], stride = strides[last];
        int done = 0;
        long position = start;
        while (done < count) {
            long outer = position / inner;
            int within = (int) (position - outer * inner);
            long at = offset + shift + (long) within * stride;
            for (int k = last - 1; k >= 0 && outer > 0; k--) {
                at += outer % sizes[k] * strides[k];
                outer /= sizes[k];
            }
            int n = Math.min(inner - within, count - done);
            run.elements(at, stride, done, n);
            done += n;
            position += n;
        }
    }

    /** Where in the buffer, in elements, the elements are. */
    void places(long start, int count, long[] to) {
        runs(start, count, 0, (at, stride, first, n) -> {
            for (int i = 0; i < n; i++) to[first + i] = at + (long) i * stride;
        });
    }

    /** Reads floats of float32, float16 or bfloat16. */
    void floats(long start, int count, long shift, float[] to) {
        if (segment == null) {
            java.util.Arrays.fill(to, 0, count, (float) Double.longBitsToDouble(uniform));
            return;
        }
        runs(start, count, shift, (at, stride, first, n) -> {
            if (dtype == DType.FLOAT32) {
                if (stride == 1) MemorySegment.copy(segment, ValueLayout.JAVA_FLOAT, at * 4, to, first, n);
                else if (stride == 0) java.util.Arrays.fill(to, first, first + n, segment.get(ValueLayout.JAVA_FLOAT, at * 4));
                else
                    for (int i = 0; i < n; i++) to[first + i] = segment.get(ValueLayout.JAVA_FLOAT, (at + (long) i * stride) * 4);
            } else if (dtype == DType.FLOAT16) {
                for (int i = 0; i < n; i++)
                    to[first + i] = Float.float16ToFloat(segment.get(ValueLayout.JAVA_SHORT, (at + (long) i * stride) * 2));
            } else {
                for (int i = 0; i < n; i++) {
                    to[first + i] = Float.intBitsToFloat(segment.get(ValueLayout.JAVA_SHORT, (at + (long) i * stride) * 2) << 16);
                }
            }
        });
    }

    /** Reads doubles of float64. */
    void doubles(long start, int count, long shift, double[] to) {
        if (segment == null) {
            java.util.Arrays.fill(to, 0, count, Double.longBitsToDouble(uniform));
            return;
        }
        runs(start, count, shift, (at, stride, first, n) -> {
            if (stride == 1) MemorySegment.copy(segment, ValueLayout.JAVA_DOUBLE, at * 8, to, first, n);
            else if (stride == 0) java.util.Arrays.fill(to, first, first + n, segment.get(ValueLayout.JAVA_DOUBLE, at * 8));
            else
                for (int i = 0; i < n; i++) to[first + i] = segment.get(ValueLayout.JAVA_DOUBLE, (at + (long) i * stride) * 8);
        });
    }

    /** Reads longs of an integer dtype, bool or complex64. */
    void longs(long start, int count, long shift, long[] to) {
        if (segment == null) {
            java.util.Arrays.fill(to, 0, count, uniform);
            return;
        }
        int bytes = dtype.bytes();
        runs(start, count, shift, (at, stride, first, n) -> {
            switch (dtype) {
                case INT64, UINT64, COMPLEX64 -> {
                    if (stride == 1) MemorySegment.copy(segment, ValueLayout.JAVA_LONG, at * 8, to, first, n);
                    else
                        for (int i = 0; i < n; i++) to[first + i] = segment.get(ValueLayout.JAVA_LONG, (at + (long) i * stride) * 8);
                }
                case INT32 -> {
                    for (int i = 0; i < n; i++) to[first + i] = segment.get(ValueLayout.JAVA_INT, (at + (long) i * stride) * 4);
                }
                case BOOL -> {
                    for (int i = 0; i < n; i++) to[first + i] = segment.get(ValueLayout.JAVA_BYTE, at + (long) i * stride);
                }
                default -> {
                    for (int i = 0; i < n; i++) to[first + i] = Scalars.read(dtype, segment, (at + (long) i * stride) * bytes);
                }
            }
        });
    }
}

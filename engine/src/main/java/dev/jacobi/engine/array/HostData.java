package dev.jacobi.engine.array;

import dev.jacobi.engine.ir.Data;
import dev.jacobi.engine.ir.Scalars;
import dev.jacobi.engine.memory.Buffer;
import dev.jacobi.engine.memory.Memory;
import dev.jacobi.engine.type.Complex;
import dev.jacobi.engine.type.Count;
import dev.jacobi.engine.type.DType;
import dev.jacobi.engine.type.DTypeException;
import dev.jacobi.engine.type.Ints;
import dev.jacobi.engine.type.Shape;
import dev.jacobi.engine.type.ShapeException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.ref.Reference;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Between Java's values and arrays. */
final class HostData {

    static Array vector(double first, double second, double[] more) {
        float[] all = new float[2 + more.length];
        all[0] = (float) first;
        all[1] = (float) second;
        for (int k = 0; k < more.length; k++) all[k + 2] = (float) more[k];
        return row(all);
    }

    static Array vector(int first, int second, int[] more) {
        int[] all = new int[2 + more.length];
        all[0] = first;
        all[1] = second;
        System.arraycopy(more, 0, all, 2, more.length);
        return row(all);
    }

    static Array vector(boolean first, boolean second, boolean[] more) {
        boolean[] all = new boolean[2 + more.length];
        all[0] = first;
        all[1] = second;
        System.arraycopy(more, 0, all, 2, more.length);
        return row(all);
    }

    static Array nested(Object values) {
        return switch (values) {
            case null -> throw new DTypeException("array",
                    "null has no elements: give numbers, booleans, or (nested) Java arrays or lists of them");
            case Array a -> a;
            case Number n when n instanceof Double || n instanceof Float -> Ops.array(n.doubleValue());
            case Long n -> Ops.array(n.longValue());
            case Number n -> Ops.array(n.intValue());
            case Boolean b -> Ops.array(b.booleanValue());
            case Complex c -> Array.of(new Data.Scalar(Scalars.complex(c.re(), c.im())), Shape.SCALAR, DType.COMPLEX64);
            case Complex[] c -> row(c);
            case List<?> l -> rows(l);
            case Object[] o -> rows(Arrays.asList(o));
            default -> row(values);
        };
    }

    static Array nested(Object values, DType dtype) {
        if (values instanceof double[] d)
            return Ops.astype(Array.of(copied(MemorySegment.ofArray(d)), Shape.of(d.length), DType.FLOAT64), dtype);
        if (values instanceof Number n) {
            long bits = n instanceof Double || n instanceof Float ? Scalars.of(dtype, n.doubleValue()) : Scalars.of(dtype, n.longValue());
            return Array.of(new Data.Scalar(bits), Shape.SCALAR, dtype);
        }
        if (values instanceof Object[] o) return nested(Arrays.asList(o), dtype);
        if (values instanceof List<?> l && !l.isEmpty()) return Ops.stack(sameShapes(l.stream().map(v -> nested(v, dtype)).toList()), 0);
        return Ops.astype(nested(values), dtype);
    }

    private static Array rows(List<?> parts) {
        List<Array> arrays = new ArrayList<>();
        for (Object p : parts) arrays.add(nested(p));
        return arrays.isEmpty() ? Ops.zeros(0) : Ops.stack(sameShapes(arrays), 0);
    }

    private static List<Array> sameShapes(List<Array> rows) {
        for (int i = 1; i < rows.size(); i++) {
            if (!rows.get(i).shape().equals(rows.getFirst().shape())) {
                throw new ShapeException("array",
                        "row " + i + " has shape " + rows.get(i).shape() + ", row 0 has " + rows.getFirst().shape()
                                + ": rows must be of equal length");
            }
        }
        return rows;
    }

    private static Array row(Object values) {
        return switch (values) {
            case double[] d -> {
                float[] f = new float[d.length];
                for (int k = 0; k < f.length; k++) f[k] = (float) d[k];
                yield row(f);
            }
            case float[] f -> Array.of(copied(MemorySegment.ofArray(f)), Shape.of(f.length), DType.FLOAT32);
            case int[] i -> Array.of(copied(MemorySegment.ofArray(i)), Shape.of(i.length), DType.INT32);
            case long[] l -> Array.of(copied(MemorySegment.ofArray(l)), Shape.of(l.length), DType.INT64);
            case short[] s -> Array.of(copied(MemorySegment.ofArray(s)), Shape.of(s.length), DType.INT16);
            case byte[] b -> Array.of(copied(MemorySegment.ofArray(b)), Shape.of(b.length), DType.INT8);
            case boolean[] b -> {
                byte[] bytes = new byte[b.length];
                for (int k = 0; k < bytes.length; k++) bytes[k] = (byte) (b[k] ? 1 : 0);
                yield Array.of(copied(MemorySegment.ofArray(bytes)), Shape.of(b.length), DType.BOOL);
            }
            case Complex[] c -> {
                long[] bits = new long[c.length];
                for (int k = 0; k < bits.length; k++) bits[k] = Scalars.complex(c[k].re(), c[k].im());
                yield Array.of(copied(MemorySegment.ofArray(bits)), Shape.of(c.length), DType.COMPLEX64);
            }
            default -> throw new DTypeException("array", "a " + values.getClass().getTypeName()
                    + " has no elements that an array can hold: give numbers, booleans, or (nested) Java arrays or lists of them");
        };
    }

    private static Data copied(MemorySegment heap) {
        Buffer buffer = Memory.shared().allocate(heap.byteSize());
        buffer.segment().copyFrom(heap);
        return new Data.Strided(buffer, 0, Ints.of(1));
    }

    // reading out

    private static long bits(Array x) {
        if (x.size() != 1)
            throw new ShapeException("item",
                    "an array of shape " + x.shape() + " has " + Count.of(x.size(), "element") + ", not one: index it, or reduce it");
        return element(x, Evaluation.value("item", x), new int[x.ndim()]);
    }

    /** Whoever asks for real numbers shall not lose imaginary parts unnoticed. */
    private static void requireReal(String op, Array x, String instead) {
        if (x.dtype().isComplex())
            throw new DTypeException(op, "the array is " + x.dtype() + ": use " + instead + ", or real(), imag() or abs() first");
    }

    static double item(Array x) {
        requireReal("item", x, "itemComplex()");
        return Scalars.toDouble(x.dtype(), bits(x));
    }

    static Complex itemComplex(Array x) {
        long bits = Scalars.cast(x.dtype(), DType.COMPLEX64, bits(x));
        return new Complex(Scalars.re(bits), Scalars.im(bits));
    }

    static Complex[] toComplexes(Array x) {
        Complex[] r = new Complex[Math.toIntExact(x.size())];
        forEach(x, Evaluation.value("toComplexArray", x), (i, bits) -> {
            long c = Scalars.cast(x.dtype(), DType.COMPLEX64, bits);
            r[(int) i] = new Complex(Scalars.re(c), Scalars.im(c));
        });
        return r;
    }

    static long itemLong(Array x) {
        requireReal("itemLong", x, "itemComplex()");
        return Scalars.toLong(x.dtype(), bits(x));
    }

    static MemorySegment toSegment(Array x) {
        MemorySegment copy = Arena.ofAuto().allocate(x.nbytes(), 64);
        Data data = Evaluation.value("toSegment", x);
        if (data instanceof Data.Strided s && s.isRowMajor(x.shape())) {
            MemorySegment.copy(s.buffer().segment(), s.byteOffset(x.dtype()), copy, 0, x.nbytes());
            Reference.reachabilityFence(s);
        } else {
            forEach(x, data, (i, bits) -> Scalars.write(x.dtype(), copy, i * x.dtype().bytes(), bits));
        }
        return copy;
    }

    static float[] toFloats(Array x) {
        requireReal("toFloatArray", x, "toComplexArray()");
        float[] r = new float[Math.toIntExact(x.size())];
        Data data = Evaluation.value("toFloatArray", x);
        if (x.dtype() == DType.FLOAT32 && data instanceof Data.Strided s && s.isRowMajor(x.shape())) {
            MemorySegment.copy(s.buffer().segment(), ValueLayout.JAVA_FLOAT, s.byteOffset(x.dtype()), r, 0, r.length);
            Reference.reachabilityFence(s);
        } else {
            forEach(x, data, (i, bits) -> r[(int) i] = (float) Scalars.toDouble(x.dtype(), bits));
        }
        return r;
    }

    static double[] toDoubles(Array x) {
        requireReal("toDoubleArray", x, "toComplexArray()");
        double[] r = new double[Math.toIntExact(x.size())];
        forEach(x, Evaluation.value("toDoubleArray", x), (i, bits) -> r[(int) i] = Scalars.toDouble(x.dtype(), bits));
        return r;
    }

    static long[] toLongs(Array x) {
        requireReal("toLongArray", x, "toComplexArray()");
        long[] r = new long[Math.toIntExact(x.size())];
        forEach(x, Evaluation.value("toLongArray", x), (i, bits) -> r[(int) i] = Scalars.toLong(x.dtype(), bits));
        return r;
    }

    static int[] toInts(Array x) {
        requireReal("toIntArray", x, "toComplexArray()");
        int[] r = new int[Math.toIntExact(x.size())];
        forEach(x, Evaluation.value("toIntArray", x), (i, bits) -> r[(int) i] = (int) Scalars.toLong(x.dtype(), bits));
        return r;
    }

    interface Visit {
        void element(long position, long bits);
    }

    /** Calls {@code visit} for each element in row-major order. */
    static void forEach(Array x, Data data, Visit visit) {
        long n = x.size();
        switch (data) {
            case Data.Scalar(long bits) -> {
                for (long i = 0; i < n; i++) visit.element(i, bits);
            }
            case Data.Strided s -> {
                MemorySegment segment = s.buffer().segment();
                int bytes = x.dtype().bytes();
                if (s.isRowMajor(x.shape())) {
                    for (long i = 0; i < n; i++) visit.element(i, Scalars.read(x.dtype(), segment, (s.offset() + i) * bytes));
                } else {
                    int[] at = new int[x.ndim()];
                    for (long i = 0; i < n; i++) {
                        long offset = s.offset();
                        for (int k = 0; k < at.length; k++) offset += (long) at[k] * s.strides().at(k);
                        visit.element(i, Scalars.read(x.dtype(), segment, offset * bytes));
                        for (int k = at.length - 1; k >= 0 && ++at[k] == x.shape().dim(k); k--) at[k] = 0;
                    }
                }
                Reference.reachabilityFence(s);
            }
        }
    }

    /** The element at {@code at}, as bits. */
    static long element(Array x, Data data, int... at) {
        return switch (data) {
            case Data.Scalar(long bits) -> bits;
            case Data.Strided s -> {
                long offset = s.offset();
                for (int k = 0; k < at.length; k++) offset += (long) at[k] * s.strides().at(k);
                long bits = Scalars.read(x.dtype(), s.buffer().segment(), offset * x.dtype().bytes());
                Reference.reachabilityFence(s);
                yield bits;
            }
        };
    }

    private HostData() {}
}

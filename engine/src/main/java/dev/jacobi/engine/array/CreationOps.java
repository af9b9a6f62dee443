package dev.jacobi.engine.array;

import dev.jacobi.engine.ir.Data;
import dev.jacobi.engine.ir.Scalars;
import dev.jacobi.engine.type.DType;
import dev.jacobi.engine.type.MxException;
import dev.jacobi.engine.type.Shape;
import dev.jacobi.engine.type.ShapeException;

/** Arrays from values. A double literal makes float32, an int int32, a boolean bool; {@link Array#astype} gives another dtype. */
public abstract class CreationOps extends ElementwiseOps {

    CreationOps() {}

    /** A scalar, float32. */
    public static Array array(double value) { return scalar(value, DType.FLOAT32); }

    /** A scalar, float32. */
    public static Array array(float value) { return scalar(value, DType.FLOAT32); }

    /** A scalar, int32. */
    public static Array array(int value) { return scalar(value, DType.INT32); }

    /** A scalar, int64. */
    public static Array array(long value) { return Array.of(new Data.Scalar(value), Shape.SCALAR, DType.INT64); }

    /** A scalar, bool. */
    public static Array array(boolean value) { return scalar(value ? 1 : 0, DType.BOOL); }

    /** A vector, float32. */
    public static Array array(double first, double second, double... more) {
        return HostData.vector(first, second, more);
    }

    /** A vector, int32. */
    public static Array array(int first, int second, int... more) { return HostData.vector(first, second, more); }

    /** A vector, bool. */
    public static Array array(boolean first, boolean second, boolean... more) {
        return HostData.vector(first, second, more);
    }

    /**
     * The elements of a Java array, nested as deep as wished: {@code double[]}, {@code float[][]}, {@code int[]}, {@code long[]}, {@code boolean[]},
     * {@code Array[]}. Doubles and floats make float32, ints int32, longs int64, booleans bool, shorts int16, bytes int8.
     *
     * @throws ShapeException if rows differ in length, with the place
     */
    public static Array array(Object values) { return HostData.nested(values); }

    /** As {@link #array(Object)}, as {@code dtype}; a float64 keeps every digit of a double. */
    public static Array array(Object values, DType dtype) {
        return HostData.nested(values, dtype);
    }

    /** A scalar of {@code dtype}. */
    public static Array scalar(double value, DType dtype) {
        return Array.of(new Data.Scalar(Scalars.of(dtype, value)), Shape.SCALAR, dtype);
    }

    /** Zeros, float32. */
    public static Array zeros(int... shape) { return full(Shape.of(shape), scalar(0, DType.FLOAT32)); }

    /** Ones, float32. */
    public static Array ones(int... shape) { return full(Shape.of(shape), scalar(1, DType.FLOAT32)); }

    /** {@code value} everywhere. */
    public static Array full(Shape shape, Array value) { return Ops.broadcastTo(value, shape); }

    /** {@code value} everywhere, float32. */
    public static Array full(Shape shape, double value) {
        return full(shape, scalar(value, DType.FLOAT32));
    }

    /** Zeros of x's shape and dtype. */
    public static Array zerosLike(Array x) { return full(x.shape(), scalar(0, x.dtype())); }

    /** Zeros of x's shape and of {@code dtype}. */
    static Array zerosLike(Array x, DType dtype) {
        return full(x.shape(), scalar(0, dtype));
    }

    /** Ones of x's shape and dtype. */
    public static Array onesLike(Array x) { return full(x.shape(), scalar(1, x.dtype())); }

    /** 0, 1, ... stop - 1, int32. */
    public static Array arange(int stop) { return arange(0, stop, 1); }

    /** start, start + step, ... before stop, int32. */
    public static Array arange(int start, int stop, int step) {
        if (step == 0) throw new MxException("arange", "the step is 0");
        long n = Math.max(0, Math.ceilDiv((long) stop - start, (long) step));
        Array counts = Array.apply(new Iota(Math.toIntExact(n), DType.INT32));
        return step == 1 && start == 0 ? counts : counts.multiply(step).add(start);
    }

    /** start, start + step, ... before stop, float32. */
    public static Array arange(double start, double stop, double step) {
        double n = Math.ceil((stop - start) / step);
        if (!(n < Integer.MAX_VALUE))
            throw new MxException("arange", "from " + start + " to " + stop + " by " + step + " is no finite list");
        Array counts = Array.apply(new Iota((int) Math.max(0, n), DType.FLOAT64));
        return counts.multiply(step).add(start).astype(DType.FLOAT32);
    }

    /** {@code count} numbers at equal distances from start to stop, both included, float32. */
    public static Array linspace(double start, double stop, int count) {
        if (count < 0) throw new MxException("linspace", count + " numbers were asked for: give 0 or more");
        Array k = Array.apply(new Iota(count, DType.FLOAT64));
        return k.multiply((stop - start) / Math.max(1, count - 1)).add(start).astype(DType.FLOAT32);
    }

    /** The n x n matrix with ones on the diagonal, float32. */
    public static Array eye(int n) { return eye(n, DType.FLOAT32); }

    /** The n x n matrix with ones on the diagonal. */
    public static Array eye(int n, DType dtype) {
        Array k = Array.apply(new Iota(n, DType.INT32));
        return equal(Ops.expandDims(k, 1), Ops.expandDims(k, 0)).astype(dtype);
    }
}

package dev.jacobi.engine.array;

import dev.jacobi.engine.type.Complex;
import java.lang.foreign.MemorySegment;

/** The elements of an array as Java's numbers and arrays: each of these evaluates. */
abstract sealed class ReadingMethods extends ConvolutionMethods permits ArrayMethods {

    ReadingMethods() {}

    /**
     * The value of an array of one element, as a double.
     *
     * @throws dev.jacobi.engine.type.ShapeException if it has more
     * @throws dev.jacobi.engine.type.DTypeException if it is complex: see {@link #itemComplex}
     * @throws dev.jacobi.engine.type.TraceException if vmap or compile is tracing it
     */
    public double item() { return HostData.item(self()); }

    /** The value of an array of one element as a long; a float is truncated. */
    public long itemLong() { return HostData.itemLong(self()); }

    /** Whether the value of an array of one element is not 0. */
    public boolean itemBoolean() { return item() != 0; }

    /** The value of an array of one element as a complex number. */
    public Complex itemComplex() { return HostData.itemComplex(self()); }

    /** The elements in row-major order as complex numbers. */
    public Complex[] toComplexArray() { return HostData.toComplexes(self()); }

    /** The elements in row-major order as floats. */
    public float[] toFloatArray() { return HostData.toFloats(self()); }

    /** The elements in row-major order as doubles. */
    public double[] toDoubleArray() { return HostData.toDoubles(self()); }

    /** The elements in row-major order as longs; floats are truncated. */
    public long[] toLongArray() { return HostData.toLongs(self()); }

    /** The elements in row-major order as ints; floats are truncated, longs wrap. */
    public int[] toIntArray() {
        return HostData.toInts(self());
    }

    /** A copy of the elements in row-major order off the heap, which the garbage collector frees. */
    public MemorySegment toSegment() {
        return HostData.toSegment(self());
    }

    /** Whether {@code other} has the same shape and equal elements; NaN equals nothing. */
    public boolean arrayEqual(Array other) {
        return self().shape().equals(other.shape()) && Ops.all(Ops.equal(self(), other)).itemBoolean();
    }

    /** Computes the elements now. */
    public Array eval() {
        Evaluation.run("eval", self());
        return self();
    }
}

package dev.jacobi.engine.array;

import dev.jacobi.engine.ir.Lowered;
import dev.jacobi.engine.type.DType;
import dev.jacobi.engine.type.Shape;

/**
 * One operation with all of its rules. Rules are written with the public operations, so what they build can be transformed again. A primitive is a
 * value: two equal primitives on the same inputs give the same result.
 *
 * <p>Inside of the rules a null tangent is a zero that nobody has to compute.
 */
public sealed interface Primitive
        permits Leaf, Unary, Binary, Linear, StopGradient, Prod, Extremum, ArgReduce, AlongAxis, ArgSort, Iota,
        RandomBits, Bundle, Output {

    /** What a person calls it, in errors and printed graphs. */
    String title();

    /** The result's shape. */
    Shape shape(Array[] in);

    /** The result's dtype. */
    DType dtype(Array[] in);

    /**
     * The derivative at {@code in} along {@code tangents}, of which at least one is not null; null if it is zero. {@code out} is this node's result.
     */
    Array jvp(Array[] in, Array[] tangents, Array out);

    /**
     * The result for a batch of {@code size}: where {@code batched}, axis 0 of the operand counts the examples, and axis 0 of the result must.
     */
    Array vmap(Array[] in, boolean[] batched, int size);

    /** What a backend is to do. */
    Lowered lower();
}

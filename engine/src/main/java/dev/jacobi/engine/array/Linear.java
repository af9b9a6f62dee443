package dev.jacobi.engine.array;

/**
 * A primitive that is linear in at least one operand: reverse mode pulls a cotangent back through it. Only such primitives may be applied to a
 * tangent by a jvp rule.
 *
 * <p>On complex numbers linear means over the reals, and the transpose is the one that keeps Re(sum(cotangent * tangent)), without a conjugate: that of
 * multiplying by a complex matrix is multiplying by its plain transpose, as in JAX.
 */
public sealed interface Linear extends Primitive permits LinearUnary, Arithmetic, Cast, Depends, Select, Broadcast, Permute, Reshape, Slice,
        SliceUpdate, Concatenate, Fft, Sum, CumSum, Recurrence, MatMul, Convolution, Gather, Scatter {

    /** The cotangent of operand {@code i}, in which this is linear, for {@code cotangent} of the result; null if it is zero. */
    Array transpose(int i, Array cotangent, Array[] in);
}

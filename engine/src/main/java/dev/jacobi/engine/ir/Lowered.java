package dev.jacobi.engine.ir;

import dev.jacobi.engine.type.DType;
import dev.jacobi.engine.type.Ints;
import dev.jacobi.engine.type.Shape;

/**
 * What a primitive asks a backend to do. The family is closed, so a backend's switch over it is complete or doesn't compile. Shapes and dtypes are
 * the {@link Step}'s; operands are checked and broadcast.
 */
public sealed interface Lowered {

    /** An operand that is given: data from outside of the program. */
    record Given() implements Lowered {}

    /** One value everywhere, as {@link Scalars} codes it. It may have any shape and takes no memory. */
    record Constant(long bits) implements Lowered {}

    /** {@code op} at each element; operands have the result's shape. */
    record Map(Op op) implements Lowered {}

    /** Each element as the result's dtype. */
    record Cast() implements Lowered {}

    /** The same elements seen otherwise; a backend needs to move them only where strides can't say it. */
    sealed interface View extends Lowered {}

    /** As it is. */
    record Alias() implements View {}

    /**
     * The first operand as it is, once the others have been computed. Optimisations don't look through it: what is computed from it is not the same as what
     * is computed from the operand.
     */
    record Depends() implements View {}

    /** Axes of one element, and new leading axes, repeat. */
    record Broadcast() implements View {}

    /** Axis k of the result is axis {@code axes[k]} of the operand. */
    record Permute(Ints axes) implements View {}

    /** The same elements in row-major order in another shape. */
    record Reshape() implements View {}

    /** Every {@code steps[k]}-th element from {@code starts[k]} on, along each axis k; steps may be negative. */
    record Slice(Ints starts, Ints steps) implements View {}

    /** The first operand with a slice of it replaced by the second. */
    record SliceUpdate(Ints starts, Ints steps) implements Lowered {}

    /** {@code axes} become one element, and go. */
    record Reduce(Reduction reduction, Ints axes) implements Lowered {}

    /** The index along {@code axis} of the first largest (or smallest) element; NaN is largest and smallest. */
    record ArgReduce(boolean largest, int axis) implements Lowered {}

    /** Each element with all before it along {@code axis}; with {@code reverse} all behind it. */
    record Scan(Accumulation what, int axis, boolean reverse) implements Lowered {}

    /**
     * Operands a, b: y[k] = a[k] y[k - 1] + b[k] along {@code axis}, from the end with {@code reverse}; the first y is its b. In the product
     * zero wins over infinity and NaN, as in {@link Op#SCALE}. Floating dtypes only.
     */
    record Recurrence(int axis, boolean reverse) implements Lowered {}

    /** The elements along {@code axis} in ascending order; NaN is the last. */
    record Sort(int axis) implements Lowered {}

    /** The indices along {@code axis} that put the elements in ascending order, equal ones in the order in which they are; NaN is the last. */
    record ArgSort(int axis) implements Lowered {}

    /** (batch..., m, k) by (batch..., k, n); batch axes are equal. */
    record MatMul() implements Lowered {}

    /** (n, space..., channels) by (outputs, kernel..., channels / groups) to (n, space..., outputs), over float32 or float64. */
    record Convolve(Window window, int groups) implements Lowered {}

    /** result[i, j, k] = x[i, index[i, j, k], k] for axis 1, and so on; negative indices count from the end, others out of range are an error. */
    record Gather(int axis) implements Lowered {}

    /** The first operand with, for each element of the third, x[i, index[i, j, k], k] replaced by it or by their {@code combine}. */
    record Scatter(int axis, Combine combine) implements Lowered {}

    /** What scatter does where it writes. Updates of one place are combined in order; of several replacements the last stays. */
    enum Combine {
        SET, ADD
    }

    /** The operands one after the other along {@code axis}. */
    record Concatenate(int axis) implements Lowered {}

    /** 0, 1, 2, ... */
    record Iota() implements Lowered {}

    /** For each key (last axis of two uint32 words) random numbers of {@code sizes}: see the primitive. */
    record RandomBits(Shape sizes, RandomForm form) implements Lowered {}

    /** What is made of the two random words of a block. */
    enum RandomForm {
        /** Their exclusive or: uint32. */
        WORD,
        /** Both, as a last axis of two: a key. */
        KEY,
        /** The upper 23 bits of their exclusive or as a fraction: float32 in [0, 1). */
        UNIT,
        /** sqrt(2) erfinv(u) with u the greater one of 2 UNIT + b and b, the smallest float32 above -1: float32, normally distributed, as JAX draws it. */
        NORMAL
    }

    /** The Fourier transform along {@code axis}, times {@code scale}. Its length is the longer one of the axis before and after. */
    record Fft(Dft dft, int axis, double scale) implements Lowered {}

    /** Complex to complex, forward or inverse without 1 / n; real to the half of a complex spectrum, and back. */
    enum Dft {
        FORWARD, INVERSE, REAL, REAL_INVERSE
    }

    /** One lowered operation in a program: which earlier values it reads, and the shape and dtype of what it makes. */
    record Step(Lowered what, int[] operands, Shape shape, DType dtype) {}
}

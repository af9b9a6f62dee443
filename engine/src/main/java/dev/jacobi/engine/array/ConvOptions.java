package dev.jacobi.engine.array;

import dev.jacobi.engine.type.Count;
import dev.jacobi.engine.type.Ints;
import dev.jacobi.engine.type.ShapeException;

/**
 * How a convolution slides: {@code mx.conv().stride(2).padding(1)}. Each setting takes one number for all spatial axes, or one for each.
 *
 * @param stride how far the kernel moves from one element of the result to the next; 1 if not given
 * @param low zeros before the input (negative: elements cut off); 0 if not given
 * @param high zeros behind it
 * @param dilation from one element of the kernel to the next; 1 if not given
 * @param inputDilation from one element of the input to the next; 1 if not given
 * @param outputPadding for transposed convolutions: how much larger the result is at its end; 0 if not given
 * @param groups into how many groups the channels fall, each with outputs of its own
 * @param flip whether the kernel is read backwards along the spatial axes
 */
public record ConvOptions(Ints stride, Ints low, Ints high, Ints dilation, Ints inputDilation, Ints outputPadding, int groups,
        boolean flip) {
    private static final Ints NONE = Ints.of();
    /** A stride of 1, no padding, no dilation, one group. */
    public static final ConvOptions DEFAULT = new ConvOptions(NONE, NONE, NONE, NONE, NONE, NONE, 1, false);

    /** With {@code stride}, 1 or more. */
    public ConvOptions stride(int... stride) {
        return new ConvOptions(positive("stride", stride), low, high, dilation, inputDilation, outputPadding, groups, flip);
    }

    /** With as many zeros before as behind the input. */
    public ConvOptions padding(int... padding) {
        return padding(padding, padding);
    }

    /** With {@code low} zeros before and {@code high} behind the input. */
    public ConvOptions padding(int[] low, int[] high) {
        return new ConvOptions(stride, Ints.of(low), Ints.of(high), dilation, inputDilation, outputPadding, groups, flip);
    }

    /** With the kernel's elements {@code dilation} apart, 1 or more. */
    public ConvOptions dilation(int... dilation) {
        return new ConvOptions(stride, low, high, positive("dilation", dilation), inputDilation, outputPadding, groups, flip);
    }

    /** With the input's elements {@code dilation} apart, 1 or more. */
    public ConvOptions inputDilation(int... dilation) {
        return new ConvOptions(stride, low, high, this.dilation, positive("input dilation", dilation), outputPadding, groups, flip);
    }

    /** With a result of a transposed convolution that is so much larger. */
    public ConvOptions outputPadding(int... padding) {
        return new ConvOptions(stride, low, high, dilation, inputDilation, Ints.of(padding), groups, flip);
    }

    /** With the channels in {@code groups} groups. */
    public ConvOptions groups(int groups) {
        positive("groups", new int[]{groups});
        return new ConvOptions(stride, low, high, dilation, inputDilation, outputPadding, groups, flip);
    }

    /** With the kernel read backwards, or not. */
    public ConvOptions flip(boolean flip) {
        return new ConvOptions(stride, low, high, dilation, inputDilation, outputPadding, groups, flip);
    }

    private static Ints positive(String what, int[] values) {
        for (int v : values) if (v < 1) throw new ShapeException("conv", what + " " + v + ": it must be 1 or more");
        return Ints.of(values);
    }

    /** One of the settings for {@code rank} axes. */
    static Ints forAxes(String op, String what, Ints values, int rank, int otherwise) {
        if (values.length() == rank) return values;
        if (values.length() == 0) return Ints.filled(rank, otherwise);
        if (values.length() == 1) return Ints.filled(rank, values.at(0));
        throw new ShapeException(op,
                what + " " + values + " for " + Count.of(rank, "spatial axis", "spatial axes") + ": give one number, or one for each axis");
    }
}

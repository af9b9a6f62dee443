package dev.jacobi.engine.array;

/** Convolutions with options; see {@link ConvolutionOps}. */
abstract sealed class ConvolutionMethods extends SortMethods permits ReadingMethods {

    ConvolutionMethods() {}

    /** As {@link Ops#conv1d} with options. */
    public Array conv1d(Array weight, ConvOptions options) {
        return Ops.convolve("conv1d", 1, self(), weight, options);
    }

    /** As {@link Ops#conv2d} with options. */
    public Array conv2d(Array weight, ConvOptions options) {
        return Ops.convolve("conv2d", 2, self(), weight, options);
    }

    /** As {@link Ops#conv3d} with options. */
    public Array conv3d(Array weight, ConvOptions options) {
        return Ops.convolve("conv3d", 3, self(), weight, options);
    }

    /** As {@link Ops#convTranspose1d} with options. */
    public Array convTranspose1d(Array weight, ConvOptions options) {
        return Ops.transposed("conv_transpose1d", 1, self(), weight, options);
    }

    /** As {@link Ops#convTranspose2d} with options. */
    public Array convTranspose2d(Array weight, ConvOptions options) {
        return Ops.transposed("conv_transpose2d", 2, self(), weight, options);
    }

    /** As {@link Ops#convTranspose3d} with options. */
    public Array convTranspose3d(Array weight, ConvOptions options) {
        return Ops.transposed("conv_transpose3d", 3, self(), weight, options);
    }

    /**
     * The convolution of two vectors.
     *
     * @param mode {@code full} (wherever they overlap), {@code same} (as long as the longer one) or {@code valid} (where they overlap fully)
     */
    public Array convolve(Array v, String mode) { return Ops.convolve(self(), v, mode); }
}

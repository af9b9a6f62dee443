package dev.jacobi.engine.ir;

import dev.jacobi.engine.type.Ints;

/**
 * How a kernel slides over the spatial axes of an input. Along each axis the input is spread ({@code inputDilation - 1} zeros between neighbours),
 * put between {@code low} and {@code high} zeros (negative: cut off), and the kernel, spread by {@code kernelDilation}, is laid on every
 * {@code stride}-th place where it fits.
 *
 * @param flip whether the kernel is read backwards along the spatial axes: a convolution as mathematics has it, not a correlation
 */
public record Window(Ints stride, Ints low, Ints high, Ints kernelDilation, Ints inputDilation, boolean flip) {

    /** How many spatial axes. */
    public int rank() { return stride.length(); }

    /** What {@code n} elements take with {@code dilation - 1} zeros between neighbours. */
    public static int spread(int n, int dilation) {
        return n == 0 ? 0 : Math.addExact(Math.multiplyExact(n - 1, dilation), 1);
    }

    /** The size of the result along spatial axis {@code axis} for {@code input} and {@code kernel} elements. */
    public int outputSize(int axis, int input, int kernel) {
        int room = spread(input, inputDilation.at(axis)) + low.at(axis) + high.at(axis) - spread(kernel, kernelDilation.at(axis));
        return room < 0 ? 0 : room / stride.at(axis) + 1;
    }

    /** Whether each place of the result sees one place of the input, the same one. */
    public boolean isIdentity() {
        for (int k = 0; k < rank(); k++)
            if (stride.at(k) != 1 || low.at(k) != 0 || high.at(k) != 0 || inputDilation.at(k) != 1) return false;
        return true;
    }
}

package dev.jacobi.engine.array;

import dev.jacobi.engine.ir.Window;
import dev.jacobi.engine.type.Count;
import dev.jacobi.engine.type.DType;
import dev.jacobi.engine.type.Ints;
import dev.jacobi.engine.type.MxException;
import dev.jacobi.engine.type.Shape;
import dev.jacobi.engine.type.ShapeException;

/**
 * Convolutions as neural networks have them (correlations: the kernel is not reversed), channels last. The input has shape (n, space..., channels), the weight
 * (outputs, kernel..., channels / groups), the result (n, space..., outputs). With options they are methods of {@link Array}. Integers are computed as
 * float32, half types are summed in float32.
 */
public abstract class ConvolutionOps extends SortOps {

    ConvolutionOps() {}

    /** The options of a convolution, to be refined: {@code conv().stride(2).padding(1)}. */
    public static ConvOptions conv() {
        return ConvOptions.DEFAULT;
    }

    /**
     * Over one spatial axis: x (n, length, channels), weight (outputs, kernel, channels).
     *
     * @throws ShapeException if the shapes don't fit
     */
    public static Array conv1d(Array x, Array weight) { return convolve("conv1d", 1, x, weight, ConvOptions.DEFAULT); }

    /**
     * Over two spatial axes: x (n, height, width, channels), weight (outputs, height, width, channels).
     *
     * @throws ShapeException if the shapes don't fit
     */
    public static Array conv2d(Array x, Array weight) { return convolve("conv2d", 2, x, weight, ConvOptions.DEFAULT); }

    /**
     * Over three spatial axes: x (n, depth, height, width, channels), weight (outputs, depth, height, width, channels).
     *
     * @throws ShapeException if the shapes don't fit
     */
    public static Array conv3d(Array x, Array weight) { return convolve("conv3d", 3, x, weight, ConvOptions.DEFAULT); }

    /**
     * Over as many spatial axes as {@code x} has between its first and its last.
     *
     * @throws ShapeException if the shapes or options don't fit
     */
    public static Array convGeneral(Array x, Array weight, ConvOptions options) {
        return convolve("conv_general", x.ndim() - 2, x, weight, options);
    }

    /** What pulls a cotangent of {@link #conv1d} back to its input, for weight (outputs, kernel, channels). */
    public static Array convTranspose1d(Array x, Array weight) {
        return transposed("conv_transpose1d", 1, x, weight, ConvOptions.DEFAULT);
    }

    /** What pulls a cotangent of {@link #conv2d} back to its input, for weight (outputs, height, width, channels). */
    public static Array convTranspose2d(Array x, Array weight) {
        return transposed("conv_transpose2d", 2, x, weight, ConvOptions.DEFAULT);
    }

    /** What pulls a cotangent of {@link #conv3d} back to its input, for weight (outputs, depth, height, width, channels). */
    public static Array convTranspose3d(Array x, Array weight) {
        return transposed("conv_transpose3d", 3, x, weight, ConvOptions.DEFAULT);
    }

    /** The convolution of two vectors as mathematics has it, wherever they overlap: as long as both together, less 1. */
    public static Array convolve(Array a, Array v) {
        return convolve(a, v, "full");
    }

    static Array convolve(Array a, Array v, String mode) {
        if (a.ndim() != 1 || v.ndim() != 1 || a.size() == 0 || v.size() == 0) {
            throw new ShapeException("convolve", "shapes " + a.shape() + " and " + v.shape() + ": two vectors with elements are needed");
        }
        if (a.size() < v.size()) return convolve(v, a, mode);
        int n = v.dim(0);
        ConvOptions options = switch (mode) {
            case "full" -> ConvOptions.DEFAULT.padding(n - 1);
            case "same" -> ConvOptions.DEFAULT.padding(new int[]{n / 2}, new int[]{n - 1 - n / 2});
            case "valid" -> ConvOptions.DEFAULT;
            default -> throw new MxException("convolve", "mode " + mode + ": there are full, same and valid");
        };
        return flatten(convolve("convolve", 1, reshape(a, 1, -1, 1), reshape(v, 1, -1, 1), options.flip(true)));
    }

    static Array convolve(String op, int rank, Array x, Array weight, ConvOptions options) {
        Window window = new Window(ConvOptions.forAxes(op, "stride", options.stride(), rank, 1),
                ConvOptions.forAxes(op, "padding", options.low(), rank, 0), ConvOptions.forAxes(op, "padding", options.high(), rank, 0),
                ConvOptions.forAxes(op, "dilation", options.dilation(), rank, 1),
                ConvOptions.forAxes(op, "input dilation", options.inputDilation(), rank, 1), options.flip());
        if (options.outputPadding().length() > 0) throw new ShapeException(op, "output padding is for transposed convolutions");
        return apply(op, rank, x, weight, window, options.groups());
    }

    private static Array apply(String op, int rank, Array x, Array weight, Window window, int groups) {
        check(op, rank, x.shape(), weight.shape(), groups);
        for (int k = 0; k < rank; k++) {
            int kernel = Window.spread(weight.dim(k + 1), window.kernelDilation().at(k));
            long input = (long) Window.spread(x.dim(k + 1), window.inputDilation().at(k)) + window.low().at(k) + window.high().at(k);
            if (kernel == 0 || input < kernel) {
                throw new ShapeException(op,
                        "the kernel of shape " + weight.shape() + " takes " + Count.of(kernel, "element") + " of spatial axis " + k
                                + ", the input of shape " + x.shape() + " has " + input
                                + " there with its padding; pad more or take a smaller kernel");
            }
        }
        DType dtype = refuseComplex(op, x.dtype().promote(weight.dtype())).toFloating();
        DType computed = dtype == DType.FLOAT64 ? dtype : DType.FLOAT32;
        return astype(Array.apply(new Convolution(window, groups), astype(x, computed), astype(weight, computed)), dtype);
    }

    private static void check(String op, int rank, Shape x, Shape weight, int groups) {
        if (rank < 1 || x.rank() != rank + 2 || weight.rank() != rank + 2) {
            String axes = rank < 1 ? "at least 3" : String.valueOf(rank + 2);
            throw new ShapeException(op, "input of shape " + x + " and weight of shape " + weight + ": both need " + axes
                    + " axes, (n, space..., channels) and (outputs, kernel..., channels)");
        }
        int channels = x.dim(rank + 1);
        if (channels % groups != 0 || weight.dim(0) % groups != 0 || weight.dim(rank + 1) != channels / groups) {
            throw new ShapeException(op, "input of shape " + x + " has " + Count.of(channels, "channel") + ", weight of shape " + weight
                    + " has "
                    + Count.of(weight.dim(0), "output") + " from " + Count.of(weight.dim(rank + 1), "channel")
                    + (groups == 1 ? ": the channels, both last axes, must be equal"
                            : " each: with " + groups
                                    + " groups, these must divide the channels and outputs, and the weight's last axis be channels / groups"));
        }
    }

    static Array transposed(String op, int rank, Array x, Array weight, ConvOptions options) {
        Ints stride = ConvOptions.forAxes(op, "stride", options.stride(), rank, 1);
        Ints low = ConvOptions.forAxes(op, "padding", options.low(), rank, 0),
                high = ConvOptions.forAxes(op, "padding", options.high(), rank, 0);
        Ints dilation = ConvOptions.forAxes(op, "dilation", options.dilation(), rank, 1);
        Ints more = ConvOptions.forAxes(op, "output padding", options.outputPadding(), rank, 0);
        if (options.inputDilation().length() > 0)
            throw new ShapeException(op, "a transposed convolution spreads its input by the stride; it takes no input dilation");
        check(op, rank, x.shape(), weight.shape(), options.groups());
        int[] before = new int[rank], behind = new int[rank];
        for (int k = 0; k < rank; k++) {
            int kernel = Window.spread(weight.dim(k + 1), dilation.at(k));
            before[k] = kernel - 1 - low.at(k);
            behind[k] = kernel - 1 - high.at(k) + more.at(k);
        }
        Window window = new Window(Ints.filled(rank, 1), Ints.of(before), Ints.of(behind), dilation, stride, !options.flip());
        return apply(op, rank, x, weight, window, options.groups());
    }
}

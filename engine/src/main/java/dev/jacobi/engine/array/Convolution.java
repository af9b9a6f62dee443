package dev.jacobi.engine.array;

import static dev.jacobi.engine.array.Ops.*;

import dev.jacobi.engine.ir.Lowered;
import dev.jacobi.engine.ir.Window;
import dev.jacobi.engine.type.DType;
import dev.jacobi.engine.type.Ints;
import dev.jacobi.engine.type.Shape;

/**
 * Input (n, space..., channels) and weight (outputs, kernel..., channels / groups) to (n, space..., outputs); bilinear. Output o sums over the channels of
 * its group: group o / (outputs / groups) of them, all in order. The transposes for both operands are again convolutions.
 */
record Convolution(Window window, int groups) implements Linear {
    @Override
    public String title() { return "conv_general"; }

    @Override
    public Shape shape(Array[] in) {
        int[] r = in[0].shape().toArray();
        for (int k = 0; k < window.rank(); k++) r[k + 1] = window.outputSize(k, in[0].shape().dim(k + 1), in[1].shape().dim(k + 1));
        r[r.length - 1] = in[1].shape().dim(0);
        return Shape.of(r);
    }

    @Override
    public DType dtype(Array[] in) { return in[0].dtype(); }

    @Override
    public Array jvp(Array[] in, Array[] t, Array out) {
        Array left = t[0] == null ? null : Array.apply(this, t[0], in[1]);
        Array right = t[1] == null ? null : Array.apply(this, in[0], t[1]);
        return left == null ? right : right == null ? left : add(left, right);
    }

    @Override
    public Array transpose(int i, Array cotangent, Array[] in) {
        if (cotangent.size() == 0) return zerosLike(in[i]);
        return i == 0 ? ofInput(cotangent, in[0].shape(), in[1]) : ofWeight(cotangent, in[0], in[1].shape());
    }

    /** Each place of the input was seen by the kernel's places in reverse order, from results that lie {@code stride} apart. */
    private Array ofInput(Array cotangent, Shape input, Array weight) {
        int rank = window.rank(), outputs = weight.dim(0), channels = weight.dim(-1);
        int[] low = new int[rank], high = new int[rank];
        for (int k = 0; k < rank; k++) {
            int kernel = Window.spread(weight.dim(k + 1), window.kernelDilation().at(k));
            low[k] = kernel - 1 - window.low().at(k);
            high[k] = Window.spread(input.dim(k + 1), window.inputDilation().at(k)) + kernel - 1
                    - Window.spread(cotangent.dim(k + 1), window.stride().at(k)) - low[k];
        }
        Window back = new Window(window.inputDilation(), Ints.of(low), Ints.of(high), window.kernelDilation(), window.stride(),
                !window.flip());
        Array swapped = splitAxis(weight, 0, groups);
        swapped = swapaxes(swapped, 1, -1);
        return Array.apply(new Convolution(back, groups), cotangent,
                reshape(swapped, weight.shape().with(0, groups * channels).with(rank + 1, outputs / groups)));
    }

    /** The examples are what is summed over: they take the channels' place, and the cotangent the kernel's. */
    private Array ofWeight(Array cotangent, Array input, Shape weight) {
        int rank = window.rank(), n = input.dim(0), channels = weight.dim(rank + 1);
        int[] high = new int[rank];
        for (int k = 0; k < rank; k++) {
            high[k] = Window.spread(weight.dim(k + 1), window.kernelDilation().at(k)) - 1
                    + Window.spread(cotangent.dim(k + 1), window.stride().at(k))
                    - Window.spread(input.dim(k + 1), window.inputDilation().at(k)) - window.low().at(k);
        }
        Window over = new Window(window.kernelDilation(), window.low(), Ints.of(high), window.stride(), window.inputDilation(), false);
        // (n, space..., group, channel) to (channel, space..., group, n)
        Array examples = swapaxes(splitAxis(input, rank + 1, groups), 0, -1);
        examples = reshape(examples, input.shape().with(0, channels).with(rank + 1, groups * n));
        Array r = swapaxes(Array.apply(new Convolution(over, groups), examples, swapaxes(cotangent, 0, -1)), 0, -1);
        for (int k = 1; window.flip() && k <= rank; k++) r = flip(r, k);
        return r;
    }

    /** An axis of size {@code parts} before what is left of {@code axis}. */
    private static Array splitAxis(Array x, int axis, int parts) {
        return reshape(x, x.shape().with(axis, x.dim(axis) / parts).insert(axis, parts));
    }

    @Override
    public Array vmap(Array[] in, boolean[] batched, int size) {
        Array x = in[0], weight = in[1];
        if (size == 0) {
            Array zero = scalar(0, x.dtype());
            Array[] one = {full(Batching.example(x, batched[0]), zero), full(Batching.example(weight, batched[1]), zero)};
            return full(shape(one).insert(0, 0), zero);
        }
        int last = window.rank() + 1;
        if (!batched[1]) {
            Array r = Array.apply(this, reshape(x, x.shape().without(0).with(0, size * x.dim(1))), weight);
            return reshape(r, r.shape().with(0, x.dim(1)).insert(0, size));
        }
        int outputs = weight.dim(1);
        if (!batched[0]) {
            // The outputs of all examples, group by group.
            Array grouped = swapaxes(splitAxis(weight, 1, groups), 0, 1);
            grouped = reshape(grouped, weight.shape().without(0).with(0, size * outputs));
            Array r = Array.apply(this, x, grouped);
            r = reshape(r, r.shape().with(last, outputs / groups).insert(last, size).insert(last, groups));
            r = moveaxis(r, last + 1, 0);
            return reshape(r, r.shape().without(last + 2).with(last + 1, outputs));
        }
        // Each example is a group, or several, of its own.
        Array channels = moveaxis(x, 0, -2);
        channels = reshape(channels, x.shape().without(0).with(last, size * x.dim(-1)));
        Array r = Array.apply(new Convolution(window, size * groups), channels,
                reshape(weight, weight.shape().without(0).with(0, size * outputs)));
        return moveaxis(splitAxis(r, last, size), last, 0);
    }

    @Override
    public Lowered lower() { return new Lowered.Convolve(window, groups); }
}

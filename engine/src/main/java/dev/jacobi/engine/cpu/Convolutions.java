package dev.jacobi.engine.cpu;

import dev.jacobi.engine.cpu.gemm.Element;
import dev.jacobi.engine.cpu.gemm.Gemm;
import dev.jacobi.engine.cpu.gemm.GemmShape;
import dev.jacobi.engine.cpu.gemm.Lines;
import dev.jacobi.engine.cpu.gemm.Matrix;
import dev.jacobi.engine.cpu.gemm.Target;
import dev.jacobi.engine.ir.Data;
import dev.jacobi.engine.ir.Strides;
import dev.jacobi.engine.ir.Window;
import dev.jacobi.engine.memory.Buffer;
import dev.jacobi.engine.memory.Memory;
import dev.jacobi.engine.type.DType;
import dev.jacobi.engine.type.Ints;
import dev.jacobi.engine.type.Shape;
import java.util.Optional;
import java.util.stream.IntStream;

/** Convolutions as matrix products whose left matrix, the patches that the kernel sees, is only made block by block. */
final class Convolutions {
    /**
     * Places along the last axis of the result from which on tiles of the product fit into its lines well enough; and if the depth takes several blocks: what is
     * saved is less then.
     */
    private static final int SHORTEST_LINE = 6, SHORTEST_DEEP_LINE = 16;

    /** Places of a line, and elements that the kernel sees there, from which on the line's sums are worth their way to the result. */
    private static final int SHORTEST_SUM = 16, NARROWEST_SUM = 12;
    /** Places of the lines that are summed up before they are added to the result. */
    private static final int PLACES_OF_SUM = 256;

    private final Window window;
    private final int groups;
    private final Operand x;
    private final Operand weight;
    private final Shape shape;
    private final DType dtype;
    private final int rank;
    private final int channels;
    private final int outputs;

    /** @param channels of one group, as {@code outputs} */
    private Convolutions(Window window, int groups, Operand x, Operand weight, Shape shape, DType dtype) {
        this.window = window;
        this.groups = groups;
        this.x = x;
        this.weight = weight;
        this.shape = shape;
        this.dtype = dtype;
        rank = window.rank();
        channels = x.shape().dim(rank + 1) / groups;
        outputs = shape.dim(rank + 1) / groups;
    }

    static Data run(Window window, int groups, Operand x, Operand weight, Shape shape, DType dtype) {
        if (shape.size() == 0) return Data.Strided.rowMajor(Memory.shared().allocate(0), shape);
        if (x.shape().size() == 0 || weight.shape().size() == 0) {
            Buffer out = Memory.shared().allocate(shape.size() * dtype.bytes());
            out.segment().fill((byte) 0);
            return Data.Strided.rowMajor(out, shape);
        }
        Data.Strided xs = x.strided(), ws = weight.strided();
        Operand read = new Operand(xs, x.shape(), dtype), flipped = new Operand(flip(window, ws, weight.shape()), weight.shape(), dtype);
        Data r = new Convolutions(window, groups, read, flipped, shape, dtype).run();
        x.release(xs);
        weight.release(ws);
        return r;
    }

    /** The weight as a correlation reads it. */
    private static Data.Strided flip(Window window, Data.Strided w, Shape shape) {
        if (!window.flip()) return w;
        int[] strides = w.strides().toArray();
        long offset = w.offset();
        for (int k = 1; k <= window.rank(); k++) {
            offset += (shape.dim(k) - 1L) * strides[k];
            strides[k] = -strides[k];
        }
        return new Data.Strided(w.buffer(), offset, Ints.of(strides));
    }

    private Data run() {
        Data.Strided s = (Data.Strided) x.data();
        boolean near = x.shape().dim(rank + 1) == 1 || s.strides().at(rank + 1) == 1;
        if (groups > 1 && channels == 1 && outputs == 1) {
            Data.Strided near1 = near ? s : x.rowMajor(), w = weight.rowMajor();
            Data r = Depthwise.run(window, new Operand(near1, x.shape(), dtype), new Operand(w, weight.shape(), dtype), shape);
            x.release(near1);
            weight.release(w);
            return r;
        }
        if (isPointwise()) {
            Optional<Ints> rows = Strides.reshape(x.shape().sub(0, rank + 1), Ints.of(s.strides().toArray(), rank + 1),
                    Shape.of(Math.toIntExact(x.shape().size() / x.shape().dim(rank + 1))));
            if (rows.isPresent()) return pointwise(s, rows.get().at(0));
        }
        if (!near && s.strides().at(0) == 1) return examplesAreNeighbours(s);
        Data.Strided used = near ? s : x.rowMajor();
        Data r = channelsAreNeighbours(used);
        x.release(used);
        return r;
    }

    private boolean isPointwise() {
        return window.isIdentity() && IntStream.rangeClosed(1, rank).allMatch(k -> weight.shape().dim(k) == 1);
    }

    /** A kernel of one place is a matrix product as it stands. */
    private Data pointwise(Data.Strided s, int rowStride) {
        Buffer out = Memory.shared().allocate(shape.size() * dtype.bytes());
        Data.Strided w = (Data.Strided) weight.data();
        int rows = Math.toIntExact(shape.size() / shape.dim(rank + 1));
        for (int g = 0; g < groups; g++) {
            Gemm.multiply(element(), GemmShape.of(rows, outputs, channels),
                    new Matrix(s.buffer().segment(), s.offset() + (long) g * channels * s.strides().at(rank + 1), rowStride,
                            s.strides().at(rank + 1)),
                    new Matrix(w.buffer().segment(), w.offset() + (long) g * outputs * w.strides().at(0), w.strides().at(rank + 1),
                            w.strides().at(0)),
                    target(out, g), false);
        }
        return Data.Strided.rowMajor(out, shape);
    }

    private Element element() { return dtype == DType.FLOAT64 ? Element.FLOAT64 : Element.FLOAT32; }

    private Target target(Buffer out, int group) {
        return new Target(out.segment(), (long) group * outputs, (long) groups * outputs, 0);
    }

    /** Rows are (n, space...), the depth is (kernel..., channel). */
    private Data channelsAreNeighbours(Data.Strided s) {
        Buffer out = Memory.shared().allocate(shape.size() * dtype.bytes());
        int rows = Math.toIntExact(shape.size() / shape.dim(rank + 1)),
                depth = Math.toIntExact(weight.shape().size() / weight.shape().dim(0));
        Data.Strided w = (Data.Strided) weight.data();
        int depthStride = collapsed(weight.shape(), w).orElse(0);
        Data.Strided used = depthStride == 0 ? weight.rowMajor() : w;
        for (int g = 0; g < groups; g++) {
            Matrix b = new Matrix(used.buffer().segment(), used.offset() + (long) g * outputs * used.strides().at(0),
                    depthStride == 0 ? 1 : depthStride, used.strides().at(0));
            Optional<PaddedLines> lines = lines(s, g);
            if (lines.isPresent()) Gemm.multiply(element(), GemmShape.of(rows, outputs, depth), lines.get(), b, target(out, g));
            else
                Gemm.multiply(element(), GemmShape.of(rows, outputs, depth), patches(true, s, g, 0, rank + 1, channels), b, target(out, g));
        }
        weight.release(used);
        return Data.Strided.rowMajor(out, shape);
    }

    /**
     * Rows are (space..., n), the depth is (channel, kernel...): what the derivative for a weight is, whose examples are the channels of the layer.
     */
    private Data examplesAreNeighbours(Data.Strided s) {
        Buffer out = Memory.shared().allocate(shape.size() * dtype.bytes());
        int rows = Math.toIntExact(shape.size() / shape.dim(rank + 1)),
                depth = Math.toIntExact(weight.shape().size() / weight.shape().dim(0));
        Data.Strided w = (Data.Strided) weight.data();
        int[] axes = new int[rank + 2];
        for (int k = 1; k <= rank; k++) axes[k + 1] = k;
        axes[1] = rank + 1;
        Shape turned = Shape.of(IntStream.of(axes).map(weight.shape()::dim).toArray());
        Data.Strided t = new Data.Strided(w.buffer(), w.offset(), Ints.of(IntStream.of(axes).map(w.strides()::at).toArray()));
        Operand turnedWeight = new Operand(t, turned, dtype);
        int depthStride = collapsed(turned, t).orElse(0);
        Optional<PaddedLines> lines = linesOfExamples(s);
        if (lines.isPresent() && depthStride > 0 && w.strides().at(0) == 1) {
            Gemm.multiplyTransposed(element(), GemmShape.of(rows, outputs, depth), lines.get(),
                    new Matrix(w.buffer().segment(), w.offset(), depthStride, 1), target(out, 0));
            return turnedBack(out);
        }
        Data.Strided used = depthStride == 0 ? turnedWeight.rowMajor() : t;
        for (int g = 0; g < groups; g++) {
            Patches patches = patches(false, s, g, rank + 1, 0, shape.dim(0));
            Gemm.multiply(element(), GemmShape.of(rows, outputs, depth), patches,
                    new Matrix(used.buffer().segment(), used.offset() + (long) g * outputs * used.strides().at(0),
                            depthStride == 0 ? 1 : depthStride, used.strides().at(0)),
                    target(out, g));
        }
        turnedWeight.release(used);
        return turnedBack(out);
    }

    /** What is written with the examples last but one. */
    private Data turnedBack(Buffer out) {
        Shape written = shape.without(0).insert(rank, shape.dim(0));
        Ints strides = Strides.rowMajor(written);
        return new Data.Strided(out, 0, strides.without(rank).insert(0, strides.at(rank)));
    }

    /** The stride with which all axes but the first can be walked, if there is one that is not 0. */
    private static Optional<Integer> collapsed(Shape shape, Data.Strided s) {
        Shape rest = shape.without(0);
        return Strides.reshape(rest, s.strides().without(0), Shape.of(Math.toIntExact(rest.size()))).map(r -> r.at(0)).filter(n -> n != 0);
    }

    /** What the kernel sees as lines, if they are long enough to fill tiles. */
    private Optional<PaddedLines> lines(Data.Strided s, int group) {
        if (rank == 0) return Optional.empty();
        int bytes = dtype.bytes();
        PaddedLines lines = new PaddedLines(window, bytes, base(s, group), shape.dim(0), (long) s.strides().at(0) * bytes, channels,
                spatial(shape), spatial(weight.shape()), spatial(x.shape()), spatialStrides(s), 1);
        int shortest = (long) lines.segments() * lines.segmentDepth() > Lines.DEEPEST ? SHORTEST_DEEP_LINE : SHORTEST_LINE;
        return shape.dim(rank) >= shortest && lines.fit() ? Optional.of(lines) : Optional.empty();
    }

    /**
     * What the layer's kernel, which the result is as large as, sees of the layer's input, whose channels are the examples here: the layer's stride is the dilation here, and
     * the other way around. If its lines are long enough to be worth a sum of their own.
     */
    private Optional<PaddedLines> linesOfExamples(Data.Strided s) {
        if (rank == 0 || groups != 1 || weight.shape().dim(rank) < SHORTEST_SUM || !Gemm.takesColumns(element(), outputs))
            return Optional.empty();
        int bytes = dtype.bytes(), examples = shape.dim(0);
        Window layer = new Window(window.kernelDilation(), window.low(), window.high(), window.stride(), window.inputDilation(), false);
        PaddedLines lines = new PaddedLines(layer, bytes, base(s, 0), x.shape().dim(rank + 1), (long) s.strides().at(rank + 1) * bytes,
                examples, spatial(weight.shape()), spatial(shape), spatial(x.shape()), spatialStrides(s), PLACES_OF_SUM);
        return lines.fit() && lines.segmentDepth() >= NARROWEST_SUM ? Optional.of(lines) : Optional.empty();
    }

    private int[] spatial(Shape of) { return of.sub(1, rank + 1).toArray(); }

    /** Bytes from one element of x to the next along its spatial axes. */
    private long[] spatialStrides(Data.Strided s) {
        return IntStream.rangeClosed(1, rank).mapToLong(k -> (long) s.strides().at(k) * dtype.bytes()).toArray();
    }

    /** Address of the first element of a group of channels. */
    private long base(Data.Strided s, int group) {
        return s.buffer().address() + s.byteOffset(dtype) + (long) group * channels * s.strides().at(rank + 1) * dtype.bytes();
    }

    /** @param outer the axis of x that stays along a line, {@code inner} the one with {@code count} elements that moves */
    private Patches patches(boolean alongDepth, Data.Strided s, int group, int outer, int inner, int count) {
        int bytes = dtype.bytes();
        Patches.Side ofResult = new Patches.Side(spatial(shape), window.stride().toArray());
        Patches.Side ofKernel = new Patches.Side(spatial(weight.shape()), window.kernelDilation().toArray());
        return new Patches(alongDepth, bytes, base(s, group), alongDepth ? ofResult : ofKernel, alongDepth ? ofKernel : ofResult, window,
                spatial(x.shape()), spatialStrides(s), (long) s.strides().at(outer) * bytes, count, (long) s.strides().at(inner) * bytes);
    }
}

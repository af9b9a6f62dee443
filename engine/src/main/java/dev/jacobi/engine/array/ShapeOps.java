package dev.jacobi.engine.array;

import dev.jacobi.engine.type.Count;
import dev.jacobi.engine.type.DType;
import dev.jacobi.engine.type.Ints;
import dev.jacobi.engine.type.MxException;
import dev.jacobi.engine.type.Shape;
import dev.jacobi.engine.type.ShapeException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** The same elements in other places. Most of it moves nothing: a view with other strides. */
public abstract class ShapeOps extends CreationOps {

    ShapeOps() {}

    /**
     * The same elements in row-major order in another shape; one axis may be -1, which takes what is left.
     *
     * @throws ShapeException if the elements don't fit
     */
    public static Array reshape(Array x, int... shape) {
        int[] to = shape.clone();
        int open = -1;
        long known = 1;
        for (int k = 0; k < to.length; k++) {
            if (to[k] == -1 && open < 0) open = k;
            else if (to[k] < 0)
                throw new ShapeException("reshape", Ints.of(shape) + (to[k] == -1 ? " leaves two axes open" : " has a negative axis"));
            else
                known *= to[k];
        }
        if (open >= 0) {
            if (known == 0 || x.size() % known != 0) {
                throw new ShapeException("reshape",
                        "the " + Count.of(x.size(), "element") + " of shape " + x.shape() + " can't be spread over " + Ints.of(shape));
            }
            to[open] = Math.toIntExact(x.size() / known);
        }
        return reshape(x, Shape.of(to));
    }

    static Array reshape(Array x, Shape to) {
        if (x.shape().equals(to)) return x;
        if (x.size() != to.size()) {
            throw new ShapeException("reshape",
                    "an array of shape " + x.shape() + " has " + Count.of(x.size(), "element") + ", " + to + " needs " + to.size());
        }
        return Array.view(new Reshape(to), x);
    }

    /**
     * {@code x} repeated along new leading axes and axes of one element.
     *
     * @throws ShapeException if an axis of another size would have to change
     */
    public static Array broadcastTo(Array x, int... shape) { return broadcastTo(x, Shape.of(shape)); }

    static Array broadcastTo(Array x, Shape to) {
        if (x.shape().equals(to)) return x;
        if (!x.shape().stretchesTo(to)) {
            throw new ShapeException("broadcast_to",
                    "shape " + x.shape() + " does not stretch to " + to
                            + ": axes are aligned at the last one, and only an axis of 1 repeats");
        }
        return Array.view(new Broadcast(to), x);
    }

    /** The axes in reverse order. */
    public static Array transpose(Array x) {
        int[] axes = new int[x.ndim()];
        for (int k = 0; k < axes.length; k++) axes[k] = axes.length - 1 - k;
        return permute(x, Ints.of(axes));
    }

    /** Axis k of the result is axis {@code axes[k]} of x; each axis is named once. */
    public static Array permuteDims(Array x, int... axes) {
        int[] a = IntStream.of(axes).map(k -> x.shape().axis("transpose", k)).toArray();
        if (a.length != x.ndim() || IntStream.of(a).distinct().count() != a.length) {
            throw new ShapeException("transpose",
                    "axes " + Ints.of(axes) + " must name each of the " + Count.axes(x.ndim()) + " of shape " + x.shape() + " once");
        }
        return permute(x, Ints.of(a));
    }

    static Array permute(Array x, Ints axes) { return axes.equals(Ints.range(axes.length())) ? x : Array.view(new Permute(axes), x); }

    /** Axis {@code from} put at place {@code to}; the others keep their order. */
    public static Array moveaxis(Array x, int from, int to) {
        int f = x.shape().axis("moveaxis", from), t = x.shape().axis("moveaxis", to);
        List<Integer> axes = new ArrayList<>(IntStream.range(0, x.ndim()).boxed().toList());
        axes.add(t, axes.remove(f));
        return permute(x, Ints.of(axes.stream().mapToInt(k -> k).toArray()));
    }

    /** Two axes exchanged. */
    public static Array swapaxes(Array x, int a, int b) {
        int[] axes = IntStream.range(0, x.ndim()).toArray();
        int i = x.shape().axis("swapaxes", a), j = x.shape().axis("swapaxes", b);
        axes[i] = j;
        axes[j] = i;
        return permute(x, Ints.of(axes));
    }

    /** A new axis of one element before place {@code axis} of the result. */
    public static Array expandDims(Array x, int axis) {
        int a = axis < 0 ? axis + x.ndim() + 1 : axis;
        if (a < 0 || a > x.ndim())
            throw new ShapeException("expand_dims", "axis " + axis + " of a result with " + Count.axes(x.ndim() + 1));
        return reshape(x, x.shape().insert(a, 1));
    }

    /** Without its axes of one element. */
    public static Array squeeze(Array x) {
        return reshape(x, Arrays.stream(x.shape().toArray()).filter(n -> n != 1).toArray());
    }

    /** Without the axis {@code axis}, which must have one element. */
    static Array squeeze(Array x, int axis) {
        int a = x.shape().axis("squeeze", axis);
        if (x.shape().dim(a) != 1) {
            throw new ShapeException("squeeze",
                    "axis " + axis + " of shape " + x.shape() + " has " + x.shape().dim(a) + " elements, not 1");
        }
        return reshape(x, x.shape().without(a));
    }

    /** All elements as one axis. */
    public static Array flatten(Array x) { return reshape(x, Shape.of(Math.toIntExact(x.size()))); }

    /**
     * The arrays one after the other along {@code axis}; dtypes are promoted.
     *
     * @throws ShapeException if other axes differ, naming the array
     */
    public static Array concatenate(List<Array> arrays, int axis) {
        if (arrays.isEmpty()) throw new MxException("concatenate", "there is no array in the list");
        Shape first = arrays.getFirst().shape();
        int a = first.axis("concatenate", axis);
        DType dtype = arrays.getFirst().dtype();
        for (int i = 0; i < arrays.size(); i++) {
            Shape s = arrays.get(i).shape();
            if (s.rank() != first.rank() || !s.with(a, 0).equals(first.with(a, 0))) {
                throw new ShapeException("concatenate",
                        "array " + i + " has shape " + s + ", array 0 has " + first + ": all axes but axis " + a + " must be equal");
            }
            dtype = dtype.promote(arrays.get(i).dtype());
        }
        if (arrays.size() == 1) return arrays.getFirst();
        DType common = dtype;
        return Array.apply(new Concatenate(a), arrays.stream().map(x -> astype(x, common)).toArray(Array[]::new));
    }

    /** The arrays, which have one shape, side by side along a new axis. */
    public static Array stack(List<Array> arrays, int axis) {
        for (int i = 1; i < arrays.size(); i++) {
            if (!arrays.get(i).shape().equals(arrays.getFirst().shape())) {
                throw new ShapeException("stack",
                        "array " + i + " has shape " + arrays.get(i).shape() + ", array 0 has " + arrays.getFirst().shape()
                                + ": they must be equal");
            }
        }
        return concatenate(arrays.stream().map(x -> expandDims(x, axis)).toList(), axis);
    }

    /** Elements {@code from .. to - 1} along {@code axis}; both inside. */
    static Array sliceAxis(Array x, int axis, int from, int to) {
        int a = x.shape().axis("slice", axis);
        if (from == 0 && to == x.shape().dim(a)) return x;
        int[] starts = new int[x.ndim()];
        starts[a] = from;
        return Array.view(new Slice(Ints.of(starts), Ints.filled(x.ndim(), 1), x.shape().with(a, to - from)), x);
    }

    /**
     * {@code x} in {@code parts} equal parts along {@code axis}.
     *
     * @throws ShapeException if the axis does not divide
     */
    public static List<Array> split(Array x, int parts, int axis) {
        int a = x.shape().axis("split", axis), n = x.shape().dim(a);
        if (parts <= 0 || n % parts != 0) {
            throw new ShapeException("split",
                    "axis " + axis + " of shape " + x.shape() + " has " + Count.of(n, "element") + ": that does not make "
                            + Count.of(parts, "equal part"));
        }
        return IntStream.range(0, parts).mapToObj(k -> sliceAxis(x, a, k * (n / parts), (k + 1) * (n / parts))).toList();
    }

    /** The elements along {@code axis} in reverse order. */
    public static Array flip(Array x, int axis) {
        int a = x.shape().axis("flip", axis), n = x.shape().dim(a);
        if (n == 0) return x;
        int[] starts = new int[x.ndim()], steps = new int[x.ndim()];
        Arrays.fill(steps, 1);
        starts[a] = n - 1;
        steps[a] = -1;
        return Array.view(new Slice(Ints.of(starts), Ints.of(steps), x.shape()), x);
    }

    /** The elements moved by {@code shift} places along {@code axis}; those that fall out come in at the other end. */
    public static Array roll(Array x, int shift, int axis) {
        int a = x.shape().axis("roll", axis), n = x.shape().dim(a);
        int s = n == 0 ? 0 : Math.floorMod(shift, n);
        return s == 0 ? x : concatenate(List.of(sliceAxis(x, a, n - s, n), sliceAxis(x, a, 0, n - s)), a);
    }

    /** Each element {@code count} times in a row along {@code axis}. */
    public static Array repeat(Array x, int count, int axis) {
        int a = x.shape().axis("repeat", axis);
        Array spread = broadcastTo(expandDims(x, a + 1), x.shape().insert(a + 1, count));
        return reshape(spread, x.shape().with(a, x.shape().dim(a) * count));
    }

    /** {@code value} put around {@code x}: {@code before} and {@code after} elements along {@code axis}. */
    public static Array pad(Array x, int axis, int before, int after, Array value) {
        int a = x.shape().axis("pad", axis);
        if (before < 0 || after < 0)
            throw new ShapeException("pad", before + " and " + after + " elements: they can't be negative; slice instead");
        Array fill = astype(value, x.dtype());
        return concatenate(List.of(full(x.shape().with(a, before), fill), x, full(x.shape().with(a, after), fill)), a);
    }

    /** {@code x}, to be computed from only when {@code others} have been computed. */
    public static Array depends(Array x, Array... others) {
        Array[] in = new Array[others.length + 1];
        in[0] = x;
        System.arraycopy(others, 0, in, 1, others.length);
        return Array.apply(new Depends(), in);
    }
}

package dev.jacobi.engine.array;

import static dev.jacobi.engine.array.Ops.*;

import dev.jacobi.engine.ir.Lowered.Combine;
import dev.jacobi.engine.type.Count;
import dev.jacobi.engine.type.DType;
import dev.jacobi.engine.type.DTypeException;
import dev.jacobi.engine.type.IndexException;
import dev.jacobi.engine.type.Ints;
import dev.jacobi.engine.type.Shape;
import dev.jacobi.engine.type.ShapeException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A list of indices resolved against a shape: first a slice of every axis, then a reshape that drops axes picked by an int and adds new ones, then,
 * if there are index arrays, one gather along their axes taken together.
 */
final class Indexing {
    private final String op;
    private final Index[] indices;
    private final Shape shape;
    private final Ints starts, steps;
    private final Shape sizes, kept;
    /** Per index array: the axis of {@code kept} that it indexes. */
    private final List<Integer> arrayAxes = new ArrayList<>(0);
    private final List<Array> arrays = new ArrayList<>(0);
    private final boolean separated;

    /** {@code op} is "get", or what changes elements. */
    Indexing(String op, Shape shape, Index... indices) {
        this.op = op;
        this.indices = indices;
        this.shape = shape;
        int named = 0, ellipses = 0;
        for (Index i : indices) {
            if (i instanceof Index.Ellipsis) ellipses++;
            else if (!(i instanceof Index.NewAxis)) named++;
        }
        if (ellipses > 1) throw wrong("there are " + ellipses + " ellipses; one says where the left axes are");
        if (named > shape.rank())
            throw wrong(Count.of(named, "index", "indices") + " for an array of shape " + shape + ", which has " + Count.axes(shape.rank())
                    + (shape.rank() == 0 ? "" : ": give at most one for each"));
        int[] start = new int[shape.rank()], step = new int[shape.rank()], size = shape.toArray();
        Arrays.fill(step, 1);
        List<Integer> result = new ArrayList<>();
        int axis = 0;
        for (Index i : indices) {
            switch (i) {
                case Index.NewAxis n -> result.add(1);
                case Index.Ellipsis e -> {
                    for (int left = shape.rank() - named; left > 0; left--) result.add(shape.dim(axis++));
                }
                case Index.At(int at) -> {
                    start[axis] = inside(at, axis);
                    size[axis++] = 1;
                }
                case Index.Range r -> {
                    int n = shape.dim(axis);
                    int count = r.count(n);
                    start[axis] = count == 0 ? 0 : r.first(n);
                    step[axis] = count == 0 ? 1 : r.step();
                    size[axis++] = count;
                    result.add(count);
                }
                case Index.By(Array a) -> {
                    if (!a.dtype().isInteger()) throw notIntegers(a);
                    arrayAxes.add(result.size());
                    arrays.add(a);
                    result.add(shape.dim(axis++));
                }
            }
        }
        while (axis < shape.rank()) result.add(shape.dim(axis++));
        separated = !arrays.isEmpty() && separated(indices, shape.rank() - named);
        starts = Ints.of(start);
        steps = Ints.of(step);
        sizes = Shape.of(size);
        int[] left = new int[result.size()];
        for (int k = 0; k < left.length; k++) left[k] = result.get(k);
        kept = Shape.of(left);
    }

    /** Whether a slice or new axis stands between ints and index arrays. An ellipsis of no axes ({@code left}) is no slice. */
    private static boolean separated(Index[] indices, int left) {
        boolean picks = false, gap = false;
        for (Index i : indices) {
            if (i instanceof Index.Ellipsis && left == 0) continue;
            if (!(i instanceof Index.At || i instanceof Index.By)) gap = picks;
            else if (gap) return true;
            else
                picks = true;
        }
        return false;
    }

    private DTypeException notIntegers(Array a) {
        return new DTypeException(op, where() + "an index array is " + a.dtype() + "; it must be of integers" + (a.dtype() == DType.BOOL
                ? ": how many elements a mask picks is not known before it is computed; use where(mask, x, other), or multiply by the mask"
                : ": use astype(INT32)"));
    }

    private IndexException wrong(String text) { return new IndexException(op, where() + text); }

    /** What the mistake is in: several indices, or an assignment. */
    private String where() {
        String x = "x[" + Arrays.stream(indices).map(Indexing::inBrackets).collect(Collectors.joining(", ")) + "]: ";
        return op.equals("get") ? indices.length > 1 ? x : "" : "assignment to " + x;
    }

    private static String inBrackets(Index index) {
        return switch (index) {
            case Index.At(int i) -> String.valueOf(i);
            case Index.Range(OptionalInt start, OptionalInt stop, int step) -> end(start) + ":" + end(stop) + (step == 1 ? "" : ":" + step);
            case Index.Ellipsis() -> "...";
            case Index.NewAxis() -> "None";
            case Index.By(Array a) -> "array of shape " + a.shape();
        };
    }

    private static String end(OptionalInt end) { return end.isPresent() ? String.valueOf(end.getAsInt()) : ""; }

    private int inside(int at, int axis) {
        int n = shape.dim(axis), i = at < 0 ? at + n : at;
        if (i < 0 || i >= n) throw IndexException.outside(op, where(), at, axis, shape);
        return i;
    }

    /** The elements of {@code x}. */
    Array get(Array x) {
        Array s = basic(x);
        return arrays.isEmpty() ? s : gather(s);
    }

    private Array basic(Array x) {
        boolean whole = sizes.equals(shape) && steps.equals(Ints.filled(shape.rank(), 1));
        return reshape(whole ? x : Array.view(new Slice(starts, steps, sizes), x), kept);
    }

    /** {@code x} with the elements replaced by {@code value} (or with it added), broadcast to their shape. */
    Array update(Array x, Array value, Combine combine) {
        Array v = astype(value, x.dtype());
        if (arrays.isEmpty()) {
            Array w = stretched(v, kept);
            if (combine == Combine.ADD) w = add(basic(x), w);
            return Array.apply(new SliceUpdate(starts, steps), x, reshape(w, sizes));
        }
        Array updated = scatter(basic(x), v, combine);
        return Array.apply(new SliceUpdate(starts, steps), x, reshape(updated, sizes));
    }

    private Array stretched(Array value, Shape elements) {
        if (!value.shape().stretchesTo(elements))
            throw new ShapeException(op,
                    where() + "a value of shape " + value.shape() + " does not stretch to the elements of shape " + elements
                            + ": axes are aligned at the last one, and only an axis of 1 repeats");
        return broadcastTo(value, elements);
    }

    /** Whether an index is an array, so that one element may be picked twice. */
    boolean hasArrays() { return !arrays.isEmpty(); }

    // index arrays: their axes are brought to the front, taken as one axis, and one index into it is computed

    private Shape picked() {
        Shape s = Shape.SCALAR;
        for (Array a : arrays) s = s.broadcast(op, a.shape());
        return s;
    }

    private Ints arraysFirst() {
        int[] order = IntStream
                .concat(arrayAxes.stream().mapToInt(k -> k), IntStream.range(0, kept.rank()).filter(k -> !arrayAxes.contains(k))).toArray();
        return Ints.of(order);
    }

    private Shape rest() {
        return Shape.of(IntStream.range(0, kept.rank()).filter(k -> !arrayAxes.contains(k)).map(kept::dim).toArray());
    }

    private Array asRows(Array s) {
        long n = 1;
        for (int a : arrayAxes) n *= kept.dim(a);
        return reshape(permute(s, arraysFirst()), rest().insert(0, Math.toIntExact(n)));
    }

    private Array rowIndex(Shape picked) {
        Array index = null;
        for (int k = 0; k < arrays.size(); k++) {
            int n = kept.dim(arrayAxes.get(k));
            Array i = broadcastTo(arrays.get(k), picked);
            if (arrays.size() > 1) i = IndexOps.take(arange(n), i, 0);
            index = index == null ? i : index.multiply(n).add(i);
        }
        return flatten(index);
    }

    /** Where the picked axes stand in the result: in place of the index arrays if these, and ints, stand side by side, else in front, as in NumPy. */
    private int place() {
        return separated ? 0 : arrayAxes.getFirst();
    }

    private Array gather(Array s) {
        Shape picked = picked(), rest = rest();
        Array rows = IndexOps.take(asRows(s), rowIndex(picked), 0);
        return permute(reshape(rows, picked.concat(rest)), order(picked.rank(), rest.rank(), false));
    }

    private Array scatter(Array s, Array value, Combine combine) {
        Shape picked = picked(), rest = rest();
        int p = picked.rank(), at = place();
        Shape result = rest.sub(0, at).concat(picked).concat(rest.sub(at, rest.rank()));
        Array update = permute(stretched(value, result), order(p, rest.rank(), true));
        Array rows = asRows(s), index = rowIndex(picked);
        Shape flat = rest.insert(0, Math.toIntExact(picked.size()));
        Array spread = broadcastTo(reshape(index, Shape.of(Ints.filled(flat.rank(), 1).toArray()).with(0, flat.dim(0))), flat);
        Array done = Array.apply(new Scatter(0, combine), rows, spread, reshape(update, flat));
        Ints first = arraysFirst();
        Shape permuted = Shape.of(IntStream.range(0, kept.rank()).map(k -> kept.dim(first.at(k))).toArray());
        int[] inverse = new int[first.length()];
        for (int k = 0; k < inverse.length; k++) inverse[first.at(k)] = k;
        return permute(reshape(done, permuted), Ints.of(inverse));
    }

    /** From (picked, rest) to the result's order, or back. */
    private Ints order(int picked, int rest, boolean back) {
        int at = place();
        int[] o = IntStream.concat(IntStream.concat(IntStream.range(picked, picked + at), IntStream.range(0, picked)),
                IntStream.range(picked + at, picked + rest)).toArray();
        if (!back) return Ints.of(o);
        int[] inverse = new int[o.length];
        for (int k = 0; k < o.length; k++) inverse[o[k]] = k;
        return Ints.of(inverse);
    }
}

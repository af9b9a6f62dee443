package dev.jacobi.engine.array;

import dev.jacobi.engine.ir.Data;
import dev.jacobi.engine.type.Ints;
import dev.jacobi.engine.type.Shape;

/**
 * Elements of an array whose data are there, picked by ints and ranges: a view at once, without a node for each step. What it can't do, and every mistake, it
 * leaves to {@link Indexing}, by null instead of an array: loops over rows or columns spend most of their time here, and would make an Optional for each.
 */
final class IndexedView {

    /** Element {@code i} of the first axis of {@code x}. */
    static Array of(Array x, int i) {
        Shape shape = x.shape();
        if (shape.rank() == 0 || !(x.dataToView() instanceof Data.Strided s)) return null;
        int n = shape.dim(0), at = i < 0 ? i + n : i;
        if (at < 0 || at >= n) return null;
        return view(x, s, s.offset() + (long) at * s.strides().at(0), shape.without(0), s.strides().without(0));
    }

    /** The elements of {@code x} at {@code indices}. */
    static Array of(Array x, Index[] indices) {
        if (!(x.dataToView() instanceof Data.Strided s)) return null;
        Shape shape = x.shape();
        int rank = shape.rank(), axis = 0, to = 0;
        if (indices.length > rank) return null;
        int[] sizes = new int[rank], steps = new int[rank];
        long offset = s.offset();
        for (Index index : indices) {
            int n = shape.dim(axis), stride = s.strides().at(axis++);
            switch (index) {
                case Index.At(int i) -> {
                    int at = i < 0 ? i + n : i;
                    if (at < 0 || at >= n) return null;
                    offset += (long) at * stride;
                }
                case Index.Range r -> {
                    int first = r.first(n), count = r.count(n);
                    if (count > 0) offset += (long) first * stride;
                    sizes[to] = count;
                    steps[to++] = count > 0 ? stride * r.step() : stride;
                }
                case Index.Ellipsis e -> {
                    return null;
                }
                case Index.NewAxis e -> {
                    return null;
                }
                case Index.By e -> {
                    return null;
                }
            }
        }
        for (; axis < rank; axis++) {
            sizes[to] = shape.dim(axis);
            steps[to++] = s.strides().at(axis);
        }
        return view(x, s, offset, Shape.of(sizes, to), Ints.of(steps, to));
    }

    /** A part of a row or column of the matrix {@code x}, if that is what these two pick. */
    static Array of(Array x, Index first, Index second) {
        if (x.shape().rank() != 2 || !(x.dataToView() instanceof Data.Strided s)) return null;
        if (first instanceof Index.Range r && second instanceof Index.At(int i)) return line(x, s, r, 0, i);
        if (second instanceof Index.Range r && first instanceof Index.At(int i)) return line(x, s, r, 1, i);
        return null;
    }

    /** What {@code along} picks of axis {@code axis} of a matrix, at {@code i} of the other one: as below, without lists of sizes and strides. */
    private static Array line(Array x, Data.Strided s, Index.Range along, int axis, int i) {
        int n = x.shape().dim(axis), others = x.shape().dim(1 - axis), at = i < 0 ? i + others : i;
        if (at < 0 || at >= others) return null;
        int stride = s.strides().at(axis), count = along.count(n);
        long offset = s.offset() + (long) at * s.strides().at(1 - axis) + (count > 0 ? (long) along.first(n) * stride : 0);
        return view(x, s, offset, Shape.vector(count), Ints.one(count > 0 ? stride * along.step() : stride));
    }

    private static Array view(Array x, Data.Strided s, long offset, Shape shape, Ints strides) {
        return Array.of(new Data.Strided(s.buffer(), shape.size() == 0 ? 0 : offset, strides), shape, x.dtype());
    }

    private IndexedView() {}
}

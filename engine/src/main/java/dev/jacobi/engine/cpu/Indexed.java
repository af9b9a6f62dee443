package dev.jacobi.engine.cpu;

import dev.jacobi.engine.ir.Data;
import dev.jacobi.engine.ir.Lowered.Combine;
import dev.jacobi.engine.ir.Op;
import dev.jacobi.engine.ir.Scalars;
import dev.jacobi.engine.memory.Buffer;
import dev.jacobi.engine.memory.Memory;
import dev.jacobi.engine.type.DType;
import dev.jacobi.engine.type.IndexException;
import dev.jacobi.engine.type.Ints;
import dev.jacobi.engine.type.Shape;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * Elements by index arrays. Every index is checked. Where one index stands for a whole row of neighbours, rows are moved; updates of one place are made by one
 * thread, in order.
 */
final class Indexed {
    private static final double NANOS_EACH = 2, NANOS_BYTE = 0.05;
    /** Rows that are added on several threads are cut into parts of so many elements at least: whole cache lines. */
    private static final int SMALLEST_PART = 64;

    static Data gather(int axis, Operand x, Operand index, Shape shape) {
        int bytes = x.dtype().bytes();
        Buffer out = Memory.shared().allocate(shape.size() * bytes);
        Data.Strided from = x.strided();
        Walk walk = new Walk("take", axis, from, x.shape(), index);
        MemorySegment source = from.buffer().segment(), target = out.segment();
        int run = walk.run;
        if (shape.size() > 0) {
            Elementwise.chunks(shape.size() / run, NANOS_EACH + (run > 1 ? run * bytes * NANOS_BYTE : 0), (first, end) -> {
                long[] places = new long[Tile.SIZE];
                for (long start = first; start < end; start += Tile.SIZE) {
                    int n = (int) Math.min(Tile.SIZE, end - start);
                    walk.places(start, n, places);
                    if (run > 1) Rows.copy(source, places, target, start * run, n, run, bytes);
                    else
                        elements(bytes, source, places, target, start, n);
                }
            });
        }
        x.release(from);
        java.lang.ref.Reference.reachabilityFence(index);
        return Data.Strided.rowMajor(out, shape);
    }

    private static void elements(int bytes, MemorySegment from, long[] places, MemorySegment to, long at, int n) {
        switch (bytes) {
            case 1 -> {
                for (int i = 0; i < n; i++) to.set(ValueLayout.JAVA_BYTE, at + i, from.get(ValueLayout.JAVA_BYTE, places[i]));
            }
            case 2 -> {
                for (int i = 0; i < n; i++) to.set(ValueLayout.JAVA_SHORT, (at + i) * 2, from.get(ValueLayout.JAVA_SHORT, places[i] * 2));
            }
            case 4 -> {
                for (int i = 0; i < n; i++) to.set(ValueLayout.JAVA_INT, (at + i) * 4, from.get(ValueLayout.JAVA_INT, places[i] * 4));
            }
            default -> {
                for (int i = 0; i < n; i++) to.set(ValueLayout.JAVA_LONG, (at + i) * 8, from.get(ValueLayout.JAVA_LONG, places[i] * 8));
            }
        }
    }

    static Data scatter(int axis, Combine combine, Operand x, Operand index, Operand update) {
        return scatterInto(Copies.rowMajor(x), axis, combine, x, index, update);
    }

    /** Writes into {@code out}, which has the elements of {@code x}. */
    static Data scatterInto(Data.Strided out, int axis, Combine combine, Operand x, Operand index, Operand update) {
        Data.Strided values = update.rowMajor();
        DType dtype = x.dtype();
        MemorySegment source = values.buffer().segment(), target = out.buffer().segment();
        Walk walk = new Walk("scatter", axis, out, x.shape(), index);
        int run = walk.run;
        if (index.shape().size() > 0) {
            // examples before the axis do not meet; nor do parts of a row
            long outer = 1;
            for (int k = 0; k < axis; k++) outer *= index.shape().dim(k);
            long each = index.shape().size() / outer / run;
            int across = outer == 1 ? Math.max(1, run / SMALLEST_PART) : 1;
            int parts = (int) Math.min(across, dev.jacobi.engine.cpu.threads.Workers.shared().threads());
            Scans.parts(outer * parts, index.shape().size() * NANOS_EACH, (first, end) -> {
                long[] places = new long[Tile.SIZE];
                for (long job = first; job < end; job++) {
                    int part = (int) (job % parts), left = (int) ((long) run * part / parts),
                            right = (int) ((long) run * (part + 1) / parts);
                    long begin = job / parts * each;
                    for (long start = begin; start < begin + each; start += Tile.SIZE) {
                        int n = (int) Math.min(Tile.SIZE, begin + each - start);
                        walk.places(start, n, places);
                        for (int i = 0; i < n; i++)
                            update(combine, dtype, source, values.offset() + (start + i) * run + left, target, places[i] + left,
                                    right - left);
                    }
                }
            });
        }
        update.release(values);
        java.lang.ref.Reference.reachabilityFence(index);
        return out;
    }

    private static void update(Combine combine, DType dtype, MemorySegment from, long f, MemorySegment to, long t, int n) {
        int bytes = dtype.bytes();
        if (combine == Combine.SET) {
            if (n > 1) Rows.copy(from, f * bytes, to, t * bytes, n * bytes);
            else
                Scalars.write(dtype, to, t * bytes, Scalars.read(dtype, from, f * bytes));
        } else if (dtype == DType.FLOAT32) Rows.add(from, f * 4, to, t * 4, n);
        else {
            for (int i = 0; i < n; i++) {
                long sum = Scalars.apply(Op.ADD, dtype, dtype, Scalars.read(dtype, to, (t + i) * bytes),
                        Scalars.read(dtype, from, (f + i) * bytes));
                Scalars.write(dtype, to, (t + i) * bytes, sum);
            }
        }
    }

    /** Goes through the index array in row-major order, row by row of those that share an index, and finds the place in the data that each index means. */
    private static final class Walk {
        /** How many neighbours share an index and lie side by side in the data. */
        final int run;
        private final String op;
        private final int axis, length;
        private final long stride;
        private final Shape shape;
        private final Cursor indices, corners;

        Walk(String op, int axis, Data.Strided data, Shape shape, Operand index) {
            this.op = op;
            this.axis = axis;
            this.shape = shape;
            length = shape.dim(axis);
            stride = data.strides().at(axis);
            run = run(axis, data, shape, index);
            int rank = run > 1 ? axis + 1 : shape.rank();
            Shape walked = index.shape().sub(0, rank);
            Data heads = index.data() instanceof Data.Strided s ? new Data.Strided(s.buffer(), s.offset(), sub(s.strides(), rank))
                    : index.data();
            indices = new Cursor(heads, walked, index.dtype());
            int[] others = sub(data.strides(), rank).toArray();
            others[axis] = 0;
            corners = new Cursor(new Data.Strided(data.buffer(), data.offset(), Ints.of(others)), walked, DType.UINT8);
        }

        private static Ints sub(Ints strides, int rank) { return Ints.of(java.util.Arrays.copyOf(strides.toArray(), rank)); }

        private static int run(int axis, Data.Strided data, Shape shape, Operand index) {
            long run = 1;
            for (int k = shape.rank() - 1; k > axis; k--) {
                boolean same = index.shape().dim(k) == 1 || !(index.data() instanceof Data.Strided s) || s.strides().at(k) == 0;
                if (!same || shape.dim(k) != index.shape().dim(k) || shape.dim(k) != 1 && data.strides().at(k) != run) return 1;
                run *= shape.dim(k);
            }
            return run > Integer.MAX_VALUE / 16 ? 1 : (int) Math.max(1, run);
        }

        /** The elements of the data, counted in its buffer, at which the rows {@code start .. start + count - 1} begin. */
        void places(long start, int count, long[] to) {
            long[] index = new long[count];
            indices.longs(start, count, 0, index);
            corners.places(start, count, to);
            for (int i = 0; i < count; i++) {
                long k = index[i] < 0 ? index[i] + length : index[i];
                if (k < 0 || k >= length) throw outside(index[i]);
                to[i] += k * stride;
            }
        }

        private IndexException outside(long index) {
            return IndexException.outside(op, "", index, axis, shape);
        }
    }

    private Indexed() {}
}

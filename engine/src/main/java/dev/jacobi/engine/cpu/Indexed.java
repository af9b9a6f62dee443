package dev.jacobi.engine.cpu;

import dev.jacobi.engine.ir.Data;
import dev.jacobi.engine.ir.Lowered.Combine;
import dev.jacobi.engine.ir.Op;
import dev.jacobi.engine.ir.Scalars;
import dev.jacobi.engine.memory.Buffer;
import dev.jacobi.engine.memory.Memory;
import dev.jacobi.engine.type.DType;
import dev.jacobi.engine.type.IndexException;
import dev.jacobi.engine.type.Shape;
import java.lang.foreign.MemorySegment;

/** Elements by index arrays. Every index is checked. */
final class Indexed {

    static Data gather(int axis, Operand x, Operand index, Shape shape) {
        int bytes = x.dtype().bytes();
        Buffer out = Memory.shared().allocate(shape.size() * bytes);
        Data.Strided from = x.strided();
        Walk walk = new Walk(axis, from, x.shape(), index);
        MemorySegment source = from.buffer().segment(), target = out.segment();
        int run = walk.sameIndexRun();
        for (long i = 0; i < shape.size(); i += run) {
            long at = walk.place(i);
            if (run > 1) MemorySegment.copy(source, at * bytes, target, i * bytes, (long) run * bytes);
            else
                Scalars.write(x.dtype(), target, i * bytes, Scalars.read(x.dtype(), source, at * bytes));
        }
        return Data.Strided.rowMajor(out, shape);
    }

    static Data scatter(int axis, Combine combine, Operand x, Operand index, Operand update) {
        Data.Strided out = Copies.rowMajor(x);
        DType dtype = x.dtype();
        int bytes = dtype.bytes();
        MemorySegment target = out.buffer().segment();
        Walk walk = new Walk(axis, out, x.shape(), index);
        Cursor values = new Cursor(update);
        Tile tile = new Tile(dtype);
        long size = index.shape().size();
        for (long start = 0; start < size; start += Tile.SIZE) {
            int n = (int) Math.min(Tile.SIZE, size - start);
            tile.load(values, start, n, 0);
            for (int i = 0; i < n; i++) {
                long at = walk.place(start + i) * bytes, bits = tile.bits(i);
                if (combine == Combine.ADD) bits = Scalars.apply(Op.ADD, dtype, dtype, Scalars.read(dtype, target, at), bits);
                Scalars.write(dtype, target, at, bits);
            }
        }
        return out;
    }

    /** Goes through the index array in row-major order and finds the place in the data that each index means. */
    private static final class Walk {
        private final int axis;
        private final Data.Strided data;
        private final Shape shape, indexShape;
        private final Cursor indices;
        private final boolean sameAlongTail;
        private final long[] one = new long[1];

        Walk(int axis, Data.Strided data, Shape shape, Operand index) {
            this.axis = axis;
            this.data = data;
            this.shape = shape;
            this.indexShape = index.shape();
            this.indices = new Cursor(index);
            boolean same = true;
            for (int k = axis + 1; k < shape.rank(); k++) {
                same &= indexShape.dim(k) == 1 || index.data() instanceof Data.Scalar
                        || index.data() instanceof Data.Strided s && s.strides().at(k) == 0;
            }
            sameAlongTail = same;
        }

        /** How many neighbours share an index and lie side by side in the data: whole rows can be moved. */
        int sameIndexRun() {
            int run = 1;
            if (!sameAlongTail) return 1;
            for (int k = shape.rank() - 1; k > axis; k--) {
                if (shape.dim(k) != indexShape.dim(k) || shape.dim(k) != 1 && data.strides().at(k) != run) return 1;
                run *= shape.dim(k);
            }
            return Math.max(1, run);
        }

        /** The element of the data that belongs to element {@code position} of the index array. */
        long place(long position) {
            indices.longs(position, 1, 0, one);
            int n = shape.dim(axis);
            long i = one[0] < 0 ? one[0] + n : one[0];
            if (i < 0 || i >= n) {
                throw new IndexException("take",
                        "index " + one[0] + " is out of range for axis " + axis + " of shape " + shape + ", which has " + n + " elements");
            }
            long at = data.offset(), rest = position;
            for (int k = indexShape.rank() - 1; k >= 0; k--) {
                long c = rest % indexShape.dim(k);
                rest /= indexShape.dim(k);
                at += (k == axis ? i : c) * data.strides().at(k);
            }
            return at;
        }
    }

    private Indexed() {}
}

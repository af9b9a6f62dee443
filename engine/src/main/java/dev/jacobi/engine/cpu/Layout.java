package dev.jacobi.engine.cpu;

import dev.jacobi.engine.ir.Data;
import dev.jacobi.engine.ir.Scalars;
import dev.jacobi.engine.memory.Buffer;
import dev.jacobi.engine.memory.Memory;
import dev.jacobi.engine.type.DType;
import dev.jacobi.engine.type.Ints;
import dev.jacobi.engine.type.Shape;
import java.lang.ref.Reference;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * How the leaves of a loop lie in memory, seen as {@code rows} rows of {@code length} elements: within a row a leaf lies side by side and is read where
 * it is, or is one value, or has to be copied together first.
 */
final class Layout {
    /** Rows that are shorter are not worth a call each. */
    private static final int SHORTEST_ROW = 256;
    /** The longest pattern that is repeated in memory. */
    private static final int LONGEST_PATTERN = 2048;

    private enum Access {
        DIRECT, UNIFORM, STAGED
    }

    final long rows, length;
    /** Which leaves are one value in each row. */
    final boolean[] uniform;
    /** What the number of elements of a run is a multiple of where runs begin anywhere, so that patterns keep their place. */
    final int pattern;
    private final List<Operand> original;
    private final Operand[] leaves;
    private final Cursor[] cursors;
    private final Access[] access;
    private final int[] outer;
    private final int[][] outerStrides;
    private final int[] period;

    private Layout(List<Operand> original, Shape shape, int inner, boolean flat) {
        this.original = original;
        int n = original.size(), first = shape.rank() - inner;
        leaves = original.stream().map(Operand::withNearRows).toArray(Operand[]::new);
        cursors = new Cursor[n];
        access = new Access[n];
        uniform = new boolean[n];
        period = new int[n];
        outer = new int[first];
        outerStrides = new int[n][];
        long rows = 1;
        for (int k = 0; k < first; k++) rows *= outer[k] = shape.dim(k);
        this.rows = rows;
        length = rows == 0 ? 0 : shape.size() / rows;
        int longest = 1;
        for (int k = 0; k < n; k++) {
            int stride = innerStride(leaves[k], first);
            access[k] = stride == 0 ? Access.UNIFORM : stride == 1 ? Access.DIRECT : Access.STAGED;
            uniform[k] = access[k] == Access.UNIFORM;
            if (leaves[k].data() instanceof Data.Strided s) outerStrides[k] = Arrays.copyOf(s.strides().toArray(), first);
            if (access[k] != Access.STAGED) continue;
            cursors[k] = new Cursor(leaves[k]);
            if (flat) longest = Math.max(longest, period[k] = period(leaves[k]));
        }
        pattern = longest;
    }

    /** A leaf whose rows lie side by side and all equally far apart, as a matrix of these; nothing for others. */
    Optional<Data.Strided> evenRows(int k) {
        if (access[k] != Access.DIRECT || !(leaves[k].data() instanceof Data.Strided s)) return Optional.empty();
        long between = 0, expected = 0;
        boolean any = false;
        for (int j = outer.length - 1; j >= 0; j--) {
            if (outer[j] == 1) continue;
            int stride = outerStrides[k][j];
            if (any && stride != expected) return Optional.empty();
            if (!any) between = stride;
            any = true;
            expected = (long) stride * outer[j];
        }
        return Optional.of(new Data.Strided(s.buffer(), s.offset(), Ints.of((int) between, 1)));
    }

    /** Whether a leaf is the same value in all rows. */
    boolean isOneValue(int k) {
        return access[k] == Access.UNIFORM && (outerStrides[k] == null || Arrays.stream(outerStrides[k]).allMatch(s -> s == 0));
    }

    /** Whether elements have to be copied together before they are read. */
    boolean isStaged() {
        for (Access a : access) if (a == Access.STAGED) return true;
        return false;
    }

    /** For loops that may go over the elements in any runs. */
    static Layout flat(List<Operand> leaves, Shape shape) {
        int rank = shape.rank();
        boolean[] spaced = new boolean[leaves.size()];
        for (int k = 0; k < spaced.length; k++) spaced[k] = rank > 0 && innerStride(leaves.get(k), rank - 1) > 1;
        int inner = rank;
        while (inner > 1 && !fits(leaves, spaced, rank - inner)) inner--;
        long length = 1;
        for (int k = rank - inner; k < rank; k++) length *= shape.dim(k);
        boolean rows = inner == rank || length >= SHORTEST_ROW;
        return new Layout(leaves, shape, rows ? inner : rank, !rows);
    }

    /** For loops over rows of the last {@code inner} axes; leaves of one value a row are not read by this. */
    static Layout rows(List<Operand> leaves, List<Group.Node> nodes, Shape shape, int inner) {
        List<Operand> read = new ArrayList<>(leaves);
        for (Group.Node n : nodes) if (n.leaf() >= 0 && n.perRow()) read.set(n.leaf(), new Operand(new Data.Scalar(0), shape, n.dtype()));
        return new Layout(read, shape, inner, false);
    }

    private static boolean fits(List<Operand> leaves, boolean[] spaced, int first) {
        for (int k = 0; k < spaced.length; k++) if (!spaced[k] && innerStride(leaves.get(k), first) > 1) return false;
        return true;
    }

    /** The distance of neighbours within the axes from {@code first} on: 0, 1, or 2 for all else. */
    private static int innerStride(Operand x, int first) {
        if (!(x.data() instanceof Data.Strided s)) return 0;
        long expected = -1;
        int stride = 0;
        for (int k = x.shape().rank() - 1; k >= first; k--) {
            int size = x.shape().dim(k), step = s.strides().at(k);
            if (size == 1) continue;
            if (expected < 0) {
                if (step != 0 && step != 1) return 2;
                stride = step;
            } else if (step != expected) {
                return 2;
            }
            expected = (long) step * size;
        }
        return stride;
    }

    /** After how many elements a leaf repeats itself; 1 if that is too long to be of use. */
    private static int period(Operand x) {
        if (!(x.data() instanceof Data.Strided s)) return 1;
        int k = 0, rank = x.shape().rank();
        while (k < rank && (s.strides().at(k) == 0 || x.shape().dim(k) == 1)) k++;
        long size = 1;
        for (int j = k; j < rank; j++) size *= x.shape().dim(j);
        return k > 0 && size <= LONGEST_PATTERN ? (int) size : 1;
    }

    /** The reader of one thread. */
    final class Reader implements AutoCloseable {
        private final long[] arguments;
        private final int most;
        private final boolean[] staged;
        private Buffer memory;
        private long[] places;
        private Tile tile;

        /** Sets the first of {@code arguments}, one a leaf, for runs of up to {@code most} elements. */
        Reader(long[] arguments, int most) {
            this.arguments = arguments;
            this.most = most;
            staged = new boolean[leaves.length];
            long bytes = 0;
            places = new long[leaves.length];
            for (int k = 0; k < leaves.length; k++) {
                places[k] = bytes;
                if (access[k] == Access.STAGED) bytes += (((long) most * leaves[k].dtype().bytes() + 63) / 64 + 1) * 64;
            }
            if (bytes == 0) return;
            memory = Memory.shared().allocate(bytes);
        }

        /** Points to {@code n} elements from {@code position} of {@code row} on; runs that follow a whole number of patterns apart find theirs in place. */
        void seek(long row, long position, int n) {
            for (int k = 0; k < leaves.length; k++) arguments[k] = at(k, row, position, n);
        }

        /** What the argument for a leaf is at some place. */
        long at(int k, long row, long position, int n) {
            DType type = leaves[k].dtype();
            if (access[k] == Access.STAGED) {
                long place = memory.address() + places[k];
                if (!staged[k]) stage(k, row * length + position, n, place);
                staged[k] = period[k] > 1 && n >= period[k];
                return place;
            }
            if (leaves[k].data() instanceof Data.Scalar(long bits)) return bits;
            Data.Strided s = (Data.Strided) leaves[k].data();
            long at = s.offset();
            if (row != 0) {
                int[] strides = outerStrides[k];
                long rest = row;
                for (int j = outer.length - 1; j > 0; j--) {
                    long next = rest / outer[j];
                    at += (rest - next * outer[j]) * strides[j];
                    rest = next;
                }
                at += rest * strides[0];
            }
            if (access[k] == Access.UNIFORM) return Scalars.read(type, s.buffer().segment(), at * type.bytes());
            return s.buffer().address() + (at + position) * type.bytes();
        }

        private void stage(int k, long start, int n, long place) {
            if (tile == null || tile.dtype != leaves[k].dtype()) tile = new Tile(leaves[k].dtype());
            for (int done = 0; done < n; done += Tile.SIZE) {
                int count = Math.min(Tile.SIZE, n - done);
                tile.load(cursors[k], start + done, count, 0);
                tile.write(place + (long) done * tile.dtype.bytes(), count);
            }
        }

        @Override
        public void close() {
            if (memory != null) memory.release();
        }
    }

    /** Gives back the copies that were made for reading, and keeps what is read until now. */
    void release() {
        for (int k = 0; k < leaves.length; k++) {
            if (leaves[k] != original.get(k) && leaves[k].data() instanceof Data.Strided copy) copy.buffer().release();
        }
        Reference.reachabilityFence(original);
        Reference.reachabilityFence(leaves);
    }
}

package dev.jacobi.engine.cpu;

import dev.jacobi.engine.ir.Data;
import dev.jacobi.engine.ir.Reduction;
import dev.jacobi.engine.ir.Scalars;
import dev.jacobi.engine.memory.Buffer;
import dev.jacobi.engine.memory.Memory;
import dev.jacobi.engine.type.DType;
import dev.jacobi.engine.type.Shape;
import java.lang.ref.Reference;

/**
 * Runs groups of rows: a few rows at a time, pass after pass while they are in the cache. Sums are those of whole vectors first, of short runs, then in
 * double; long rows are cut at fixed places. So results are accurate and do not depend on the number of threads.
 */
final class RowGroups {
    /** Elements between two cuts of a row that is gone through once. */
    private static final long PIECE = 64L * Tile.SIZE;
    /** Elements of the rows that are worked on together, which with their results are to stay in the first-level cache; and how many rows these are at most. */
    private static final long TOGETHER = 4L * Tile.SIZE, MOST_ROWS = 256;
    /** Blocks of rows that are enough for all threads. */
    private static final long BLOCKS = 64;
    /** Bytes of one vector of partial results. */
    private static final int PARTIALS = 128;

    private final Group group;
    private final Group.Node[] nodes;
    private final Layout layout;
    private final RowPlan plan;
    private final long rows, length;
    private final DType dtype;
    private final Buffer out;

    private RowGroups(Group group, Shape domain, int inner, Shape shape, DType dtype) {
        this.group = group;
        this.dtype = dtype;
        nodes = group.nodes().toArray(Group.Node[]::new);
        layout = Layout.rows(group.leaves(), group.nodes(), domain, inner);
        plan = RowPlan.of(group, layout.uniform);
        rows = layout.rows;
        length = layout.length;
        out = Memory.shared().allocate(shape.size() * dtype.bytes());
    }

    /** The group's result, of {@code shape}; rows are the last {@code inner} axes of {@code domain}. */
    static Data run(Group group, Shape domain, int inner, Shape shape, DType dtype) {
        RowGroups run = new RowGroups(group, domain, inner, shape, dtype);
        if (run.isOnePass() && run.length > PIECE) run.once();
        else
            run.passes();
        run.layout.release();
        Reference.reachabilityFence(run.out);
        return Data.Strided.rowMajor(run.out, shape);
    }

    /** Whether rows are gone through once and nothing is kept of them but values of rows. */
    private boolean isOnePass() {
        return plan.passes.size() == 1 && last().perRow();
    }

    /** What is the result. */
    private Group.Node last() { return nodes[nodes.length - 1]; }

    private double nanosEach() {
        double nanos = 0;
        for (RowPlan.Pass p : plan.passes) {
            p.code().expect(rows * length);
            nanos += p.code().nanosEach();
        }
        return nanos + 60.0 * nodes.length / length;
    }

    private boolean isWarming() {
        for (RowPlan.Pass p : plan.passes) if (p.code().isWarming()) return true;
        return false;
    }

    /** One pass over long rows and then only values of rows: pieces of rows on all threads, then the rest. */
    private void once() {
        RowPlan.Pass pass = plan.passes.getFirst();
        long pieces = Math.max(1, (length + PIECE - 1) / PIECE);
        int folds = pass.folds().length;
        long[][] partial = new long[folds][Math.toIntExact(rows * pieces)];
        Elementwise.chunks(rows * pieces * Tile.SIZE, nanosEach() * length / (pieces * Tile.SIZE), isWarming(), (first, last) -> {
            try (Thread thread = new Thread(1, Math.min(length, PIECE))) {
                long row = -1;
                for (long part = first / Tile.SIZE; part < last / Tile.SIZE; part++) {
                    if (row != part / pieces) thread.begin(row = part / pieces, 1);
                    long begin = part % pieces * PIECE;
                    thread.run(pass, row, 0, begin, Math.min(length, begin + PIECE));
                    for (int f = 0; f < folds; f++) partial[f][(int) part] = thread.totals[f];
                }
            }
        });
        Elementwise.chunks(rows, 20.0 * nodes.length, (first, last) -> {
            try (Thread thread = new Thread(Tile.SIZE, 1)) {
                for (long row = first; row < last; row += Tile.SIZE) {
                    int count = (int) Math.min(Tile.SIZE, last - row);
                    thread.begin(row, count);
                    for (int f = 0; f < folds; f++) {
                        for (int r = 0; r < count; r++) {
                            int at = (int) ((row + r) * pieces);
                            long sum = partial[f][at];
                            Group.Node node = nodes[pass.folds()[f]];
                            for (int p = 1; p < pieces; p++) sum = combined(node.reduction(), node.dtype(), sum, partial[f][at + p]);
                            thread.put(pass.folds()[f], r, sum);
                        }
                    }
                    thread.perRow(1, count);
                    thread.values[nodes.length - 1].store(out.segment(), row, count);
                }
            }
        });
    }

    /** Several passes: blocks of rows on all threads. */
    private void passes() {
        // what a single pass reads is not needed again: there are as many blocks as even out the threads' speeds
        long together = Math.clamp(isOnePass() ? Math.max(TOGETHER / length, rows / BLOCKS) : TOGETHER / length, 1, MOST_ROWS),
                blocks = (rows + together - 1) / together;
        Elementwise.chunks(blocks * Tile.SIZE, nanosEach() * length * together / Tile.SIZE, isWarming(), (first, last) -> {
            try (Thread thread = new Thread((int) together, length)) {
                for (long block = first / Tile.SIZE; block < last / Tile.SIZE; block++) {
                    long row = block * together;
                    int count = (int) Math.min(together, rows - row);
                    thread.begin(row, count);
                    int done = 0;
                    for (RowPlan.Pass pass : plan.passes) {
                        for (int r = 0; r < count; r++) {
                            thread.run(pass, row, r, 0, length);
                            for (int f = 0; f < pass.folds().length; f++) thread.put(pass.folds()[f], r, thread.totals[f]);
                        }
                        if (pass.folds().length > 0) {
                            int next = plan.level[pass.folds()[0]];
                            while (done < next) thread.perRow(++done, count);
                        }
                    }
                    if (last().perRow()) thread.values[nodes.length - 1].store(out.segment(), row, count);
                }
            }
        });
    }

    private static long combined(Reduction reduction, DType dtype, long a, long b) {
        if (!dtype.isFloating()) return reduction.combine().apply(dtype, a, b);
        return Double.doubleToRawLongBits(reduction.combine().apply(Double.longBitsToDouble(a), Double.longBitsToDouble(b)));
    }

    /** A sum in double, or an integer that may have outgrown its dtype, as an element. */
    static long result(DType dtype, long sum) {
        return dtype.isFloating() ? Scalars.of(dtype, Double.longBitsToDouble(sum)) : Scalars.of(dtype, sum);
    }

    /** For each argument of a pass where it lies in any row; worked out once, since a row of some thousand elements is read in 0.3 us. */
    private static final class Places {
        static final int OF_ALL_ROWS = 0, OF_ROWS_IN_WORK = 1, VALUE_OF_ROW = 2, ELSEWHERE = 3;

        final int[] kind, bytes;
        final long[] base, rowBytes;

        Places(int n) {
            kind = new int[n];
            bytes = new int[n];
            base = new long[n];
            rowBytes = new long[n];
        }

        /** Element {@code start} of a row lies {@code row * rowBytes + start * bytes} after {@code base}. */
        void set(int k, int kind, long base, long rowBytes, int bytes) {
            this.kind[k] = kind;
            this.base[k] = base;
            this.rowBytes[k] = rowBytes;
            this.bytes[k] = bytes;
        }
    }

    /** What one thread works with: the values of some rows, and memory for what is kept of them. */
    private final class Thread implements AutoCloseable {
        /** For each node with one value a row those values. */
        final Tile[] values = new Tile[nodes.length];
        /** For each node that is computed row by row the values that it is computed from. */
        private final Tile[][] operands = new Tile[nodes.length][];
        /** The folds of the last run. */
        final long[] totals = new long[nodes.length];
        private final Cursor[] cursors = new Cursor[nodes.length];
        private final LoopRunner[] runners = new LoopRunner[plan.passes.size()];
        private final Places[] places = new Places[runners.length];
        private final Layout.Reader reader;
        private final Buffer memory;
        private final long partials;
        private final long[] kept = new long[plan.kept.size()];

        Thread(int together, long length) {
            for (int i = 0; i < values.length; i++) {
                Group.Node node = nodes[i];
                if (!node.perRow()) continue;
                values[i] = new Tile(node.dtype(), together);
                operands[i] = new Tile[node.in().length()];
                for (int k = 0; k < operands[i].length; k++) operands[i][k] = values[node.in().at(k)];
                if (node.leaf() >= 0) cursors[i] = new Cursor(group.leaves().get(node.leaf()));
            }
            long bytes = 0;
            int folds = 1;
            for (int k = 0; k < kept.length; k++) {
                kept[k] = bytes;
                if (k != plan.inPlace) bytes += (length * together * plan.kept.get(k).bytes() + 127) / 64 * 64;
            }
            int longest = 1;
            for (int p = 0; p < runners.length; p++) {
                RowPlan.Pass pass = plan.passes.get(p);
                runners[p] = new LoopRunner(pass.code(), length);
                folds = Math.max(folds, pass.folds().length);
                longest = Math.max(longest, pass.code().longest);
            }
            memory = Memory.shared().allocate(bytes + (long) folds * PARTIALS);
            for (int k = 0; k < kept.length; k++) kept[k] += memory.address();
            partials = memory.address() + bytes;
            reader = layout.new Reader(new long[group.leaves().size()], (int) Math.min(longest, length));
            for (int p = 0; p < runners.length; p++) {
                RowPlan.Pass pass = plan.passes.get(p);
                places[p] = places(pass);
                int first = places[p].kind.length;
                for (int f = 0; f < pass.folds().length; f++) runners[p].arguments[first + f] = partials + (long) f * PARTIALS;
            }
        }

        /** Turns to {@code count} rows from {@code row} on. */
        void begin(long row, int count) {
            for (int i = 0; i < values.length; i++) if (cursors[i] != null) values[i].load(cursors[i], row, count, 0);
            perRow(0, count);
        }

        /** Computes what there is to know of rows after so many passes. */
        void perRow(int passes, int count) {
            for (int i : plan.computed[passes]) {
                if (nodes[i].op() == null) Elementwise.convert(operands[i][0], values[i], count);
                else {
                    TileOps.apply(nodes[i].op(), operands[i], values[i], count);
                    values[i].round(count);
                }
            }
        }

        void put(int node, int r, long sum) { Elementwise.put(values[node], r, result(nodes[node].dtype(), sum)); }

        /** Runs a pass over elements {@code from .. to - 1} of row {@code first + r}, the r-th of those in work. */
        void run(RowPlan.Pass pass, long first, int r, long from, long to) {
            LoopRunner runner = runners[pass.number()];
            LoopCode code = pass.code();
            Places places = this.places[pass.number()];
            long[] arguments = runner.arguments;
            int folds = pass.folds().length;
            for (int f = 0; f < folds; f++) totals[f] = pass.nothing()[f];
            for (long start = from; start < to; start += code.longest) {
                int n = (int) Math.min(code.longest, to - start);
                for (int k = 0; k < places.rowBytes.length; k++) {
                    arguments[k] = switch (places.kind[k]) {
                        case Places.OF_ALL_ROWS -> places.base[k] + (first + r) * places.rowBytes[k] + start * places.bytes[k];
                        case Places.OF_ROWS_IN_WORK -> places.base[k] + r * places.rowBytes[k] + start * places.bytes[k];
                        case Places.VALUE_OF_ROW -> values[pass.numbers()[k]].bits(r);
                        default -> reader.at(pass.numbers()[k], first + r, start, n);
                    };
                }
                runner.run(n);
                for (int f = 0; f < folds; f++) {
                    Group.Node node = nodes[pass.folds()[f]];
                    totals[f] = LoopInterpreter.total(node.reduction(), node.dtype(), partials + (long) f * PARTIALS, code.lanes,
                            totals[f]);
                }
            }
        }

        /** What a pass reads and writes. */
        private Places places(RowPlan.Pass pass) {
            int leaves = pass.numbers().length, stores = pass.kept().length;
            Places places = new Places(leaves + stores);
            for (int k = 0; k < leaves; k++) {
                int number = pass.numbers()[k];
                switch (pass.sources()[k]) {
                    case LEAF -> {
                        Data.Strided evenly = layout.evenRows(number).orElse(null);
                        if (evenly == null) places.kind[k] = Places.ELSEWHERE;
                        else {
                            int bytes = group.leaves().get(number).dtype().bytes();
                            places.set(k, Places.OF_ALL_ROWS, evenly.buffer().address() + (long) evenly.offset() * bytes,
                                    (long) evenly.strides().at(0) * bytes, bytes);
                        }
                    }
                    case ROW -> places.kind[k] = Places.VALUE_OF_ROW;
                    case KEPT -> setKept(places, k, number);
                }
            }
            for (int k = 0; k < stores; k++) {
                if (pass.kept()[k] == RowPlan.RESULT)
                    places.set(leaves + k, Places.OF_ALL_ROWS, out.address(), length * dtype.bytes(), dtype.bytes());
                else
                    setKept(places, leaves + k, pass.kept()[k]);
            }
            return places;
        }

        /** Where a kept value lies; the first that the result can take the place of lies there, so that its memory is fetched while there is much to compute. */
        private void setKept(Places places, int k, int number) {
            int size = plan.kept.get(number).bytes();
            if (number == plan.inPlace) places.set(k, Places.OF_ALL_ROWS, out.address(), length * size, size);
            else
                places.set(k, Places.OF_ROWS_IN_WORK, kept[number], length * size, size);
        }

        @Override
        public void close() {
            for (LoopRunner runner : runners) runner.close();
            reader.close();
            memory.release();
        }
    }
}

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
        if (run.plan.passes.size() == 1 && run.last().perRow()) run.once();
        else
            run.passes();
        run.layout.release();
        Reference.reachabilityFence(run.out);
        return Data.Strided.rowMajor(run.out, shape);
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

    /** One pass and then only values of rows: pieces of rows on all threads, then the rest. */
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
        long together = Math.clamp(TOGETHER / length, 1, MOST_ROWS), blocks = (rows + together - 1) / together;
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
            int leaves = code.leaves, stores = pass.kept().length, folds = pass.folds().length;
            for (int f = 0; f < folds; f++) {
                totals[f] = pass.nothing()[f];
                runner.arguments[leaves + stores + f] = partials + (long) f * PARTIALS;
            }
            for (long start = from; start < to; start += code.longest) {
                int n = (int) Math.min(code.longest, to - start);
                for (int k = 0; k < leaves; k++) {
                    int at = pass.numbers()[k];
                    runner.arguments[k] = switch (pass.sources()[k]) {
                        case LEAF -> reader.at(at, first + r, start, n);
                        case ROW -> values[at].bits(r);
                        case KEPT -> kept(at, first, r, start);
                    };
                }
                for (int s = 0; s < stores; s++) {
                    runner.arguments[leaves + s] = pass.kept()[s] == RowPlan.RESULT
                            ? out.address() + ((first + r) * length + start) * dtype.bytes()
                            : kept(pass.kept()[s], first, r, start);
                }
                runner.run(n);
                for (int f = 0; f < folds; f++) {
                    Group.Node node = nodes[pass.folds()[f]];
                    totals[f] = LoopInterpreter.total(node.reduction(), node.dtype(), partials + (long) f * PARTIALS, code.lanes,
                            totals[f]);
                }
            }
        }

        /** Where a kept value lies; the first that the result can take the place of lies there, so that its memory is fetched while there is much to compute. */
        private long kept(int number, long first, int r, long position) {
            int size = plan.kept.get(number).bytes();
            return number == plan.inPlace ? out.address() + ((first + r) * length + position) * size
                    : kept[number] + (r * length + position) * size;
        }

        @Override
        public void close() {
            for (LoopRunner runner : runners) runner.close();
            reader.close();
            memory.release();
        }
    }
}

package dev.jacobi.engine.cpu;

import dev.jacobi.engine.cpu.threads.Workers;
import dev.jacobi.engine.ir.Data;
import dev.jacobi.engine.ir.Reduction;
import dev.jacobi.engine.ir.Scalars;
import dev.jacobi.engine.memory.Buffer;
import dev.jacobi.engine.memory.Memory;
import dev.jacobi.engine.type.DType;
import dev.jacobi.engine.type.Shape;
import java.lang.ref.Reference;

/**
 * Runs groups of rows: a few rows at a time, pass after pass while they are in the cache. Sums are those of whole vectors first, of short runs, and in
 * double of what these give; long rows are cut at fixed places. So results are accurate and do not depend on the number of threads.
 */
final class RowGroups {
    /** Elements between two cuts of a row that is gone through once. */
    private static final long PIECE = 64L * Tile.SIZE;
    /** Elements of the rows that are worked on together, which with their results are to stay in the first-level cache; and how many rows these are at most. */
    private static final long TOGETHER = 4L * Tile.SIZE, MOST_ROWS = 256;
    /** Blocks of rows for a thread that even out the threads' speeds. */
    private static final long BLOCKS = 3;
    /** Elements of the rows for which it pays to have all passes in one loop: shorter ones stay in the first-level cache, several longer ones in none. */
    private static final long SHORTEST_IN_PIPELINE = 2048, LONGEST_IN_PIPELINE = 1 << 14;
    /** About how many rows the single passes of a pipeline have. */
    private static final long ENDS = 8;

    final Group group;
    final Group.Node[] nodes;
    final Layout layout;
    final RowPlan plan;
    final long rows, length;
    final DType dtype;
    final Buffer out;
    /** Whether all passes run at once, over different rows. */
    private final boolean pipelined;
    /** Whether the rows of a block, of which there is one pass, are gone through in one run, each being one or several of its segments. */
    final boolean inOneRun;

    private RowGroups(Group group, Shape domain, int inner, Shape shape, DType dtype) {
        this.group = group;
        this.dtype = dtype;
        nodes = group.nodes().toArray(Group.Node[]::new);
        layout = Layout.rows(group.leaves(), group.nodes(), domain, inner);
        plan = RowPlan.of(group, layout.uniform);
        rows = layout.rows;
        length = layout.length;
        pipelined = plan.joint.isPresent() && !layout.isStaged() && length >= SHORTEST_IN_PIPELINE && length <= LONGEST_IN_PIPELINE;
        inOneRun = isOnePass() && length <= PIECE && !layout.isStaged() && haveNoGaps(plan.passes.getFirst());
        out = Memory.shared().allocate(shape.size() * dtype.bytes());
    }

    /** Whether rows begin where the ones before end, and segments of a run over all as well. */
    private boolean haveNoGaps(RowPlan.Pass pass) {
        if (length % pass.code().lanes != 0 || length > pass.code().longest && length % pass.code().longest != 0) return false;
        for (int k = 0; k < pass.sources().length; k++) {
            if (pass.sources()[k] != RowPlan.Source.LEAF) return false;
            int leaf = pass.numbers()[k];
            boolean follow = layout.evenRows(leaf).filter(m -> rows == 1 || m.strides().at(0) == length).isPresent();
            if (!follow && !layout.isOneValue(leaf)) return false;
        }
        return true;
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
    Group.Node last() { return nodes[nodes.length - 1]; }

    private double nanosEach() {
        return nanosOfLoops() + 60.0 * nodes.length / length;
    }

    /** What an element takes in the loops that are about to run, which are told so. */
    private double nanosOfLoops() {
        double nanos = 0;
        // in a pipeline single passes have the first rows and the last only
        long elements = pipelined ? Math.min(rows, ENDS) * length : rows * length;
        plan.joint.filter(j -> pipelined).ifPresent(j -> j.code().expect(rows * length));
        for (RowPlan.Pass p : plan.passes) {
            p.code().expect(elements);
            nanos += p.code().nanosEach();
        }
        return pipelined ? plan.joint.orElseThrow().code().nanosEach() : nanos;
    }

    private boolean isWarming() {
        for (RowPlan.Pass p : plan.passes) if (p.code().isWarming()) return true;
        return plan.joint.isPresent() && plan.joint.get().code().isWarming();
    }

    /** One pass over long rows and then only values of rows: pieces of rows on all threads, then the rest. */
    private void once() {
        RowPlan.Pass pass = plan.passes.getFirst();
        long pieces = Math.max(1, (length + PIECE - 1) / PIECE);
        int folds = pass.folds().length;
        long[][] partial = new long[folds][Math.toIntExact(rows * pieces)];
        Elementwise.chunks(rows * pieces * Tile.SIZE, nanosEach() * length / (pieces * Tile.SIZE), isWarming(), (first, last) -> {
            long longest = Math.min(length, PIECE);
            try (RowRunner runner = new RowRunner(this, longest, 1); RowBlock block = new RowBlock(this, 1, longest)) {
                long row = -1;
                for (long part = first / Tile.SIZE; part < last / Tile.SIZE; part++) {
                    if (row != part / pieces) block.begin(row = part / pieces, 1);
                    long begin = part % pieces * PIECE;
                    long[] totals = runner.run(pass, block, 0, begin, Math.min(length, begin + PIECE));
                    for (int f = 0; f < folds; f++) partial[f][(int) part] = totals[f];
                }
            }
        });
        Elementwise.chunks(rows, 20.0 * nodes.length, (first, last) -> {
            try (RowBlock block = new RowBlock(this, Tile.SIZE, 1)) {
                for (long row = first; row < last; row += Tile.SIZE) {
                    int count = (int) Math.min(Tile.SIZE, last - row);
                    block.begin(row, count);
                    for (int f = 0; f < folds; f++) {
                        for (int r = 0; r < count; r++) {
                            int at = (int) ((row + r) * pieces);
                            long sum = partial[f][at];
                            Group.Node node = nodes[pass.folds()[f]];
                            for (int p = 1; p < pieces; p++) sum = combined(node.reduction(), node.dtype(), sum, partial[f][at + p]);
                            block.put(pass.folds()[f], r, sum);
                        }
                    }
                    block.after(pass);
                    block.store();
                }
            }
        });
    }

    /** How many rows are worked on together. */
    private int rowsOfBlock() {
        long cached = TOGETHER / length;
        if (!isOnePass()) return (int) Math.clamp(cached, 1, MOST_ROWS);
        // what a single pass reads is not needed again: few blocks, between which no memory comes in, and as many for each thread
        long blocks = BLOCKS * Workers.shared().threads();
        blocks *= Math.ceilDiv(rows, blocks * MOST_ROWS);
        return (int) Math.clamp(Math.max(cached, Math.ceilDiv(rows, blocks)), 1, MOST_ROWS);
    }

    /** Blocks of rows on all threads. */
    private void passes() {
        int together = rowsOfBlock();
        long blocks = (rows + together - 1) / together;
        Elementwise.chunks(blocks * Tile.SIZE, nanosEach() * length * together / Tile.SIZE, isWarming(), (first, last) -> {
            long from = first / Tile.SIZE, to = last / Tile.SIZE;
            try (RowRunner runner = new RowRunner(this, length, together)) {
                if (pipelined && to - from > plan.passes.size()) inPipeline(runner, together, from, to);
                else
                    oneByOne(runner, together, from, to);
            }
        });
    }

    private void inPipeline(RowRunner runner, int together, long from, long to) {
        try (RowPipeline pipeline = new RowPipeline(this, runner, together)) {
            pipeline.run(from, to);
        }
    }

    private void oneByOne(RowRunner runner, int together, long from, long to) {
        try (RowBlock block = new RowBlock(this, together, length)) {
            for (long b = from; b < to; b++) {
                begin(block, b, together);
                for (RowPlan.Pass pass : plan.passes) {
                    runner.run(pass, block);
                    block.after(pass);
                }
                block.store();
            }
        }
    }

    /** Turns to the rows of block {@code number}. */
    void begin(RowBlock block, long number, int together) {
        block.begin(number * together, (int) Math.min(together, rows - number * together));
    }

    private static long combined(Reduction reduction, DType dtype, long a, long b) {
        if (!dtype.isFloating()) return reduction.combine().apply(dtype, a, b);
        return Double.doubleToRawLongBits(reduction.combine().apply(Double.longBitsToDouble(a), Double.longBitsToDouble(b)));
    }

    /** A sum in double, or an integer that may have outgrown its dtype, as an element. */
    static long result(DType dtype, long sum) {
        return dtype.isFloating() ? Scalars.of(dtype, Double.longBitsToDouble(sum)) : Scalars.of(dtype, sum);
    }
}

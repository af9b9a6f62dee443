package dev.jacobi.engine.cpu;

import dev.jacobi.engine.cpu.codegen.LoopKernel;
import dev.jacobi.engine.memory.Buffer;
import dev.jacobi.engine.memory.Memory;
import java.util.List;

/** Runs the passes of a group over rows, on one thread: one pass over one row, or all passes at once, each over a row of its own. */
final class RowRunner implements AutoCloseable {
    private final RowGroups group;
    private final LoopRunner[] runners;
    private final LoopRunner joint;
    private final Layout.Reader reader;
    private final Buffer partials;
    /** For each pass the folds of its last run. */
    private final long[][] totals;

    /** For runs of up to {@code length} elements of each of up to {@code together} rows. */
    RowRunner(RowGroups group, long length, int together) {
        this.group = group;
        RowPlan plan = group.plan;
        int n = plan.passes.size(), folds = 0, staged = 1;
        runners = new LoopRunner[n];
        totals = new long[n][];
        long vectors = 1;
        for (RowPlan.Pass pass : plan.passes) {
            runners[pass.number()] = new LoopRunner(pass.code(), length);
            totals[pass.number()] = new long[pass.folds().length];
            folds += pass.folds().length;
            staged = Math.max(staged, pass.code().longest);
            vectors = Math.max(vectors, pass.code().partials(length));
        }
        joint = plan.joint.map(j -> new LoopRunner(j.code(), length)).orElse(null);
        if (joint != null) vectors = Math.max(vectors, plan.joint.orElseThrow().code().partials(length));
        reader = group.layout.new Reader(new long[group.group.leaves().size()], (int) Math.min(staged, length));
        long bytes = vectors * LoopKernel.PARTIALS * (group.inOneRun ? together : 1);
        partials = Memory.shared().allocate(folds * bytes);
        int fold = 0;
        for (RowPlan.Pass pass : plan.passes) {
            for (int f = 0; f < pass.folds().length; f++, fold++) {
                long at = partials.address() + fold * bytes;
                runners[pass.number()].arguments[pass.code().folds + f] = at;
                if (joint != null) joint.arguments[plan.joint.orElseThrow().code().folds + fold] = at;
            }
        }
    }

    /** Runs a pass over all rows of a block. */
    void run(RowPlan.Pass pass, RowBlock block) {
        if (group.inOneRun) runAll(pass, block);
        else
            for (int r = 0; r < block.count(); r++) run(pass, block, r);
    }

    /** Runs the only pass over all rows of a block at once. */
    private void runAll(RowPlan.Pass pass, RowBlock block) {
        LoopRunner runner = runners[pass.number()];
        LoopCode code = pass.code();
        int n = (int) group.length;
        runner.arguments[code.segment] = Math.min(n, code.longest);
        block.point(pass, 0, 0, n * block.count(), reader, runner.arguments, 0, code.leaves);
        runner.run(n * block.count());
        for (int f = 0; f < pass.folds().length; f++) block.putRows(pass, f, runner.arguments[code.folds + f]);
    }

    /** Runs a pass over the r-th row of a block. */
    void run(RowPlan.Pass pass, RowBlock block, int r) {
        block.put(pass, r, run(pass, block, r, 0, group.length));
    }

    /** What a pass reduces elements {@code from .. to - 1} of the r-th row of a block to. */
    long[] run(RowPlan.Pass pass, RowBlock block, int r, long from, long to) {
        LoopRunner runner = runners[pass.number()];
        LoopCode code = pass.code();
        // what has to be copied together is to stay in the cache
        long most = group.layout.isStaged() ? code.longest : to - from;
        begin(pass);
        for (long start = from; start < to; start += most) {
            int n = (int) Math.min(most, to - start);
            block.point(pass, r, start, n, reader, runner.arguments, 0, code.leaves);
            runner.run(n);
            add(pass, code, runner.arguments, 0, n);
        }
        return totals[pass.number()];
    }

    /** Runs each pass over the r-th row of its block. */
    void together(RowBlock[] blocks, int r) {
        RowPlan.Joint at = group.plan.joint.orElseThrow();
        List<RowPlan.Pass> passes = group.plan.passes;
        int n = (int) group.length, stores = at.code().leaves;
        for (int p = 0; p < blocks.length; p++) {
            blocks[p].point(passes.get(p), r, 0, n, reader, joint.arguments, at.leaves()[p], stores + at.stores()[p]);
        }
        joint.run(n);
        for (int p = 0; p < blocks.length; p++) {
            begin(passes.get(p));
            add(passes.get(p), at.code(), joint.arguments, at.folds()[p], n);
            blocks[p].put(passes.get(p), r, totals[p]);
        }
    }

    /** Fold {@code f} of a pass's last run. */
    long total(RowPlan.Pass pass, int f) { return totals[pass.number()][f]; }

    private void begin(RowPlan.Pass pass) {
        System.arraycopy(pass.nothing(), 0, totals[pass.number()], 0, pass.nothing().length);
    }

    /** Takes what a run of {@code code}, whose folds from {@code first} on are the pass's, has reduced {@code n} elements to. */
    private void add(RowPlan.Pass pass, LoopCode code, long[] arguments, int first, int n) {
        long[] totals = this.totals[pass.number()];
        for (int f = 0; f < totals.length; f++) {
            totals[f] = LoopInterpreter.total(code, first + f, arguments[code.folds + first + f], n, totals[f]);
        }
    }

    @Override
    public void close() {
        for (LoopRunner runner : runners) runner.close();
        if (joint != null) joint.close();
        reader.close();
        partials.release();
    }
}

package dev.jacobi.engine.cpu;

import dev.jacobi.engine.cpu.codegen.LoopKernel;
import dev.jacobi.engine.memory.Buffer;
import dev.jacobi.engine.memory.Memory;

/** Runs the only pass of a group, which has one fold, over two rows at a time, on one thread. */
final class RowPairs implements AutoCloseable {
    private final RowGroups group;
    private final RowPlan.Pass pass;
    private final LoopCode code;
    private final Layout.Reader reader;
    private final LoopRunner runner;
    private final Buffer partials;

    /** For runs of up to {@code length} elements of each row by a loop that has the leaves of both. */
    RowPairs(RowGroups group, LoopCode code, Layout.Reader reader, long length) {
        this.group = group;
        this.code = code;
        this.reader = reader;
        pass = group.plan.passes.getFirst();
        runner = new LoopRunner(code, length);
        long bytes = code.partials(length) * LoopKernel.PARTIALS;
        partials = Memory.shared().allocate(2 * bytes);
        for (int k = 0; k < 2; k++) runner.arguments[code.folds + k] = partials.address() + k * bytes;
    }

    /** Whether it is faster so by now than row by row. */
    boolean isCompiled() { return code.kernel().isPresent(); }

    /** Runs the pass over all rows of a block. */
    void run(RowBlock block) {
        int n = (int) group.length;
        for (int r = 0; r < block.count(); r += 2) {
            // an odd row is its own neighbour: one kernel does for all
            int second = Math.min(r + 1, block.count() - 1);
            runBoth(block, r, 0, second, 0, n);
            block.put(pass.folds()[0], r, total(0, n));
            block.put(pass.folds()[0], second, total(1, n));
        }
    }

    /** What the pass reduces {@code n} elements from each of two places of a block's first row to. */
    long[][] pieces(RowBlock block, long from, long second, int n) {
        runBoth(block, 0, from, 0, second, n);
        return new long[][]{{total(0, n)}, {total(1, n)}};
    }

    private void runBoth(RowBlock block, int r, long from, int second, long start, int n) {
        block.point(pass, r, from, n, reader, runner.arguments, 0, 0);
        block.point(pass, second, start, n, reader, runner.arguments, pass.code().leaves, 0);
        runner.run(n);
    }

    private long total(int k, int n) {
        return LoopInterpreter.total(code, k, runner.arguments[code.folds + k], n, pass.nothing()[0]);
    }

    @Override
    public void close() {
        runner.close();
        partials.release();
    }
}

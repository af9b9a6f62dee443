package dev.jacobi.engine.cpu;

/**
 * All passes of a group in one loop over one row of each of several blocks: while the first pass is at a block, the second is at the one before, and so on.
 * What a pass has to wait for from memory so comes in while the others compute, and a row is still in the cache when its next pass comes. At both ends,
 * where there is no block for some passes, and for rows that the last block lacks, the others run by themselves, with the same results.
 */
final class RowPipeline implements AutoCloseable {
    private final RowGroups group;
    private final RowPlan plan;
    private final RowPlan.Joint joint;
    private final RowRunner runner;
    private final int together;
    /** Block b is in place b % blocks.length. */
    private final RowBlock[] blocks;
    /** For each pass the block that it is at; null: none. */
    private final RowBlock[] at;

    /** For blocks of {@code together} rows. */
    RowPipeline(RowGroups group, RowRunner runner, int together) {
        this.group = group;
        this.runner = runner;
        this.together = together;
        plan = group.plan;
        joint = plan.joint.orElseThrow();
        blocks = new RowBlock[plan.passes.size()];
        for (int b = 0; b < blocks.length; b++) blocks[b] = new RowBlock(group, together, group.length);
        at = new RowBlock[blocks.length];
    }

    /** Runs all passes over the blocks {@code from .. to - 1}. */
    void run(long from, long to) {
        for (long step = from; step < to + blocks.length - 1; step++) {
            int all = together;
            for (int p = 0; p < at.length; p++) {
                long block = step - p;
                at[p] = block >= from && block < to ? blocks[(int) (block % blocks.length)] : null;
                if (p == 0 && at[0] != null) group.begin(at[0], block, together);
                all = at[p] == null ? 0 : Math.min(all, at[p].count());
            }
            for (int r = 0; r < all; r++) together(r);
            for (RowPlan.Pass pass : plan.passes) {
                RowBlock block = at[pass.number()];
                if (block == null) continue;
                for (int r = all; r < block.count(); r++) runner.run(pass, block, r);
                block.after(pass);
            }
            if (at[at.length - 1] != null) at[at.length - 1].store();
        }
    }

    /** All passes over the r-th row of the blocks that they are at, and what has to be done again exactly. */
    private void together(int r) {
        runner.together(at, r);
        RowPlan.Pass first = plan.passes.get(0), second = plan.passes.get(1);
        boolean isZero = false, isNaN = false;
        for (int f = 0; f < joint.witnesses().length; f++) {
            int witness = joint.witnesses()[f];
            if (witness < 0) continue;
            isZero |= Double.longBitsToDouble(runner.total(first, f)) == 0;
            isNaN |= Double.isNaN(Double.longBitsToDouble(runner.total(second, witness)));
        }
        if (isZero) runner.run(first, at[0], r);
        if (!isNaN) return;
        runner.run(first, at[1], r);
        at[1].again();
        runner.run(second, at[1], r);
    }

    @Override
    public void close() {
        for (RowBlock block : blocks) block.close();
    }
}

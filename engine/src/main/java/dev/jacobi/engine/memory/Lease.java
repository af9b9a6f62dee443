package dev.jacobi.engine.memory;

import java.lang.ref.PhantomReference;

/**
 * The loan of a block to an owner. It ends once: because the owner says so, or after the collector has found the owner
 * unreachable. Registering costs no lock and no list: the block, which lives longer, refers to its lease.
 */
sealed class Lease extends PhantomReference<Object> implements Reaper.Reapable permits Lease.OfBuffer, Lease.OfCohort {

    final BlockPool pool;
    final Block block;

    /** What the errors show: the size of a buffer as it was asked for. */
    final long bytesAsked;

    /** Plain, because the owner, still reachable, and the reaper, after that, never come at the same time. */
    private boolean ended;

    private Lease(Object owner, BlockPool pool, Block block, long bytesAsked) {
        super(owner, Reaper.QUEUE);
        this.pool = pool;
        this.block = block;
        this.bytesAsked = bytesAsked;
        block.lease = this;
    }

    /** The bytes that are to be taken off the active ones when this lease ends. */
    long bytesActive() {
        return block.bytes;
    }

    /** Gives the block back. To be called by the owner, at most once, while it is reachable. */
    final void end() {
        ended = true;
        block.lease = null;
        pool.giveBack(block, bytesActive());
    }

    @Override
    public final void reap() {
        if (!ended) {
            end();
            pool.collected();
        }
    }

    /** A block that is one buffer. */
    static final class OfBuffer extends Lease implements Holding {

        OfBuffer(Buffer owner, BlockPool pool, Block block, long bytesAsked) {
            super(owner, pool, block, bytesAsked);
        }

        @Override
        public long bytes() {
            return block.bytes;
        }

        @Override
        public void release(long address) {
            end();
        }
    }

    /** A block that is cut into slots. The lease knows how many are in use when the cohort is no more. */
    static final class OfCohort extends Lease {

        final SlotCount slots = new SlotCount();
        private final long slotBytes;

        OfCohort(Cohort owner, BlockPool pool, Block block, long slotBytes) {
            super(owner, pool, block, slotBytes);
            this.slotBytes = slotBytes;
        }

        @Override
        long bytesActive() {
            return slots.inUse() * slotBytes;
        }
    }
}

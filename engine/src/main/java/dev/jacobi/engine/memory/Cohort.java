package dev.jacobi.engine.memory;

import java.lang.ref.Reference;

/**
 * A block cut into slots for small buffers made one after the other. The collector tracks the cohort and not its
 * buffers, each of which keeps it reachable: following a million scalars one by one costs pauses of 0.3 s. The price is
 * that one living scalar keeps the 16 slots of its cohort: dropped neighbours count as active until it is gone as well.
 */
final class Cohort implements Holding {

    private final BlockPool pool;
    private final Lease.OfCohort lease;
    private final long address;
    private final long slotBytes;

    Cohort(BlockPool pool, Block block, long slotBytes) {
        this.pool = pool;
        this.lease = new Lease.OfCohort(this, pool, block, slotBytes);
        this.address = block.address;
        this.slotBytes = slotBytes;
    }

    /** The address of a free slot, or 0 when all were handed out. */
    long take() {
        int slot = lease.slots.take();
        return slot < 0 ? 0 : address + slot * slotBytes;
    }

    @Override
    public long bytes() {
        return slotBytes;
    }

    @Override
    public void release(long slotAddress) {
        pool.slotReturned(slotAddress, slotBytes);
        if (lease.slots.release()) {
            lease.end();
            Reference.reachabilityFence(this);
        }
    }

    /** Gives the block back if no slot of it is in use. */
    void endIfIdle() {
        if (lease.slots.close()) {
            lease.end();
        }
        // The reaper must not come before that.
        Reference.reachabilityFence(this);
    }
}

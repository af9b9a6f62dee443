package dev.jacobi.engine.memory;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.lang.ref.PhantomReference;

/**
 * The loan of a block to a buffer. It ends once: by {@link Buffer#release}, or after the collector has found the buffer
 * unreachable. Registering costs no lock and no list: the block, which lives longer, refers to its lease.
 */
final class Lease extends PhantomReference<Buffer> implements Reaper.Reapable {

    private static final VarHandle ENDED;
    static {
        try {
            ENDED = MethodHandles.lookup().findVarHandle(Lease.class, "ended", boolean.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    final BlockPool pool;
    final Block block;
    final long bytesAsked;
    private volatile boolean ended;

    Lease(Buffer buffer, BlockPool pool, Block block, long bytesAsked) {
        super(buffer, Reaper.QUEUE);
        this.pool = pool;
        this.block = block;
        this.bytesAsked = bytesAsked;
    }

    boolean ended() {
        return ended;
    }

    /** Gives the block back, the first time it is called. */
    boolean end() {
        if (!ENDED.compareAndSet(this, false, true)) {
            return false;
        }
        block.lease = null;
        pool.giveBack(block);
        return true;
    }

    @Override
    public void reap() {
        if (end()) {
            pool.collected();
        }
    }
}

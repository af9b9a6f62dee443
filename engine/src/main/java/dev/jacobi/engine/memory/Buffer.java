package dev.jacobi.engine.memory;

import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.lang.ref.Reference;

/**
 * An off-heap block of memory, aligned to 64 bytes, made by {@link Memory#allocate}. Its content is undefined at first.
 *
 * <p>
 * The block goes back to the pool when the buffer is unreachable, or at once by {@link #release}. A segment or an address
 * alone does not keep the block: whoever works on one keeps the buffer reachable till the end
 * ({@link java.lang.ref.Reference#reachabilityFence}).
 */
public final class Buffer {

    private static final VarHandle RELEASED;
    static {
        try {
            RELEASED = MethodHandles.lookup().findVarHandle(Buffer.class, "released", boolean.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final long address;
    private final long byteSize;
    private final Holding holding;
    private volatile boolean released;

    /** A buffer with a block of its own. */
    Buffer(BlockPool pool, Block block, long byteSize) {
        this.address = block.address;
        this.byteSize = byteSize;
        this.holding = new Lease.OfBuffer(this, pool, block, byteSize);
    }

    /** A small buffer in a slot of a cohort. */
    Buffer(Cohort cohort, long address, long byteSize) {
        this.address = address;
        this.byteSize = byteSize;
        this.holding = cohort;
    }

    /** The bytes asked for, no more. */
    public long byteSize() {
        return byteSize;
    }

    /** The bytes that the buffer takes from the pool: {@link #byteSize} rounded up to a size class. */
    public long blockSize() {
        return holding.bytes();
    }

    /**
     * Where the buffer starts.
     *
     * @throws IllegalStateException
     *             after {@link #release}
     */
    public long address() {
        if (released) {
            throw new IllegalStateException(
                    "[buffer] used after release: a buffer of " + MemorySizes.format(byteSize));
        }
        return address;
    }

    /**
     * The bytes of the buffer as a segment of exactly {@link #byteSize} bytes.
     *
     * @throws IllegalStateException
     *             after {@link #release}
     */
    public MemorySegment segment() {
        return OffHeap.ALL.asSlice(address(), byteSize);
    }

    /** Whether {@link #release} was called. */
    public boolean isReleased() { return released; }

    /**
     * Returns the block at once. Only for who knows that nobody else reads the buffer or ever will. Further calls do
     * nothing.
     */
    public void release() {
        if (RELEASED.compareAndSet(this, false, true)) {
            holding.release(address);
            // Or else the reaper could take this buffer for garbage while the line above is at work.
            Reference.reachabilityFence(this);
        }
    }

    @Override
    public String toString() {
        return "Buffer[" + MemorySizes.format(byteSize) + (isReleased() ? ", released]" : "]");
    }
}

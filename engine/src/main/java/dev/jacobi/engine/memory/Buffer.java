package dev.jacobi.engine.memory;

import java.lang.foreign.MemorySegment;

/**
 * An off-heap block of memory, aligned to 64 bytes, made by {@link Memory#allocate}. Its content is undefined at first.
 *
 * <p>
 * The block goes back to the pool when the buffer is unreachable, or at once by {@link #release}. A segment or an address
 * alone does not keep the block: whoever works on one keeps the buffer reachable till the end
 * ({@link java.lang.ref.Reference#reachabilityFence}).
 */
public final class Buffer {

    private final long address;
    private final long byteSize;
    private final Lease lease;

    Buffer(BlockPool pool, Block block, long byteSize) {
        this.address = block.address;
        this.byteSize = byteSize;
        this.lease = new Lease(this, pool, block, byteSize);
        block.lease = lease;
    }

    /** The bytes asked for, no more. */
    public long byteSize() {
        return byteSize;
    }

    /** The bytes that the buffer takes from the pool: {@link #byteSize} rounded up to a size class. */
    public long blockSize() {
        return lease.block.bytes;
    }

    /**
     * Where the buffer starts.
     *
     * @throws IllegalStateException
     *             after {@link #release}
     */
    public long address() {
        if (lease.ended()) {
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
    public boolean isReleased() { return lease.ended(); }

    /**
     * Returns the block at once. Only for who knows that nobody else reads the buffer or ever will. Further calls do
     * nothing.
     */
    public void release() {
        lease.end();
    }

    @Override
    public String toString() {
        return "Buffer[" + MemorySizes.format(byteSize) + (isReleased() ? ", released]" : "]");
    }
}

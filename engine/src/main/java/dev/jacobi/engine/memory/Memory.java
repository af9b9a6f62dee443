package dev.jacobi.engine.memory;

/**
 * The memory of arrays. Almost everything uses {@link #shared()}; a pool of its own is for tests and measurements. All
 * methods may be called by any thread.
 *
 * <p>
 * Sizes count whole blocks, that is what was asked for rounded up to a size class (under a fifth more, above 512 bytes).
 * Buffers of up to 256 bytes are tracked by the collector in groups of 16: dropped ones count until their group is gone.
 * {@link #activeMemory} + {@link #cacheMemory} is what the operating system has given.
 */
public final class Memory {

    /** Set to true, released blocks are overwritten with 0xff: a reader that comes too late sees NaN. */
    private static final String POISON_PROPERTY = "jacobi.memory.poison";

    private static final class Shared {
        static final Memory INSTANCE = new Memory(
                new BlockPool(Pages.ofThisSystem(), 0, Boolean.getBoolean(POISON_PROPERTY)));
    }

    private final BlockPool pool;

    /** A pool of its own with this limit in bytes. */
    public Memory(long limit) {
        this(new BlockPool(Pages.ofThisSystem(), 0, Boolean.getBoolean(POISON_PROPERTY)));
        setMemoryLimit(limit);
    }

    Memory(BlockPool pool) {
        this.pool = pool;
    }

    /**
     * The memory of this process. Its limit is 80 % of the machine's memory (or the container's), or what the system
     * property {@code jacobi.memory.limit} says, such as {@code 4g}.
     */
    public static Memory shared() {
        return Shared.INSTANCE;
    }

    /**
     * Begins, on a thread of its own, to load what gives access to memory, and then to link the functions that get it from the system: that takes 40 and 60 ms in a
     * new process. What needs memory meanwhile has it from the JDK.
     */
    public static void prepare() {
        Thread.ofPlatform().daemon().name("jacobi-memory-link").start(new EarlyPages.Start());
    }

    /**
     * A buffer of this many bytes, whose content is undefined.
     *
     * @throws MemoryLimitException
     *             if it would pass the limit even after all garbage was returned
     */
    public Buffer allocate(long bytes) {
        if (bytes < 0 || bytes > SizeClass.LARGEST) {
            throw impossible(bytes);
        }
        return pool.lend(bytes);
    }

    private RuntimeException impossible(long bytes) {
        if (bytes < 0) {
            return new IllegalArgumentException(
                    "[memory] asked for " + bytes + " bytes; a size is 0 or more. Hint: did a product of sizes overflow?");
        }
        return new MemoryLimitException("asked for " + MemorySizes.format(bytes) + "; the limit is "
                + MemorySizes.format(memoryLimit()) + " and no machine has more than "
                + MemorySizes.format(SizeClass.LARGEST) + ". Hint: check the shape.");
    }

    /** The bytes of all buffers that are not yet returned, garbage included. */
    public long activeMemory() {
        return pool.active();
    }

    /** The bytes of all buffers that were ever given out: what is allocated in between is the difference of two calls. */
    public long allocatedMemory() {
        return pool.lent();
    }

    /** The most bytes that were active at once since the start or {@link #resetPeakMemory}. */
    public long peakMemory() {
        return pool.peak();
    }

    /** Sets the peak to zero; the next allocation sets it to what is active then. */
    public void resetPeakMemory() {
        pool.resetPeak();
    }

    /** The bytes kept for coming allocations. */
    public long cacheMemory() {
        return pool.cache();
    }

    /** Gives the cache back to the system. Slabs of small blocks stay while one of their blocks is in use. */
    public void clearCache() {
        pool.clearCache();
    }

    public long memoryLimit() {
        return pool.limit();
    }

    /**
     * Limits active and cached bytes together, and returns the limit before. A limit under what is active does not
     * fail; the next allocation that finds no free block will.
     */
    public long setMemoryLimit(long bytes) {
        if (bytes < 1) {
            throw new IllegalArgumentException("[setMemoryLimit] was given " + bytes + " bytes; needed 1 or more");
        }
        long before = pool.limit();
        pool.setLimit(bytes);
        return before;
    }

    public long cacheLimit() {
        return pool.cacheLimit();
    }

    /**
     * Limits the cached bytes, and returns the limit before; at first it is the memory limit. With 0 large buffers go
     * back to the system at once, and of the slabs of small ones what is idle, a MiB at a time.
     */
    public long setCacheLimit(long bytes) {
        if (bytes < 0) {
            throw new IllegalArgumentException("[setCacheLimit] was given " + bytes + " bytes; needed 0 or more");
        }
        long before = pool.cacheLimit();
        pool.setCacheLimit(bytes);
        return before;
    }

    /** A number of bytes for a person to read: {@code 3.2 MB}. */
    public static String text(long bytes) {
        return MemorySizes.format(bytes);
    }
}

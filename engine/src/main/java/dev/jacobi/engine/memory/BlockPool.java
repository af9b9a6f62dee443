package dev.jacobi.engine.memory;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.LongStream;

/**
 * The free blocks of all size classes and the books about them. Taking a free block and giving one back take no lock;
 * what talks to the operating system or to the collector holds {@link #slowPath}.
 *
 * <p>
 * Invariant: bytes mapped = bytes lent (active) + bytes free (cache).
 */
final class BlockPool {

    private static final VarHandle PEAK;
    static {
        try {
            PEAK = MethodHandles.lookup().findVarHandle(BlockPool.class, "peak", long.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    /** So little is allowed before the limit is looked up, which costs a few 10 ms at start-up. */
    private static final long ALWAYS_ALLOWED = 64L << 20;

    /** Buffers up to this size live in cohorts. */
    private static final long LARGEST_SLOT = 256;

    private static final int COLLECTIONS_BEFORE_GIVING_UP = 3;
    private static final long PAUSE = 10_000_000;
    private static final long TRIM_STEP = 1L << 20;
    private static final int LARGEST_SHOWN = 5;
    private static final byte POISON = (byte) 0xff;

    private final Pages pages;
    private final boolean poison;
    private final FreeStack[] free = new FreeStack[SizeClass.COUNT];

    /** For each class of small buffers the cohort that has slots left. Weak, so that it can be garbage meanwhile. */
    private final AtomicReferenceArray<WeakReference<Cohort>> cohorts = new AtomicReferenceArray<>(
            SizeClass.of(LARGEST_SLOT) + 1);

    private final Pressure pressure = new Pressure(this);
    private final AtomicLong active = new AtomicLong();
    private final LongAdder lent = new LongAdder();
    private volatile long peak;
    private volatile long mapped;

    /** 0 until it is looked up. */
    private volatile long limit;

    /** {@link Long#MAX_VALUE}: as much as the memory limit. */
    private volatile long cacheLimit = Long.MAX_VALUE;

    /** Giving back more than this to the cache is an occasion to trim it. */
    private volatile long trimAt = Long.MAX_VALUE;

    private final ReentrantLock slowPath = new ReentrantLock();
    private final long[] blocksMapped = new long[SizeClass.COUNT];
    private final Set<Region> regions = Collections.newSetFromMap(new IdentityHashMap<>());

    /**
     * @param limit
     *            in bytes, or 0: the default of the machine
     * @param poison
     *            whether given back blocks are overwritten with 0xff (NaN in every floating-point type)
     */
    BlockPool(Pages pages, long limit, boolean poison) {
        this.pages = pages;
        this.limit = limit;
        this.poison = poison;
        for (int i = 0; i < free.length; i++) {
            free[i] = new FreeStack();
        }
    }

    Buffer lend(long bytes) {
        int sizeClass = SizeClass.of(bytes);
        if (sizeClass < cohorts.length()) {
            return lendSlot(sizeClass, bytes);
        }
        Block block = freeBlock(sizeClass, bytes);
        countActive(block.bytes, sizeClass);
        return new Buffer(this, block, bytes);
    }

    private Buffer lendSlot(int sizeClass, long bytes) {
        long slotBytes = SizeClass.bytes(sizeClass);
        WeakReference<Cohort> current = cohorts.get(sizeClass);
        Cohort cohort = current == null ? null : current.get();
        long address = cohort == null ? 0 : cohort.take();
        while (address == 0) {
            long all = SlotCount.SLOTS * slotBytes;
            cohort = new Cohort(this, freeBlock(SizeClass.of(all), bytes), slotBytes);
            address = cohort.take();
            cohorts.set(sizeClass, new WeakReference<>(cohort));
        }
        countActive(slotBytes, sizeClass);
        return new Buffer(cohort, address, bytes);
    }

    private Block freeBlock(int sizeClass, long asked) {
        Block block = free[sizeClass].pop();
        if (block == null && active.get() > pressure.markOfNew() && Ahead.isFor(sizeClass)) {
            pressure.relieveOfNew(sizeClass);
        }
        return block != null ? block : supply(sizeClass, asked);
    }

    private void countActive(long bytes, int sizeClass) {
        lent.add(bytes);
        long now = active.addAndGet(bytes);
        if (now > peak) {
            raisePeak(now);
        }
        if (now > pressure.mark()) {
            pressure.relieve(sizeClass);
        }
    }

    /** A buffer has released its slot of a cohort; the block may follow later. */
    void slotReturned(long address, long bytes) {
        poison(address, bytes);
        active.addAndGet(-bytes);
    }

    /** A lease is over, and with it the use of this many bytes. */
    void giveBack(Block block, long bytes) {
        poison(block.address, block.bytes);
        // In this order: who sees that nothing is active any more, and clears the cache, finds the block there.
        free[block.sizeClass].push(block);
        long now = active.addAndGet(-bytes);
        if (mapped - now > trimAt) {
            // Who holds the lock trims, or will soon have another reason to.
            if (slowPath.tryLock()) {
                try {
                    enforceCacheLimit();
                } finally {
                    slowPath.unlock();
                }
            }
        }
    }

    private void poison(long address, long bytes) {
        if (poison) {
            OffHeap.ALL.asSlice(address, bytes).fill(POISON);
        }
    }

    /** A lease is over because a buffer was garbage. */
    void collected() {
        pressure.lower();
    }

    private void raisePeak(long to) {
        long seen = peak;
        while (to > seen && !PEAK.compareAndSet(this, seen, to)) {
            seen = peak;
        }
    }

    /** A block of a class that has no free one. */
    private Block supply(int sizeClass, long asked) {
        int count = SizeClass.blocksPerRegion(sizeClass, 0);
        long need = SizeClass.regionBytes(sizeClass, count);
        slowPath.lock();
        try {
            for (int attempt = 0;; attempt++) {
                Block block = free[sizeClass].pop();
                if (block == null) {
                    block = map(sizeClass, count);
                }
                if (block != null) {
                    return block;
                }
                if (attempt > COLLECTIONS_BEFORE_GIVING_UP || need > limit(need)) {
                    throw exhausted(asked, need);
                }
                if (attempt == 0) {
                    Reaper.drain();
                } else {
                    Reaper.collect();
                    // Other threads may be about to release what they have.
                    LockSupport.parkNanos((attempt - 1) * PAUSE);
                }
            }
        } finally {
            slowPath.unlock();
        }
    }

    /**
     * A block of new memory, or null if the limit or the system does not allow it even with an empty cache. So many are mapped together at least; more where
     * nothing has to go for them.
     */
    private Block map(int sizeClass, int least) {
        int more = SizeClass.blocksPerRegion(sizeClass, blocksMapped[sizeClass]);
        Region region = more > least && hasRoom(SizeClass.regionBytes(sizeClass, more)) ? mapRegion(sizeClass, more) : null;
        if (region == null) {
            long after = mapped + SizeClass.regionBytes(sizeClass, least);
            long over = after - limit(after);
            if (over > 0 && trim(over) < over) {
                return null;
            }
            region = mapRegion(sizeClass, least);
        }
        if (region == null) {
            trim(Long.MAX_VALUE);
            region = mapRegion(sizeClass, least);
        }
        if (region == null) {
            return null;
        }
        addFree(region, 1);
        return region.blocks[0];
    }

    private boolean hasRoom(long need) {
        return mapped + need <= limit(mapped + need);
    }

    private Region mapRegion(int sizeClass, int count) {
        long address = pages.map(SizeClass.regionBytes(sizeClass, count));
        if (address == 0) {
            return null;
        }
        Region region = new Region(address, sizeClass, count);
        regions.add(region);
        mapped += region.bytes;
        blocksMapped[sizeClass] += count;
        return region;
    }

    /** A whole slab, or one block, of new memory that takes nothing away from others, or null if there is no room: for {@link #addFree} when it is ready. */
    Region mapAhead(int sizeClass) {
        int count = SizeClass.blocksPerRegion(sizeClass, Long.MAX_VALUE);
        long need = SizeClass.regionBytes(sizeClass, count);
        slowPath.lock();
        try {
            return hasRoom(need) && cache() + need <= cacheLimit() ? mapRegion(sizeClass, count) : null;
        } finally {
            slowPath.unlock();
        }
    }

    /** Blocks that nobody has yet are there to be lent. */
    void addFree(Region region) {
        addFree(region, 0);
    }

    private void addFree(Region region, int from) {
        for (int i = region.blocks.length - 1; i >= from; i--) {
            Block block = region.blocks[i];
            free[block.sizeClass].push(block);
        }
    }

    /** Gives free memory back to the system until this many bytes are gone or nothing more can go. */
    private long trim(long bytes) {
        long gone = 0;
        for (int c = SizeClass.COUNT - 1; c >= SizeClass.COUNT_CARVED && gone < bytes; c--) {
            for (Block b; gone < bytes && (b = free[c].pop()) != null;) {
                gone += unmap(b.region);
            }
        }
        if (gone < bytes) {
            endIdleCohorts();
        }
        for (int c = SizeClass.COUNT_CARVED - 1; c >= 0 && gone < bytes; c--) {
            gone += trimSlabs(c);
        }
        return gone;
    }

    private void endIdleCohorts() {
        for (int i = 0; i < cohorts.length(); i++) {
            WeakReference<Cohort> current = cohorts.get(i);
            Cohort cohort = current == null ? null : current.get();
            if (cohort != null) {
                cohort.endIfIdle();
            }
        }
    }

    /** A slab can go when all its blocks are free. */
    private long trimSlabs(int sizeClass) {
        FreeStack.Node all = free[sizeClass].popAll();
        for (FreeStack.Node n = all; n != null; n = n.next()) {
            n.block().region.free++;
        }
        List<Region> idle = new ArrayList<>();
        for (FreeStack.Node n = all; n != null; n = n.next()) {
            Region region = n.block().region;
            if (region.free < region.blocks.length) {
                free[sizeClass].push(n.block());
            } else if (n.block() == region.blocks[0]) {
                idle.add(region);
            }
        }
        for (FreeStack.Node n = all; n != null; n = n.next()) {
            n.block().region.free = 0;
        }
        return idle.stream().mapToLong(this::unmap).sum();
    }

    private long unmap(Region region) {
        regions.remove(region);
        mapped -= region.bytes;
        blocksMapped[region.blocks[0].sizeClass] -= region.blocks.length;
        pages.unmap(region.address, region.bytes);
        return region.bytes;
    }

    private void enforceCacheLimit() {
        long allowed = cacheLimit;
        long over = Math.max(cache() - allowed, mapped - limit(mapped));
        if (over > 0) {
            trim(over);
        }
        // What is left over the limit are slabs in use: not worth another look before the cache has grown by a share.
        long left = cache();
        boolean unlimited = allowed == Long.MAX_VALUE && mapped <= limit(mapped);
        trimAt = unlimited ? Long.MAX_VALUE : Math.max(allowed == Long.MAX_VALUE ? 0 : allowed, left + left / 4 + TRIM_STEP);
    }

    long active() {
        return active.get();
    }

    long lent() {
        return lent.sum();
    }

    long cache() {
        return Math.max(0, mapped - active.get());
    }

    long peak() {
        return peak;
    }

    void resetPeak() {
        peak = 0;
    }

    long limit() {
        long known = limit;
        if (known == 0) {
            limit = known = MemorySizes.defaultLimit();
        }
        return known;
    }

    /** The limit, or, while it was not looked up, an amount that is surely allowed. */
    private long limit(long wanted) {
        return limit == 0 && wanted <= ALWAYS_ALLOWED ? ALWAYS_ALLOWED : limit();
    }

    long cacheLimit() {
        return Math.min(cacheLimit, limit());
    }

    void setLimit(long bytes) {
        slowPath.lock();
        try {
            limit = bytes;
            pressure.reset();
            enforceCacheLimit();
        } finally {
            slowPath.unlock();
        }
    }

    void setCacheLimit(long bytes) {
        slowPath.lock();
        try {
            cacheLimit = bytes;
            enforceCacheLimit();
        } finally {
            slowPath.unlock();
        }
    }

    void clearCache() {
        slowPath.lock();
        try {
            Reaper.drain();
            trim(Long.MAX_VALUE);
        } finally {
            slowPath.unlock();
        }
    }

    private MemoryLimitException exhausted(long asked, long need) {
        List<String> largest = regions.stream().flatMapToLong(BlockPool::sizesLent).map(n -> -n).sorted()
                .limit(LARGEST_SHOWN).mapToObj(n -> MemorySizes.format(-n)).toList();
        String cause = mapped + need <= limit(mapped + need) ? "the system has no more memory, under the limit of "
                : "that would pass the limit of ";
        return new MemoryLimitException("asked for " + MemorySizes.format(asked) + ": " + cause
                + MemorySizes.format(limit()) + ", with " + MemorySizes.format(active()) + " active and "
                + MemorySizes.format(cache()) + " cached. Largest live buffers: "
                + (largest.isEmpty() ? "none" : String.join(", ", largest))
                + ". Hint: drop references to arrays that are no longer needed (variables and results of earlier cells"
                + " count), work in smaller batches, or raise the limit with mx.setMemoryLimit(bytes) or -D"
                + MemorySizes.LIMIT_PROPERTY + "=24g.");
    }

    private static LongStream sizesLent(Region region) {
        LongStream.Builder sizes = LongStream.builder();
        for (Block block : region.blocks) {
            Lease lease = block.lease;
            if (lease != null) {
                sizes.add(lease.bytesAsked);
            }
        }
        return sizes.build();
    }
}

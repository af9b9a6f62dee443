package dev.jacobi.engine.memory;

import java.lang.foreign.ValueLayout;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongConsumer;

/**
 * Free blocks made ready in the background, before anyone asks for them. The system clears a page when it is first touched, and a virtual machine may have
 * to get it from its host before: a kernel that writes to memory that was never used takes up to twelve times as long as one that writes where the garbage
 * of the call before was.
 */
final class Ahead {

    /** What is touched in one go: a huge page. */
    private static final long STEP = 2L << 20;
    private static final long PAGE = 4L << 10;
    /** After each go the thread rests so many times as long as it took, since others have work for the processor. */
    private static final int REST = 8;
    /** What clearing takes where nothing is known yet; 0.1 to 1.8 were measured. */
    private static final double USUAL_NANOS_PER_BYTE = 0.25;

    private final BlockPool pool;
    private final AtomicBoolean busy = new AtomicBoolean();
    private volatile double nanosPerByte = USUAL_NANOS_PER_BYTE;

    Ahead(BlockPool pool) {
        this.pool = pool;
    }

    /** Whether blocks of a class are worth it: smaller ones are touched in no time by who gets them. */
    static boolean isFor(int sizeClass) {
        return SizeClass.bytes(sizeClass) > SizeClass.LARGEST_IN_TINY_SLAB;
    }

    /**
     * Makes free blocks of a class out of about {@code bytes} of new memory, unless that is being done already or the limit is near, and tells {@code ready}
     * the bytes of each piece.
     */
    void prepare(int sizeClass, long bytes, LongConsumer ready) {
        if (busy.compareAndSet(false, true)) {
            Thread.ofPlatform().daemon().name("jacobi-memory-ahead").start(() -> {
                try {
                    long left = bytes;
                    while (left > 0) {
                        Region region = pool.mapAhead(sizeClass);
                        if (region == null) {
                            return;
                        }
                        touch(region);
                        pool.addFree(region);
                        ready.accept(region.bytes);
                        left -= region.bytes;
                    }
                } finally {
                    busy.set(false);
                }
            });
        }
    }

    /** What touching a byte of new memory took the last time. */
    double nanosPerByte() {
        return nanosPerByte;
    }

    private void touch(Region region) {
        long touching = 0;
        for (long at = 0; at < region.bytes; at += STEP) {
            long start = System.nanoTime();
            for (long page = at; page < Math.min(region.bytes, at + STEP); page += PAGE) {
                OffHeap.ALL.set(ValueLayout.JAVA_BYTE, region.address + page, (byte) 0);
            }
            long took = System.nanoTime() - start;
            touching += took;
            LockSupport.parkNanos(REST * took);
        }
        nanosPerByte = (double) touching / region.bytes;
    }
}

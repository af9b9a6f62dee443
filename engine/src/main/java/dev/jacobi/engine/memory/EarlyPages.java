package dev.jacobi.engine.memory;

import java.lang.foreign.Arena;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * Pages of the system, or of the JDK as long as the functions of the system are not linked: that takes a new process 60 ms, which its first result need not
 * wait for.
 */
final class EarlyPages implements Pages {

    /** More than this waits for the system's functions: the JDK's memory is cleared by who asks for it, and is counted as that of direct buffers. */
    private static final long MOST_BYTES = 32L << 20;
    /** The first results need the processors more than the linking does. */
    private static final long HEAD_START_NANOS = 500_000_000;
    private static final long HUGE_PAGE = 2L << 20;

    private record FromJdk(Arena arena, long bytes) {}

    private static final class Linked {
        static final Pages INSTANCE = Pages.linked();
    }

    private static volatile boolean isLinked;
    private static final AtomicLong bytesLeft = new AtomicLong(MOST_BYTES);
    /** What the JDK gave and has not got back, by address. */
    private static final Map<Long, FromJdk> early = new ConcurrentHashMap<>();

    /** Links the functions of the system, which are used from then on, after a while, on this thread; then the regions from before get huge pages too. */
    static void linkSoon() {
        LockSupport.parkNanos(HEAD_START_NANOS);
        Pages pages = linked();
        for (Map.Entry<Long, FromJdk> region : early.entrySet()) {
            // Not while it is given back.
            synchronized (early) {
                if (early.containsKey(region.getKey())) {
                    pages.makeHuge(region.getKey(), region.getValue().bytes);
                }
            }
        }
    }

    private static Pages linked() {
        Pages linked = Linked.INSTANCE;
        isLinked = true;
        return linked;
    }

    @Override
    public long map(long bytes) {
        if (isLinked || bytes > MOST_BYTES || bytesLeft.addAndGet(-bytes) < 0) {
            return linked().map(bytes);
        }
        Arena arena = Arena.ofShared();
        boolean huge = bytes >= HUGE_PAGE;
        long start;
        try {
            start = arena.allocate(huge ? bytes + HUGE_PAGE : bytes, SizeClass.ALIGNMENT).address();
        } catch (OutOfMemoryError e) {
            // The JDK has limits of its own; what the system has left decides.
            arena.close();
            return linked().map(bytes);
        }
        long address = huge ? (start + HUGE_PAGE - 1) & -HUGE_PAGE : start;
        early.put(address, new FromJdk(arena, bytes));
        return address;
    }

    @Override
    public void unmap(long address, long bytes) {
        Optional<FromJdk> region;
        synchronized (early) {
            region = Optional.ofNullable(early.remove(address));
        }
        if (region.isPresent()) {
            region.get().arena.close();
        } else {
            linked().unmap(address, bytes);
        }
    }

    @Override
    public void makeHuge(long address, long bytes) {
        linked().makeHuge(address, bytes);
    }
}

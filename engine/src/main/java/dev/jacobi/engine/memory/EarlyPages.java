package dev.jacobi.engine.memory;

import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.util.Map;
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

    /** A buffer, where an arena would do: that clears its memory in a loop of Java, which a new process interprets for 20 ms. */
    private record FromJdk(ByteBuffer buffer, long bytes) {}

    private static final class Linked {
        static final Pages INSTANCE = Pages.linked();
    }

    private static volatile boolean isLinked;
    private static final AtomicLong bytesLeft = new AtomicLong(MOST_BYTES);
    /** What the JDK gave and has not got back, by address. */
    private static final Map<Long, FromJdk> early = new ConcurrentHashMap<>();

    /**
     * For a thread of its own at the start of a process: it brings in what any first result needs of the JDK, while that is still being asked for, and after a while
     * links the functions of the system.
     */
    static final class Start implements Runnable {
        @Override
        public void run() {
            MemoryClasses.load();
            linkSoon();
        }
    }

    /** Links the functions of the system, which are used from then on, after a while; then the regions from before get huge pages too. */
    private static void linkSoon() {
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
        long alignment = bytes >= HUGE_PAGE ? HUGE_PAGE : SizeClass.ALIGNMENT;
        ByteBuffer buffer;
        try {
            buffer = ByteBuffer.allocateDirect((int) (bytes + alignment));
        } catch (OutOfMemoryError e) {
            // The JDK has limits of its own; what the system has left decides.
            return linked().map(bytes);
        }
        long address = (MemorySegment.ofBuffer(buffer).address() + alignment - 1) & -alignment;
        early.put(address, new FromJdk(buffer, bytes));
        return address;
    }

    @Override
    public void unmap(long address, long bytes) {
        boolean isEarly;
        synchronized (early) {
            isEarly = early.remove(address) != null;
        }
        // Those from the JDK its collector gives back.
        if (!isEarly) {
            linked().unmap(address, bytes);
        }
    }

    @Override
    public void makeHuge(long address, long bytes) {
        linked().makeHuge(address, bytes);
    }
}

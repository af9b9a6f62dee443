package dev.jacobi.engine.memory;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class NurseryTest {
    private static final long MB = 1L << 20;

    private static long fullCollections() {
        return ManagementFactory.getGarbageCollectorMXBeans().stream()
                .filter(b -> b.getName().contains("Old") || b.getName().contains("MarkSweep"))
                .mapToLong(GarbageCollectorMXBean::getCollectionCount).sum();
    }

    @Test
    void youngGarbageComesBackWithoutAFullCollection() {
        BlockPool pool = new BlockPool(Pages.ofThisSystem(), 4L << 30, false);
        Nursery nursery = new Nursery();
        Buffer kept = pool.lend(8 * MB);
        for (int i = 0; i < 5; i++) pool.lend(8 * MB);
        long before = fullCollections();
        assertTrue(Reaper.collectYoung(nursery, TimeUnit.SECONDS.toNanos(10)));
        assertTrue(fullCollections() == before, "there was a full collection");
        assertTrue(pool.active() <= 16 * MB, pool.active() + " bytes are active");
        assertFalse(kept.isReleased());
        kept.release();
        pool.clearCache();
    }

    @Test
    void leavesItToAFullCollectionWhereThatIsSooner() {
        assertFalse(new Nursery().collect(1));
    }
}

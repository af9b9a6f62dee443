package dev.jacobi.engine.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class AheadTest {
    private static final long MB = 1L << 20;

    private final SynchronousQueue<Long> ready = new SynchronousQueue<>();

    private void tell(long bytes) {
        try {
            ready.put(bytes);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private long next() throws InterruptedException {
        Long bytes = ready.poll(20, TimeUnit.SECONDS);
        assertTrue(bytes != null, "no block was made ready");
        return bytes;
    }

    @Test
    void makesFreeBlocksThatAreLentWithoutAskingTheSystem() throws InterruptedException {
        BlockPool pool = new BlockPool(Pages.ofThisSystem(), 1L << 30, false);
        new Ahead(pool).prepare(SizeClass.of(8 * MB), 20 * MB, this::tell);
        for (long n = 1; n <= 3; n++) {
            assertEquals(8 * MB, next());
            assertTrue(pool.cache() >= n * 8 * MB);
        }
        assertEquals(24 * MB, pool.cache());
        assertEquals(0, pool.active());
        Buffer[] buffers = {pool.lend(8 * MB), pool.lend(8 * MB), pool.lend(8 * MB)};
        assertEquals(0, pool.cache());
        for (Buffer b : buffers) b.release();
        assertEquals(24 * MB, pool.cache());
        pool.clearCache();
        assertEquals(0, pool.cache());
    }

    @Test
    void staysUnderTheLimits() throws InterruptedException {
        BlockPool pool = new BlockPool(Pages.ofThisSystem(), 20 * MB, false);
        Ahead ahead = new Ahead(pool);
        ahead.prepare(SizeClass.of(8 * MB), 100 * MB, this::tell);
        assertEquals(8 * MB, next());
        assertEquals(8 * MB, next());
        assertEquals(null, ready.poll(100, TimeUnit.MILLISECONDS));
        assertEquals(16 * MB, pool.cache());
        pool.setLimit(1L << 30);
        pool.setCacheLimit(0);
        assertEquals(0, pool.cache());
        ahead.prepare(SizeClass.of(8 * MB), 100 * MB, this::tell);
        assertEquals(null, ready.poll(100, TimeUnit.MILLISECONDS));
        assertEquals(0, pool.cache());
    }
}

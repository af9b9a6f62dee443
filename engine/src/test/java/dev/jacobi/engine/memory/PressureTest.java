package dev.jacobi.engine.memory;

import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class PressureTest {
    private static final long MB = 1L << 20;
    /** The largest for which nothing is made ready by another thread. */
    private static final long SMALL = SizeClass.LARGEST_IN_TINY_SLAB;

    /** Counts what one thread asks the system for. */
    private static final class Counting implements Pages {
        private final Pages pages = Pages.ofThisSystem();
        private final Thread counted = Thread.currentThread();
        private long bytes;

        @Override
        public long map(long need) {
            if (Thread.currentThread() == counted) bytes += need;
            return pages.map(need);
        }

        @Override
        public void unmap(long address, long need) {
            pages.unmap(address, need);
        }
    }

    @Test
    void deadResultsOfANewSizeAreCollectedBeforeManyOfThemAreSpreadOverNewMemory() {
        Counting pages = new Counting();
        BlockPool pool = new BlockPool(pages, 64L << 30, false);
        // collections come so often here that ever more dead results are left lying between them
        for (long lent = 0; lent < 64L << 30 && pages.bytes < 600 * MB; lent += SMALL) pool.lend(SMALL);
        assertTrue(pages.bytes >= 600 * MB, "only " + pages.bytes + " bytes are used between collections");
        long before = pages.bytes;
        for (long lent = 0; lent < 4L << 30; lent += 8 * MB) pool.lend(8 * MB);
        assertTrue(pages.bytes - before <= 264 * MB, (pages.bytes - before) + " bytes of new memory");
        pool.clearCache();
    }
}

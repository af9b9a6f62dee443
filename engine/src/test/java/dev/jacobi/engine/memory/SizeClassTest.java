package dev.jacobi.engine.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class SizeClassTest {

    @Test
    void theBlocksOfEveryClassAreLargerThanTheOnesBeforeAndItsOwn() {
        for (int c = 0; c < SizeClass.COUNT; c++) {
            long bytes = SizeClass.bytes(c);
            assertEquals(0, bytes % SizeClass.ALIGNMENT);
            assertEquals(c, SizeClass.of(bytes), "class of " + bytes);
            if (c + 1 < SizeClass.COUNT) {
                assertEquals(c + 1, SizeClass.of(bytes + 1), "class of " + (bytes + 1));
            }
        }
    }

    @Test
    void lessThanAFifthOfABlockIsUnused() {
        for (int c = SizeClass.of(512) + 1; c < SizeClass.COUNT; c++) {
            long smallest = SizeClass.bytes(c - 1) + 1;
            double unused = 1 - smallest / (double) SizeClass.bytes(c);
            assertTrue(unused < 0.2, c + ": " + unused);
        }
    }

    @Test
    void regionsAreWholePagesThatHoldTheirBlocks() {
        for (int c = 0; c < SizeClass.COUNT; c++) {
            for (long before : new long[]{0, 1, 5, Long.MAX_VALUE}) {
                int count = SizeClass.blocksPerRegion(c, before);
                long used = count * SizeClass.bytes(c);
                long region = SizeClass.regionBytes(c, count);
                assertEquals(0, region % (16 << 10));
                assertTrue(region >= used && region - used < 16 << 10, "class " + c + ": " + used + " of " + region);
                assertTrue(count == 1 || c < SizeClass.COUNT_CARVED, "class " + c + " is not carved");
            }
        }
    }

    @Test
    void slabsOfLargerBlocksGrowWithWhatWasAskedForBefore() {
        int c = SizeClass.of(256 << 10);
        long mapped = 0;
        for (int count : new int[]{1, 1, 2, 4, 8, 16, 16}) {
            assertEquals(count, SizeClass.blocksPerRegion(c, mapped));
            mapped += count;
        }
    }

    @Test
    void aSingleByteAndNoneTakeTheSmallestBlock() {
        assertEquals(0, SizeClass.of(0));
        assertEquals(0, SizeClass.of(1));
        assertEquals(64, SizeClass.bytes(0));
        assertEquals(SizeClass.LARGEST, SizeClass.bytes(SizeClass.COUNT - 1));
    }
}

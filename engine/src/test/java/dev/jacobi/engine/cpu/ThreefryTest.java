package dev.jacobi.engine.cpu;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

/** The known answers of Random123 (kat_vectors) for threefry2x32 with 20 rounds. */
class ThreefryTest {
    @Test
    void knownAnswers() {
        assertEquals(0x6b200159_99ba4efeL, block(0, 0, 0));
        assertEquals(0x1cb996fc_bb002be7L, block(-1, -1, -1));
        assertEquals(0xc4923a9c_483df7a0L, block(0x13198a2e, 0x03707344, 0x243f6a88_85a308d3L));
    }

    /** The first of the blocks that are encrypted together. */
    private static long block(int key0, int key1, long counter) {
        int[] x = new int[Threefry.LANES], y = new int[Threefry.LANES];
        Threefry.encrypt(key0, key1, counter, x, y);
        return (long) x[0] << 32 | y[0] & 0xffffffffL;
    }
}

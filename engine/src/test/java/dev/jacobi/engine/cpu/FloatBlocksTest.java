package dev.jacobi.engine.cpu;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FloatBlocksTest {
    private static final int SIDE = FloatBlocks.SIDE;

    /** Columns of more than a block, of less, and of what overlaps the block before; at every width of vectors. */
    @ParameterizedTest
    @CsvSource({"1, 1", "3, 2", "15, 1", "16, 1", "17, 2", "31, 3", "32, 2", "100, 2"})
    void columnsBecomeRows(int elements, int blocks) {
        int columns = blocks * SIDE, step = columns + 5;
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment from = arena.allocate(ValueLayout.JAVA_FLOAT, (long) elements * step);
            MemorySegment to = arena.allocate(ValueLayout.JAVA_FLOAT, (long) elements * columns + SIDE);
            for (int i = 0; i < elements * step; i++) from.setAtIndex(ValueLayout.JAVA_FLOAT, i, i);
            FloatBlocks.turn(from.address(), step, elements, columns, new float[SIDE * (elements + SIDE)], to.address());
            for (int c = 0; c < columns; c++) {
                for (int e = 0; e < elements; e++) {
                    assertEquals(e * step + c, to.getAtIndex(ValueLayout.JAVA_FLOAT, (long) c * elements + e),
                            "column " + c + ", element " + e);
                }
            }
        }
    }
}

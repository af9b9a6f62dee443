package dev.jacobi.engine.cpu.math;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.junit.jupiter.api.Test;

class RegisterTransposeTest {
    private interface Blocks {
        void turn(int count, long from, long fromStep, long fromNext, long to, long toStep, long toNext);
    }

    @Test
    void rowsBecomeColumnsAndNothingElseIsWritten() {
        assumeTrue(RegisterTranspose.isPossible(), "vectors of 512 bits");
        for (int count = 0; count < 4; count++) check(RegisterTranspose.SIDE, count, RegisterTranspose::blocks);
    }

    @Test
    void theSameOfNarrowBlocks() {
        assumeTrue(NarrowTranspose.isPossible(), "vectors of 256 bits");
        for (int count = 0; count < 4; count++) check(NarrowTranspose.SIDE, count, NarrowTranspose::blocks);
    }

    /** Blocks beside each other in the rows of one matrix become blocks below each other in another. */
    private static void check(int side, int count, Blocks blocks) {
        int fromStep = side * count + 3, toStep = side + 5, rows = side * count;
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment from = arena.allocate(ValueLayout.JAVA_FLOAT, (long) side * fromStep);
            MemorySegment to = arena.allocate(ValueLayout.JAVA_FLOAT, (long) rows * toStep + side);
            for (int i = 0; i < side * fromStep; i++) from.setAtIndex(ValueLayout.JAVA_FLOAT, i, i);
            to.fill((byte) 0xff);
            blocks.turn(count, from.address(), 4L * fromStep, 4L * side, to.address() + 4, 4L * toStep, 4L * side * toStep);
            for (int i = 0; i < rows * toStep + side; i++) {
                int row = Math.floorDiv(i - 1, toStep), column = Math.floorMod(i - 1, toStep);
                boolean inside = row >= 0 && row < rows && column < side;
                float found = to.getAtIndex(ValueLayout.JAVA_FLOAT, i);
                assertEquals(inside ? column * fromStep + row : Float.NaN, found, count + " blocks, at " + i);
            }
        }
    }
}

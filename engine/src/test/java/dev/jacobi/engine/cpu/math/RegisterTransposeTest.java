package dev.jacobi.engine.cpu.math;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.junit.jupiter.api.Test;

class RegisterTransposeTest {
    private interface Block {
        void turn(long from, long fromStep, long to, long toStep);
    }

    @Test
    void rowsBecomeColumnsAndNothingElseIsWritten() {
        assumeTrue(RegisterTranspose.isPossible(), "vectors of 512 bits");
        check(RegisterTranspose.SIDE, RegisterTranspose::block);
    }

    @Test
    void theSameOfNarrowBlocks() {
        assumeTrue(NarrowTranspose.isPossible(), "vectors of 256 bits");
        check(NarrowTranspose.SIDE, NarrowTranspose::block);
    }

    private static void check(int side, Block block) {
        int fromStep = side + 3, toStep = side + 5;
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment from = arena.allocate(ValueLayout.JAVA_FLOAT, (long) side * fromStep);
            MemorySegment to = arena.allocate(ValueLayout.JAVA_FLOAT, (long) side * toStep + side);
            for (int i = 0; i < side * fromStep; i++) from.setAtIndex(ValueLayout.JAVA_FLOAT, i, i);
            to.asSlice(0).fill((byte) 0xff);
            block.turn(from.address(), 4L * fromStep, to.address() + 4, 4L * toStep);
            for (int i = 0; i < side * toStep + side; i++) {
                int row = Math.floorDiv(i - 1, toStep), column = Math.floorMod(i - 1, toStep);
                boolean inside = row >= 0 && row < side && column < side;
                float found = to.getAtIndex(ValueLayout.JAVA_FLOAT, i);
                assertEquals(inside ? column * fromStep + row : Float.NaN, found, "at " + i);
            }
        }
    }
}

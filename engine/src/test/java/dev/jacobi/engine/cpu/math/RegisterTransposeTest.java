package dev.jacobi.engine.cpu.math;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.junit.jupiter.api.Test;

class RegisterTransposeTest {
    private static final int SIDE = RegisterTranspose.SIDE;

    @Test
    void rowsBecomeColumnsAndNothingElseIsWritten() {
        assumeTrue(RegisterTranspose.isPossible(), "vectors of 512 bits");
        int fromStep = SIDE + 3, toStep = SIDE + 5;
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment from = arena.allocate(ValueLayout.JAVA_FLOAT, (long) SIDE * fromStep);
            MemorySegment to = arena.allocate(ValueLayout.JAVA_FLOAT, (long) SIDE * toStep + SIDE);
            for (int i = 0; i < SIDE * fromStep; i++) from.setAtIndex(ValueLayout.JAVA_FLOAT, i, i);
            to.asSlice(0).fill((byte) 0xff);
            RegisterTranspose.block(from.address(), 4L * fromStep, to.address() + 4, 4L * toStep);
            for (int i = 0; i < SIDE * toStep + SIDE; i++) {
                int row = Math.floorDiv(i - 1, toStep), column = Math.floorMod(i - 1, toStep);
                boolean inside = row >= 0 && row < SIDE && column < SIDE;
                float found = to.getAtIndex(ValueLayout.JAVA_FLOAT, i);
                assertEquals(inside ? column * fromStep + row : Float.NaN, found, "at " + i);
            }
        }
    }
}

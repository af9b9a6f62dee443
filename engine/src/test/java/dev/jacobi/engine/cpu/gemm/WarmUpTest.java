package dev.jacobi.engine.cpu.gemm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What is taken for a kernel that the compiler did well by. */
class WarmUpTest {

    private static Object made;

    @Test
    void aKernelThatMakesObjectsIsTurnedAwayHoweverFast() {
        WarmUp warmUp = new WarmUp(new Lanes(false, Lanes.configuredBits()));
        int[] fast = {0};
        assertTrue(warmUp.warm((int depth, long a, long aRow, long aDepth, long b, long bDepth, long c, long cRow) -> {}, 6, 2,
                () -> fast[0]++));
        assertEquals(1, fast[0]);
        DirectKernel making = (depth, a, aRow, aDepth, b, bDepth, c, cRow) -> {
            for (int i = 0; i < depth; i++) made = new float[8];
        };
        assertFalse(warmUp.warm(making, 6, 2, () -> fast[0]++));
        assertEquals(2, fast[0], "it is in use until it is known to make objects");
    }

    @Test
    void anotherKernelIsEmittedInPlaceOfOneThatFailed() throws InterruptedException {
        List<String> log = new ArrayList<>();
        KernelSlot<Integer> slot = new KernelSlot<>() {
            private int emitted;

            @Override
            Integer emitted() { return ++emitted; }

            @Override
            boolean warm(Integer kernel, Runnable fast) {
                log.add(kernel + " after " + demand());
                if (kernel > 1) fast.run();
                log.add(kernel + " then " + demand());
                return kernel == 3;
            }
        };
        assertEquals(Optional.empty(), slot.demand());
        KernelSlot.awaitIdle();
        assertEquals(Optional.of(3), slot.demand());
        assertEquals(List.of("1 after Optional.empty", "1 then Optional.empty", "2 after Optional.empty", "2 then Optional[2]",
                "3 after Optional.empty",
                "3 then Optional[3]"), log);
    }
}

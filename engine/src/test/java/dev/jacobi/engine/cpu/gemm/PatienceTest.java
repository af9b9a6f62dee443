package dev.jacobi.engine.cpu.gemm;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class PatienceTest {

    @Test
    void shrinksDownToTheLeastUntilItIsRewarded() {
        Patience patience = new Patience();
        assertEquals(Patience.MOST_NANOS, patience.nanos());
        patience.inVain();
        assertEquals(Patience.MOST_NANOS / 4, patience.nanos());
        for (int time = 0; time < 10; time++) patience.inVain();
        assertEquals(Patience.LEAST_NANOS, patience.nanos());
        patience.rewarded();
        assertEquals(Patience.MOST_NANOS, patience.nanos());
    }
}

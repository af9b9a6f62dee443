package dev.jacobi.engine.cpu;

import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.jacobi.engine.ir.Loop;
import dev.jacobi.engine.ir.Op;
import dev.jacobi.engine.type.DType;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The code of loops is kept, and not without end. */
class LoopCodeTest {
    private LoopCode.Tiers before;

    private static Loop squarings(int count) {
        Loop.Builder loop = new Loop.Builder();
        int value = loop.load(DType.FLOAT32, false);
        for (int k = 0; k < count; k++) value = loop.apply(Op.MULTIPLY, DType.FLOAT32, value, value);
        loop.store(value);
        return loop.build();
    }

    @BeforeEach
    void countsRuns() {
        before = LoopCode.use(LoopCode.Tiers.AUTOMATIC);
    }

    @AfterEach
    void forgetThese() {
        LoopCode.use(before);
    }

    @Test
    void equalLoopsShareTheirCode() {
        assertSame(LoopCode.of(squarings(3)), LoopCode.of(squarings(3)));
        assertNotSame(LoopCode.of(squarings(3)), LoopCode.of(squarings(4)));
    }

    @Test
    void ofManyLoopsThoseThatRunMostAreKept() {
        LoopCode often = LoopCode.of(squarings(1));
        for (int run = 0; run < 100; run++) often.expect(1);
        for (int n = 2; n < 3000; n++) {
            LoopCode.of(squarings(n % 50 + 1).withChains(n)).expect(1);
            if (n % 100 == 0) assertTrue(LoopCode.report().lines().count() <= 1024);
        }
        assertSame(often, LoopCode.of(squarings(1)));
    }
}

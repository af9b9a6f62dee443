package dev.jacobi.engine.cpu;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;

import dev.jacobi.engine.ir.Lowered;
import dev.jacobi.engine.ir.Lowered.Step;
import dev.jacobi.engine.ir.Op;
import dev.jacobi.engine.ir.Program;
import dev.jacobi.engine.mx;
import dev.jacobi.engine.type.DType;
import dev.jacobi.engine.type.Shape;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class RecentProgramsTest {
    private final RecentPrograms recent = new RecentPrograms();

    private static Program program(Op op, long constant, int size, DType dtype, int second, int out, int... kept) {
        Shape shape = Shape.of(size);
        List<Step> steps = new ArrayList<>();
        steps.add(new Step(new Lowered.Given(), new int[0], shape, dtype));
        steps.add(new Step(new Lowered.Constant(constant), new int[0], shape, dtype));
        steps.add(new Step(new Lowered.Map(op), new int[]{0, second}, shape, dtype));
        steps.add(new Step(new Lowered.Map(Op.MULTIPLY), new int[]{2, 2}, shape, dtype));
        BitSet stay = new BitSet();
        for (int k : kept) stay.set(k);
        return new Program(steps, new int[]{out}, stay);
    }

    private static Program usual() {
        return program(Op.ADD, 1, 3, DType.FLOAT32, 1, 3);
    }

    @Test
    void equalProgramsAreMadeReadyOnce() {
        assertSame(recent.executable(usual()), recent.executable(usual()));
    }

    @Test
    void whateverDiffersMakesAnother() {
        List<Program> others = List.of(program(Op.SUBTRACT, 1, 3, DType.FLOAT32, 1, 3), program(Op.ADD, 2, 3, DType.FLOAT32, 1, 3),
                program(Op.ADD, 1, 4, DType.FLOAT32, 1, 3), program(Op.ADD, 1, 3, DType.INT32, 1, 3),
                program(Op.ADD, 1, 3, DType.FLOAT32, 0, 3), program(Op.ADD, 1, 3, DType.FLOAT32, 1, 2),
                program(Op.ADD, 1, 3, DType.FLOAT32, 1, 3, 2));
        Set<CpuExecutable> made = new HashSet<>();
        made.add(recent.executable(usual()));
        for (Program other : others) made.add(recent.executable(other));
        assertEquals(1 + others.size(), made.size());
        for (Program other : others) assertNotSame(recent.executable(usual()), recent.executable(other));
    }

    @Test
    void manyProgramsAreNotAllKept() {
        CpuExecutable first = recent.executable(usual());
        for (int k = 0; k < 1000; k++) recent.executable(program(Op.ADD, k + 2, 3, DType.FLOAT32, 1, 3));
        assertNotSame(first, recent.executable(usual()));
    }

    /** The structure is the same, the data are not. */
    @Test
    void eachEvaluationHasItsOwnData() {
        for (int k = 0; k < 10; k++) {
            double expected = 0;
            for (int i = 0; i < 8; i++) expected += (i + k) * (i + k);
            assertEquals(expected, mx.sum(mx.square(mx.arange(8).add(mx.array(k)))).item());
        }
    }
}

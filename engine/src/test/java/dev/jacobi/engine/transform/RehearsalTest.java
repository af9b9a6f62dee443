package dev.jacobi.engine.transform;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.jacobi.engine.ir.Lowered;
import dev.jacobi.engine.ir.Program;
import org.junit.jupiter.api.Test;

class RehearsalTest {
    /** It can be made ready, and has some operation of each kind that functions are usually made of. */
    @Test
    void whatIsRehearsedIsMadeReady() {
        Compilation.prepare(Rehearsal.lowering());
        Program program = Rehearsal.lowering().program();
        var steps = program.steps();
        for (Class<?> kind : new Class<?>[]{Lowered.Map.class, Lowered.Cast.class, Lowered.View.class, Lowered.Reduce.class,
                Lowered.ArgReduce.class, Lowered.MatMul.class, Lowered.Concatenate.class, Lowered.Constant.class}) {
            assertTrue(steps.stream().anyMatch(s -> kind.isInstance(s.what())), "no " + kind + " in " + program);
        }
        assertTrue(program.steps().size() > 50, program.steps().size() + " steps");
    }
}

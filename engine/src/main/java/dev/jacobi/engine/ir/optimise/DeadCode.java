package dev.jacobi.engine.ir.optimise;

import dev.jacobi.engine.ir.Lowered;
import dev.jacobi.engine.ir.Lowered.Step;
import dev.jacobi.engine.ir.Program;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Removes what no output depends on. Given steps stay: their places are how a program is called. */
final class DeadCode {
    static Program remove(Program program) {
        int n = program.steps().size();
        boolean[] live = new boolean[n];
        for (int out : program.outputs()) live[out] = true;
        for (int i = n - 1; i >= 0; i--) {
            if (live[i]) for (int in : program.steps().get(i).operands()) live[in] = true;
            live[i] |= program.steps().get(i).what() instanceof Lowered.Given;
        }
        int[] now = new int[n];
        List<Step> steps = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            if (!live[i]) continue;
            Step s = program.steps().get(i);
            now[i] = steps.size();
            steps.add(new Step(s.what(), Arrays.stream(s.operands()).map(k -> now[k]).toArray(), s.shape(), s.dtype()));
        }
        return new Program(List.copyOf(steps), Arrays.stream(program.outputs()).map(o -> now[o]).toArray());
    }

    private DeadCode() {}
}

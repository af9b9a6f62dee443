package dev.jacobi.engine.cpu;

import dev.jacobi.engine.cpu.codegen.LoopCost;
import dev.jacobi.engine.ir.Lowered;
import dev.jacobi.engine.ir.Lowered.Step;
import dev.jacobi.engine.ir.Op;
import java.util.Arrays;

/**
 * Which steps are better computed by each of their readers than once for all: a few vector instructions on one array of the result's size and on what is
 * broadcast. The readers then load that array in place of the result, and the pass over memory that would make the result is saved.
 */
final class Repeats {
    private final Step[] steps;
    /** For each step the vector instructions that it takes to compute it from what is not element-wise, and how many arrays of its size these read. */
    private final int[] weight, arrays;
    /** For each step its last reader's place among all operands, for each of these places the one of the reader before, and who reads there; -1: none. */
    private final int[] last, before, who;

    Repeats(Step[] steps) {
        this.steps = steps;
        int n = steps.length, places = 0;
        weight = new int[n];
        arrays = new int[n];
        for (int i = 0; i < n; i++) {
            weigh(i);
            places += steps[i].operands().length;
        }
        last = new int[n];
        before = new int[places];
        who = new int[places];
        Arrays.fill(last, -1);
        int place = 0;
        for (int i = 0; i < n; i++) {
            for (int in : steps[i].operands()) {
                before[place] = last[in];
                who[place] = i;
                last[in] = place++;
            }
        }
    }

    private void weigh(int i) {
        Step step = steps[i];
        if (step.what() instanceof Lowered.Constant || isStretched(step)) return;
        arrays[i] = 1;
        if (!(step.what() instanceof Lowered.Map(var op))) return;
        weight[i] = weight(op);
        arrays[i] = 0;
        for (int in : step.operands()) {
            weight[i] = Math.min(LoopCost.CHEAP + 1, weight[i] + weight[in]);
            arrays[i] = Math.min(2, arrays[i] + arrays[in]);
            // another dtype would take other lanes, or more memory
            if (steps[in].dtype() != step.dtype()) arrays[i] = 2;
        }
    }

    /** Quotients and roots are one instruction, but take as long as many. */
    private static int weight(Op op) {
        return op == Op.DIVIDE || op == Op.SQRT ? LoopCost.CHEAP + 1 : LoopCost.weight(op);
    }

    /** Whether it is a smaller array, read again and again. */
    private boolean isStretched(Step step) {
        return step.what() instanceof Lowered.Broadcast && steps[step.operands()[0]].shape().size() < step.shape().size();
    }

    boolean isCheap(int i) { return weight[i] > 0 && weight[i] <= LoopCost.CHEAP && arrays[i] == 1; }

    /** The place of the last reader of step {@code i}, with which {@link #reader} and {@link #next} begin; -1: nobody reads it. */
    int first(int i) {
        return last[i];
    }

    int reader(int place) { return who[place]; }

    int next(int place) { return before[place]; }
}

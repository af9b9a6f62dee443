package dev.jacobi.engine.ir.optimise;

import dev.jacobi.engine.ir.Lowered.Step;
import java.util.OptionalInt;

/** One way to do without a step. */
interface Rule {
    /** Which value among those of {@code program}, to which the rule may add, is the same as that of {@code step}; empty if it knows none. */
    OptionalInt apply(Step step, Rewriter program);

    /** What it does, in a report. */
    String title();
}

package dev.jacobi.engine.ir.optimise;

import dev.jacobi.engine.ir.Program;
import dev.jacobi.engine.type.Count;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** All that makes a program smaller, in one sweep and a removal of what is then not read. */
public final class Optimiser {
    private static final List<Rule> RULES = List.of(new ConstantFolding(), new CastChains(), new ViewChains(), new Identities());

    /**
     * A smaller program with the same results.
     *
     * @param removed how many operations went for which reason, the noun in the singular
     */
    public record Optimised(Program program, Map<String, Integer> removed) {
        /** {@code 3 common subexpressions, 2 views}, or {@code nothing}. */
        public String summary() {
            return removed.isEmpty() ? "nothing"
                    : removed.entrySet().stream().map(e -> Count.of(e.getValue(), e.getKey())).collect(Collectors.joining(", "));
        }
    }

    /** Applies everything. */
    public static Optimised optimise(Program program) {
        Map<String, Integer> removed = new TreeMap<>();
        Program rewritten = new Rewriter(RULES, true, removed).rewrite(program);
        Program live = DeadCode.remove(rewritten);
        int dead = program.operations() - DeadCode.remove(program).operations();
        if (dead > 0) removed.put("dead operation", dead);
        return new Optimised(live, removed);
    }

    private Optimiser() {}
}

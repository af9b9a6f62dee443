package dev.jacobi.engine.transform;

import dev.jacobi.engine.array.Array;
import java.util.List;
import java.util.Optional;

/**
 * Rules of one's own for a function: {@code customFunction(f, new CustomRules().vjp((primals, cotangents, outputs) -> ...))}. Primals are the arrays of all
 * arguments in one list, outputs and cotangents those of the result. What has no rule is found by differentiating or mapping the function itself; with a
 * vjp but no jvp, forward mode does so too.
 */
public final class CustomRules {

    /** Cotangents of the primals, in their order. */
    @FunctionalInterface
    public interface VjpRule {
        List<Array> apply(List<Array> primals, List<Array> cotangents, List<Array> outputs);
    }

    /** Tangents of the outputs, in their order; the tangents of primals without one are zeros. */
    @FunctionalInterface
    public interface JvpRule {
        List<Array> apply(List<Array> primals, List<Array> tangents);
    }

    /** Outputs for a batch, which is axis 0 of the primals where {@code batched}; each output has it at axis 0. */
    @FunctionalInterface
    public interface VmapRule {
        List<Array> apply(List<Array> primals, List<Boolean> batched);
    }

    private final Optional<VjpRule> vjp;
    private final Optional<JvpRule> jvp;
    private final Optional<VmapRule> vmap;

    /** No rule yet. */
    public CustomRules() { this(Optional.empty(), Optional.empty(), Optional.empty()); }

    private CustomRules(Optional<VjpRule> vjp, Optional<JvpRule> jvp, Optional<VmapRule> vmap) {
        this.vjp = vjp;
        this.jvp = jvp;
        this.vmap = vmap;
    }

    /** With a rule for reverse mode. */
    public CustomRules vjp(VjpRule rule) { return new CustomRules(Optional.of(rule), jvp, vmap); }

    /** With a rule for forward mode; without a vjp, reverse mode transposes it. */
    public CustomRules jvp(JvpRule rule) {
        return new CustomRules(vjp, Optional.of(rule), vmap);
    }

    /** With a rule for vmap. */
    public CustomRules vmap(VmapRule rule) { return new CustomRules(vjp, jvp, Optional.of(rule)); }

    Optional<VjpRule> vjp() { return vjp; }

    Optional<JvpRule> jvp() { return jvp; }

    Optional<VmapRule> vmap() { return vmap; }
}

package dev.jacobi.engine.array;

import java.util.ArrayDeque;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.WeakHashMap;
import java.util.function.Supplier;

/**
 * Where arrays were made. It is remembered while somebody has asked for it with {@code mx.debugCreationSites} or {@code mx.debugNans}, for each array that
 * is made then, and told as the cause of errors about it. What a derivative's rule makes has the place of the operation that it differentiates.
 */
public final class CreationSites {
    private static final Map<Array, CreationSite> SITES = Collections.synchronizedMap(new WeakHashMap<>());
    /** The place of what a rule is being asked for, on this thread. */
    private static final ScopedValue<CreationSite> OUTER = ScopedValue.newInstance();
    private static final DebugSwitch SWITCH = new DebugSwitch();

    /** Remembers places until what this gives is closed. */
    static Debugging open() { return SWITCH.open(() -> {}); }

    /** Whether places are remembered now. */
    public static boolean isOn() { return SWITCH.isOn(); }

    /** Called for each new array. */
    static void made(Array x) {
        if (isOn()) SITES.put(x, OUTER.isBound() ? OUTER.get() : new CreationSite(x.primitive().title(), x.isBeingTraced()));
    }

    /** {@code to} is {@code from} over other inputs. */
    static void same(Array from, Array to) {
        if (!isOn()) return;
        CreationSite site = SITES.get(from);
        if (site != null) SITES.put(to, site);
    }

    /** What a rule for {@code node} makes in {@code rule} belongs to where {@code node} was made. */
    public static <T> T within(Array node, Supplier<T> rule) {
        CreationSite site = SITES.get(node);
        return site == null ? rule.get() : ScopedValue.where(OUTER, site.ofDerivative()).call(rule::get);
    }

    /** Where {@code x} was made, if that was remembered. */
    static Optional<CreationSite> of(Array x) {
        return Optional.ofNullable(SITES.get(x));
    }

    /** {@code error}, with where {@code x} was made as its cause. */
    static <E extends Throwable> E because(E error, Array x) {
        of(x).ifPresent(error::initCause);
        return error;
    }

    /** What is nearest to {@code x} of what it was made from while a transform was tracing: what a person kept; {@code x} if that was not remembered. */
    static Array madeInTrace(Array x) {
        NodeMap<Boolean> seen = new NodeMap<>();
        ArrayDeque<Array> next = new ArrayDeque<>(List.of(x));
        while (!next.isEmpty()) {
            Array node = next.poll();
            if (seen.containsKey(node)) continue;
            seen.put(node, true);
            if (of(node).filter(CreationSite::isInTrace).isPresent()) return node;
            next.addAll(List.of(node.inputs()));
        }
        return x;
    }

    private CreationSites() {}
}

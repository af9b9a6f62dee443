package dev.jacobi.engine.array;

import dev.jacobi.engine.type.TraceException;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/**
 * One run of a transform over a function: from the call of the function until its graph has been walked. A node belongs to the youngest trace that
 * its inputs belong to, so a walk can leave out every node of an older one, and a node whose traces are all over may forget its inputs once it has a
 * value.
 */
public final class Trace {
    private static final AtomicLong COUNT = new AtomicLong();
    private static final ScopedValue<Trace> CURRENT = ScopedValue.newInstance();

    private final long id = COUNT.incrementAndGet();
    private final String transform;
    private final boolean valuesKnown;
    private final boolean linear;
    private final List<Trace> parents;
    private volatile boolean open = true;

    private Trace(String transform, boolean valuesKnown, boolean linear, List<Trace> parents) {
        this.linear = linear;
        this.transform = transform;
        this.valuesKnown = valuesKnown;
        this.parents = parents;
    }

    /**
     * Opens a trace within the one that this thread is in.
     *
     * @param transform what a person called: {@code grad}, {@code vmap}
     * @param valuesKnown whether the function sees arrays with values (derivatives) or placeholders (vmap, compile)
     */
    public static Trace open(String transform, boolean valuesKnown) {
        return new Trace(transform, valuesKnown, false, CURRENT.isBound() ? List.of(CURRENT.get()) : List.of());
    }

    /** Opens a trace along unknown tangents: its nodes are transposed and never computed. */
    public static Trace openLinear(String transform) {
        return new Trace(transform, true, true, CURRENT.isBound() ? List.of(CURRENT.get()) : List.of());
    }

    /** Whether this thread is inside of a transform. */
    public static boolean isInside() { return CURRENT.isBound(); }

    /** Whether its nodes are never computed. */
    boolean isLinear() { return linear; }

    /** Runs {@code body} inside this trace. */
    public <T> T run(Supplier<T> body) {
        return ScopedValue.where(CURRENT, this).call(body::get);
    }

    /** Ends it: the graph has been walked. */
    public void close() { open = false; }

    /** The trace that a node over inputs of {@code a} and {@code b} (null: none) belongs to. */
    static Trace join(Trace a, Trace b) {
        if (a == b || b == null) return a;
        if (a == null) return b;
        Trace young = a.id > b.id ? a : b, old = young == a ? b : a;
        if (!old.isLive() || young.isWithin(old)) return young;
        Trace both = new Trace(young.transform, young.valuesKnown, young.linear, List.of(young, old));
        both.open = false;
        return both;
    }

    private boolean isWithin(Trace ancestor) {
        for (Trace p : parents) if (p == ancestor || p.id > ancestor.id && p.isWithin(ancestor)) return true;
        return false;
    }

    /** Whether this trace or one around it still has to walk its graph. */
    boolean isLive() {
        if (open) return true;
        for (Trace p : parents) if (p.isLive()) return true;
        return false;
    }

    /** Whether it is still open. */
    public boolean isOpen() { return open; }

    /** Whether a node of trace {@code other} (null: none) can depend on what this trace traces. */
    public boolean covers(Trace other) {
        return other != null && other.id >= id;
    }

    /** What a person called. */
    public String transform() { return transform; }

    /**
     * Refuses what has a side effect while a transform traces without values.
     *
     * @throws TraceException naming {@code op}, the transform and what to do
     */
    public static void requireNoPlaceholders(String op, String hint) {
        for (Trace t = CURRENT.isBound() ? CURRENT.get() : null; t != null; t = t.parents.isEmpty() ? null : t.parents.getFirst()) {
            if (!t.valuesKnown && t.open) {
                throw new TraceException(op,
                        "it was called while " + t.transform + " traces the function, which runs it once for all: " + hint);
            }
        }
    }
}

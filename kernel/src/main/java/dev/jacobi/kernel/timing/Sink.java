package dev.jacobi.kernel.timing;

import dev.jacobi.engine.array.Array;
import dev.jacobi.engine.mx;
import dev.jacobi.engine.tree.Tree;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.stream.BaseStream;

/**
 * Where measured values go, so that the compiler can't leave out what makes them: an opaque write keeps allocations too, which a reachability fence
 * does not. {@code take} evaluates lazy arrays, alone or in trees, and waits for futures: their time counts; {@code keep} does not.
 */
public final class Sink {
    private static Object reference;
    private static double real;
    private static long whole;
    /** Plain fields: they belong to the thread that measures, and must cost nothing. */
    private static boolean looking = true;
    private static long evaluations;
    private static Kind kind = Kind.PLAIN;
    private static final VarHandle REFERENCE, REAL, WHOLE;

    /** What a value turned out to be. */
    public enum Kind {
        PLAIN, ARRAYS, FUTURE, STREAM
    }

    static {
        try {
            var lookup = MethodHandles.lookup();
            REFERENCE = lookup.findStaticVarHandle(Sink.class, "reference", Object.class);
            REAL = lookup.findStaticVarHandle(Sink.class, "real", double.class);
            WHOLE = lookup.findStaticVarHandle(Sink.class, "whole", long.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    /** Takes a floating value. */
    public static void take(double value) { REAL.setOpaque(value); }

    /** Takes an integer value. */
    public static void take(long value) { WHOLE.setOpaque(value); }

    /** Takes a truth value. */
    public static void take(boolean value) { WHOLE.setOpaque(value ? 1L : 0L); }

    /** Evaluates and takes an array. */
    public static void take(Array value) {
        if (value != null) {
            value.eval();
            evaluations++;
            kind = Kind.ARRAYS;
        }
        REFERENCE.setOpaque((Object) value);
    }

    /** Takes any object; arrays in it are evaluated. */
    public static void take(Object value) throws Exception {
        if (looking) look(value);
        REFERENCE.setOpaque(value);
    }

    /** Before a statement without a value: it reads memory anew, so that nothing is computed once for all loops. Costs no instruction. */
    public static void pass() {
        VarHandle.acquireFence();
    }

    /** Takes a value as it is. */
    public static void keep(double value) { REAL.setOpaque(value); }

    /** Takes a value as it is. */
    public static void keep(long value) { WHOLE.setOpaque(value); }

    /** Takes a value as it is. */
    public static void keep(boolean value) { WHOLE.setOpaque(value ? 1L : 0L); }

    /** Takes a value as it is. */
    public static void keep(Object value) {
        if (looking) kind = holdsArrays(value) ? Kind.ARRAYS : Kind.PLAIN;
        REFERENCE.setOpaque(value);
    }

    private static void look(Object value) throws Exception {
        switch (value) {
            case Future<?> f -> {
                Object result = f.get();
                evaluate(result);
                kind = Kind.FUTURE;
            }
            case BaseStream<?, ?> s -> kind = Kind.STREAM;
            case null, default -> evaluate(value);
        }
    }

    private static void evaluate(Object value) {
        if (!holdsArrays(value)) return;
        mx.eval(value);
        evaluations++;
        kind = Kind.ARRAYS;
    }

    private static boolean holdsArrays(Object value) {
        return switch (value) {
            case Array a -> true;
            case Record r -> !Tree.of(r).leaves().isEmpty();
            case List<?> l -> !Tree.of(l).leaves().isEmpty();
            case java.util.Map<?, ?> m -> !Tree.of(m).leaves().isEmpty();
            case Object[] o -> !Tree.of(o).leaves().isEmpty();
            case Optional<?> o -> !Tree.of(o).leaves().isEmpty();
            case null, default -> false;
        };
    }

    /** The next value is looked at: only if it holds arrays or is a future are all that follow, since a walk through a long list is not free. */
    static void beginLooking() {
        looking = true;
        kind = Kind.PLAIN;
    }

    static Kind endLooking() {
        look(kind);
        return kind;
    }

    /** Whether to look into the objects of a statement whose first value was of this kind. */
    static void look(Kind first) {
        looking = first == Kind.ARRAYS || first == Kind.FUTURE;
    }

    /** How often arrays have been evaluated. */
    static long evaluations() { return evaluations; }

    /** The last value since {@link #clear}, if there was one. */
    static Optional<Object> value() {
        Object last = REFERENCE.getOpaque();
        double number = (double) REAL.getOpaque();
        long integer = (long) WHOLE.getOpaque();
        return last != null ? Optional.of(last) : !Double.isNaN(number) ? Optional.of(number)
                : integer != Long.MIN_VALUE ? Optional.of(integer) : Optional.empty();
    }

    /** Lets go of the last value. */
    static void clear() {
        REFERENCE.setOpaque((Object) null);
        REAL.setOpaque(Double.NaN);
        WHOLE.setOpaque(Long.MIN_VALUE);
        beginLooking();
    }

    private Sink() {}
}

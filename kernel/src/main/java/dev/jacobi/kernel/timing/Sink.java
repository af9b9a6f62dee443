package dev.jacobi.kernel.timing;

import dev.jacobi.engine.array.Array;
import dev.jacobi.engine.mx;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * Where measured values go, so that the compiler can't leave out what makes them: an opaque write keeps allocations too, which a reachability fence
 * does not. Lazy arrays, alone or in trees, are evaluated: their time counts.
 */
public final class Sink {
    private static Object reference;
    private static double real;
    private static long whole;
    private static final VarHandle REFERENCE, REAL, WHOLE;
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
        if (value != null) value.eval();
        REFERENCE.setOpaque((Object) value);
    }

    /** Takes any object; arrays in it are evaluated. */
    public static void take(Object value) {
        switch (value) {
            case Array a -> a.eval();
            case java.util.List<?> l -> mx.eval(l);
            case java.util.Map<?, ?> m -> mx.eval(m);
            case Record r -> mx.eval(r);
            case Object[] o -> mx.eval((Object) o);
            case null, default -> {
            }
        }
        REFERENCE.setOpaque(value);
    }

    /** Lets go of the last object. */
    static void clear() { REFERENCE.setOpaque((Object) null); }

    private Sink() {}
}

package dev.jacobi.engine;

import dev.jacobi.engine.array.Array;
import dev.jacobi.engine.function.F1;
import dev.jacobi.engine.function.F2;
import dev.jacobi.engine.function.F3;
import dev.jacobi.engine.function.F4;
import dev.jacobi.engine.function.F5;
import dev.jacobi.engine.function.F6;
import dev.jacobi.engine.function.F7;
import dev.jacobi.engine.function.F8;
import dev.jacobi.engine.function.Fn1;
import dev.jacobi.engine.function.Fn2;
import dev.jacobi.engine.function.Fn3;
import dev.jacobi.engine.function.Fn4;
import dev.jacobi.engine.function.Fn5;
import dev.jacobi.engine.function.Fn6;
import dev.jacobi.engine.function.Fn7;
import dev.jacobi.engine.function.Fn8;
import dev.jacobi.engine.transform.InAxes;
import dev.jacobi.engine.transform.Mapping;
import dev.jacobi.engine.transform.OutAxes;

/**
 * {@code vmap}: from a function of one example to a function of a batch, which runs as one operation for all. The function is traced once, on one example
 * without values: it can't branch on them.
 *
 * <p>All throw {@link dev.jacobi.engine.type.TransformException} when called, if the mapped axes don't exist or differ in size.
 */
public abstract class VmapTransforms extends ValueAndGradTransforms {

    private static final InAxes FIRST = new InAxes(0);
    private static final OutAxes FRONT = new OutAxes(0);

    VmapTransforms() {}

    // 1 argument

    /** {@code f} mapped over axis 0 of every argument; the results are along axis 0. */
    public static Fn1 vmap(Fn1 f) {
        return Fn1.of(Mapping.of(f.tree(), FIRST, FRONT));
    }

    /** {@code f} mapped over the axes {@code in}; the results are along axis 0. */
    public static Fn1 vmap(Fn1 f, InAxes in) {
        return Fn1.of(Mapping.of(f.tree(), in, FRONT));
    }

    /** {@code f} mapped over the axes {@code in}; the results are along {@code out}. */
    public static Fn1 vmap(Fn1 f, InAxes in, OutAxes out) {
        return Fn1.of(Mapping.of(f.tree(), in, out));
    }

    /** {@code f} of trees mapped over axis 0 of every array in the arguments. */
    public static <A, R> F1<A, R> vmap(F1<A, R> f) {
        return F1.of(Mapping.of(f.tree(), FIRST, FRONT));
    }

    /** {@code f} of trees mapped over the axes {@code in}. */
    public static <A, R> F1<A, R> vmap(F1<A, R> f, InAxes in) {
        return F1.of(Mapping.of(f.tree(), in, FRONT));
    }

    /** {@code f} of trees mapped over the axes {@code in}; the results are along {@code out}. */
    public static <A, R> F1<A, R> vmap(F1<A, R> f, InAxes in, OutAxes out) {
        return F1.of(Mapping.of(f.tree(), in, out));
    }

    // 2 arguments

    /** {@code f} mapped over axis 0 of every argument; the results are along axis 0. */
    public static Fn2 vmap(Fn2 f) {
        return Fn2.of(Mapping.of(f.tree(), FIRST, FRONT));
    }

    /** {@code f} mapped over the axes {@code in}; the results are along axis 0. */
    public static Fn2 vmap(Fn2 f, InAxes in) {
        return Fn2.of(Mapping.of(f.tree(), in, FRONT));
    }

    /** {@code f} mapped over the axes {@code in}; the results are along {@code out}. */
    public static Fn2 vmap(Fn2 f, InAxes in, OutAxes out) {
        return Fn2.of(Mapping.of(f.tree(), in, out));
    }

    /** {@code f} of trees mapped over axis 0 of every array in the arguments. */
    public static <A, B, R> F2<A, B, R> vmap(F2<A, B, R> f) {
        return F2.of(Mapping.of(f.tree(), FIRST, FRONT));
    }

    /** {@code f} of trees mapped over the axes {@code in}. */
    public static <A, B, R> F2<A, B, R> vmap(F2<A, B, R> f, InAxes in) {
        return F2.of(Mapping.of(f.tree(), in, FRONT));
    }

    /** {@code f} of trees mapped over the axes {@code in}; the results are along {@code out}. */
    public static <A, B, R> F2<A, B, R> vmap(F2<A, B, R> f, InAxes in, OutAxes out) {
        return F2.of(Mapping.of(f.tree(), in, out));
    }

    // 3 arguments

    /** {@code f} mapped over axis 0 of every argument; the results are along axis 0. */
    public static Fn3 vmap(Fn3 f) {
        return Fn3.of(Mapping.of(f.tree(), FIRST, FRONT));
    }

    /** {@code f} mapped over the axes {@code in}; the results are along axis 0. */
    public static Fn3 vmap(Fn3 f, InAxes in) {
        return Fn3.of(Mapping.of(f.tree(), in, FRONT));
    }

    /** {@code f} mapped over the axes {@code in}; the results are along {@code out}. */
    public static Fn3 vmap(Fn3 f, InAxes in, OutAxes out) {
        return Fn3.of(Mapping.of(f.tree(), in, out));
    }

    /** {@code f} of trees mapped over axis 0 of every array in the arguments. */
    public static <A, B, C, R> F3<A, B, C, R> vmap(F3<A, B, C, R> f) {
        return F3.of(Mapping.of(f.tree(), FIRST, FRONT));
    }

    /** {@code f} of trees mapped over the axes {@code in}. */
    public static <A, B, C, R> F3<A, B, C, R> vmap(F3<A, B, C, R> f, InAxes in) {
        return F3.of(Mapping.of(f.tree(), in, FRONT));
    }

    /** {@code f} of trees mapped over the axes {@code in}; the results are along {@code out}. */
    public static <A, B, C, R> F3<A, B, C, R> vmap(F3<A, B, C, R> f, InAxes in, OutAxes out) {
        return F3.of(Mapping.of(f.tree(), in, out));
    }

    // 4 arguments

    /** {@code f} mapped over axis 0 of every argument; the results are along axis 0. */
    public static Fn4 vmap(Fn4 f) {
        return Fn4.of(Mapping.of(f.tree(), FIRST, FRONT));
    }

    /** {@code f} mapped over the axes {@code in}; the results are along axis 0. */
    public static Fn4 vmap(Fn4 f, InAxes in) {
        return Fn4.of(Mapping.of(f.tree(), in, FRONT));
    }

    /** {@code f} mapped over the axes {@code in}; the results are along {@code out}. */
    public static Fn4 vmap(Fn4 f, InAxes in, OutAxes out) {
        return Fn4.of(Mapping.of(f.tree(), in, out));
    }

    /** {@code f} of trees mapped over axis 0 of every array in the arguments. */
    public static <A, B, C, D, R> F4<A, B, C, D, R> vmap(F4<A, B, C, D, R> f) {
        return F4.of(Mapping.of(f.tree(), FIRST, FRONT));
    }

    /** {@code f} of trees mapped over the axes {@code in}. */
    public static <A, B, C, D, R> F4<A, B, C, D, R> vmap(F4<A, B, C, D, R> f, InAxes in) {
        return F4.of(Mapping.of(f.tree(), in, FRONT));
    }

    /** {@code f} of trees mapped over the axes {@code in}; the results are along {@code out}. */
    public static <A, B, C, D, R> F4<A, B, C, D, R> vmap(F4<A, B, C, D, R> f, InAxes in, OutAxes out) {
        return F4.of(Mapping.of(f.tree(), in, out));
    }

    // 5 arguments

    /** {@code f} mapped over axis 0 of every argument; the results are along axis 0. */
    public static Fn5 vmap(Fn5 f) {
        return Fn5.of(Mapping.of(f.tree(), FIRST, FRONT));
    }

    /** {@code f} mapped over the axes {@code in}; the results are along axis 0. */
    public static Fn5 vmap(Fn5 f, InAxes in) {
        return Fn5.of(Mapping.of(f.tree(), in, FRONT));
    }

    /** {@code f} mapped over the axes {@code in}; the results are along {@code out}. */
    public static Fn5 vmap(Fn5 f, InAxes in, OutAxes out) {
        return Fn5.of(Mapping.of(f.tree(), in, out));
    }

    /** {@code f} of trees mapped over axis 0 of every array in the arguments. */
    public static <A, B, C, D, E, R> F5<A, B, C, D, E, R> vmap(F5<A, B, C, D, E, R> f) {
        return F5.of(Mapping.of(f.tree(), FIRST, FRONT));
    }

    /** {@code f} of trees mapped over the axes {@code in}. */
    public static <A, B, C, D, E, R> F5<A, B, C, D, E, R> vmap(F5<A, B, C, D, E, R> f, InAxes in) {
        return F5.of(Mapping.of(f.tree(), in, FRONT));
    }

    /** {@code f} of trees mapped over the axes {@code in}; the results are along {@code out}. */
    public static <A, B, C, D, E, R> F5<A, B, C, D, E, R> vmap(F5<A, B, C, D, E, R> f, InAxes in, OutAxes out) {
        return F5.of(Mapping.of(f.tree(), in, out));
    }

    // 6 arguments

    /** {@code f} mapped over axis 0 of every argument; the results are along axis 0. */
    public static Fn6 vmap(Fn6 f) {
        return Fn6.of(Mapping.of(f.tree(), FIRST, FRONT));
    }

    /** {@code f} mapped over the axes {@code in}; the results are along axis 0. */
    public static Fn6 vmap(Fn6 f, InAxes in) {
        return Fn6.of(Mapping.of(f.tree(), in, FRONT));
    }

    /** {@code f} mapped over the axes {@code in}; the results are along {@code out}. */
    public static Fn6 vmap(Fn6 f, InAxes in, OutAxes out) {
        return Fn6.of(Mapping.of(f.tree(), in, out));
    }

    /** {@code f} of trees mapped over axis 0 of every array in the arguments. */
    public static <A, B, C, D, E, F, R> F6<A, B, C, D, E, F, R> vmap(F6<A, B, C, D, E, F, R> f) {
        return F6.of(Mapping.of(f.tree(), FIRST, FRONT));
    }

    /** {@code f} of trees mapped over the axes {@code in}. */
    public static <A, B, C, D, E, F, R> F6<A, B, C, D, E, F, R> vmap(F6<A, B, C, D, E, F, R> f, InAxes in) {
        return F6.of(Mapping.of(f.tree(), in, FRONT));
    }

    /** {@code f} of trees mapped over the axes {@code in}; the results are along {@code out}. */
    public static <A, B, C, D, E, F, R> F6<A, B, C, D, E, F, R> vmap(F6<A, B, C, D, E, F, R> f, InAxes in, OutAxes out) {
        return F6.of(Mapping.of(f.tree(), in, out));
    }

    // 7 arguments

    /** {@code f} mapped over axis 0 of every argument; the results are along axis 0. */
    public static Fn7 vmap(Fn7 f) {
        return Fn7.of(Mapping.of(f.tree(), FIRST, FRONT));
    }

    /** {@code f} mapped over the axes {@code in}; the results are along axis 0. */
    public static Fn7 vmap(Fn7 f, InAxes in) {
        return Fn7.of(Mapping.of(f.tree(), in, FRONT));
    }

    /** {@code f} mapped over the axes {@code in}; the results are along {@code out}. */
    public static Fn7 vmap(Fn7 f, InAxes in, OutAxes out) {
        return Fn7.of(Mapping.of(f.tree(), in, out));
    }

    /** {@code f} of trees mapped over axis 0 of every array in the arguments. */
    public static <A, B, C, D, E, F, G, R> F7<A, B, C, D, E, F, G, R> vmap(F7<A, B, C, D, E, F, G, R> f) {
        return F7.of(Mapping.of(f.tree(), FIRST, FRONT));
    }

    /** {@code f} of trees mapped over the axes {@code in}. */
    public static <A, B, C, D, E, F, G, R> F7<A, B, C, D, E, F, G, R> vmap(F7<A, B, C, D, E, F, G, R> f, InAxes in) {
        return F7.of(Mapping.of(f.tree(), in, FRONT));
    }

    /** {@code f} of trees mapped over the axes {@code in}; the results are along {@code out}. */
    public static <A, B, C, D, E, F, G, R> F7<A, B, C, D, E, F, G, R> vmap(F7<A, B, C, D, E, F, G, R> f, InAxes in, OutAxes out) {
        return F7.of(Mapping.of(f.tree(), in, out));
    }

    // 8 arguments

    /** {@code f} mapped over axis 0 of every argument; the results are along axis 0. */
    public static Fn8 vmap(Fn8 f) {
        return Fn8.of(Mapping.of(f.tree(), FIRST, FRONT));
    }

    /** {@code f} mapped over the axes {@code in}; the results are along axis 0. */
    public static Fn8 vmap(Fn8 f, InAxes in) {
        return Fn8.of(Mapping.of(f.tree(), in, FRONT));
    }

    /** {@code f} mapped over the axes {@code in}; the results are along {@code out}. */
    public static Fn8 vmap(Fn8 f, InAxes in, OutAxes out) {
        return Fn8.of(Mapping.of(f.tree(), in, out));
    }

    /** {@code f} of trees mapped over axis 0 of every array in the arguments. */
    public static <A, B, C, D, E, F, G, H, R> F8<A, B, C, D, E, F, G, H, R> vmap(F8<A, B, C, D, E, F, G, H, R> f) {
        return F8.of(Mapping.of(f.tree(), FIRST, FRONT));
    }

    /** {@code f} of trees mapped over the axes {@code in}. */
    public static <A, B, C, D, E, F, G, H, R> F8<A, B, C, D, E, F, G, H, R> vmap(F8<A, B, C, D, E, F, G, H, R> f, InAxes in) {
        return F8.of(Mapping.of(f.tree(), in, FRONT));
    }

    /** {@code f} of trees mapped over the axes {@code in}; the results are along {@code out}. */
    public static <A, B, C, D, E, F, G, H, R> F8<A, B, C, D, E, F, G, H, R> vmap(F8<A, B, C, D, E, F, G, H, R> f, InAxes in, OutAxes out) {
        return F8.of(Mapping.of(f.tree(), in, out));
    }
}

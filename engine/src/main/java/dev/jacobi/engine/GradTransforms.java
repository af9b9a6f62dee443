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
import dev.jacobi.engine.transform.Aux;
import dev.jacobi.engine.transform.Gradient;
import java.util.List;

/**
 * {@code grad}: from a function with a scalar result to the function of its gradient. The gradient is what the argument is: an array, or a record, map or
 * list of arrays. Reverse mode: it costs a small multiple of the function, however many arguments there are.
 *
 * <p>All throw {@link dev.jacobi.engine.type.TransformException} when called, if the result is no floating scalar, or an argument to differentiate for has
 * no floating arrays.
 */
public abstract class GradTransforms extends dev.jacobi.engine.array.Ops {

    GradTransforms() {}

    // 1 argument

    /** The gradient of {@code f} for its first argument. */
    public static Fn1 grad(Fn1 f) { return Fn1.of(Gradient.one(f.tree(), 0)); }

    /** The gradient of {@code f} for its first argument, a tree. */
    public static <A> F1<A, A> grad(F1<A, Array> f) {
        return F1.of(Gradient.one(f.tree(), 0));
    }

    /** The gradient of {@code f} for one argument. */
    public static Fn1 grad(Fn1 f, ArgNum argnum) {
        return Fn1.of(Gradient.one(f.tree(), argnum.index()));
    }

    /** The gradients of {@code f} for several arguments, in the order of {@code argnums}. */
    public static F1<Array, List<Array>> grad(Fn1 f, ArgNums argnums) {
        return F1.of(Gradient.several(f.tree(), argnums.indices()));
    }

    /** The gradients of {@code f} for several arguments, which are trees, in the order of {@code argnums}. */
    public static <A> F1<A, List<Object>> grad(F1<A, Array> f, ArgNums argnums) {
        return F1.of(Gradient.several(f.tree(), argnums.indices()));
    }

    /** The gradient for the first argument, beside what else {@code f} returns. */
    public static <A, X> F1<A, Aux<A, X>> gradAux(F1<A, Aux<Array, X>> f) {
        return F1.of(Gradient.withAux(f.tree()));
    }

    // 2 arguments

    /** The gradient of {@code f} for its first argument. */
    public static Fn2 grad(Fn2 f) { return Fn2.of(Gradient.one(f.tree(), 0)); }

    /** The gradient of {@code f} for its first argument, a tree. */
    public static <A, B> F2<A, B, A> grad(F2<A, B, Array> f) {
        return F2.of(Gradient.one(f.tree(), 0));
    }

    /** The gradient of {@code f} for one argument. */
    public static Fn2 grad(Fn2 f, ArgNum argnum) {
        return Fn2.of(Gradient.one(f.tree(), argnum.index()));
    }

    /** The gradients of {@code f} for several arguments, in the order of {@code argnums}. */
    public static F2<Array, Array, List<Array>> grad(Fn2 f, ArgNums argnums) {
        return F2.of(Gradient.several(f.tree(), argnums.indices()));
    }

    /** The gradients of {@code f} for several arguments, which are trees, in the order of {@code argnums}. */
    public static <A, B> F2<A, B, List<Object>> grad(F2<A, B, Array> f, ArgNums argnums) {
        return F2.of(Gradient.several(f.tree(), argnums.indices()));
    }

    /** The gradient for the first argument, beside what else {@code f} returns. */
    public static <A, B, X> F2<A, B, Aux<A, X>> gradAux(F2<A, B, Aux<Array, X>> f) {
        return F2.of(Gradient.withAux(f.tree()));
    }

    // 3 arguments

    /** The gradient of {@code f} for its first argument. */
    public static Fn3 grad(Fn3 f) { return Fn3.of(Gradient.one(f.tree(), 0)); }

    /** The gradient of {@code f} for its first argument, a tree. */
    public static <A, B, C> F3<A, B, C, A> grad(F3<A, B, C, Array> f) {
        return F3.of(Gradient.one(f.tree(), 0));
    }

    /** The gradient of {@code f} for one argument. */
    public static Fn3 grad(Fn3 f, ArgNum argnum) {
        return Fn3.of(Gradient.one(f.tree(), argnum.index()));
    }

    /** The gradients of {@code f} for several arguments, in the order of {@code argnums}. */
    public static F3<Array, Array, Array, List<Array>> grad(Fn3 f, ArgNums argnums) {
        return F3.of(Gradient.several(f.tree(), argnums.indices()));
    }

    /** The gradients of {@code f} for several arguments, which are trees, in the order of {@code argnums}. */
    public static <A, B, C> F3<A, B, C, List<Object>> grad(F3<A, B, C, Array> f, ArgNums argnums) {
        return F3.of(Gradient.several(f.tree(), argnums.indices()));
    }

    /** The gradient for the first argument, beside what else {@code f} returns. */
    public static <A, B, C, X> F3<A, B, C, Aux<A, X>> gradAux(F3<A, B, C, Aux<Array, X>> f) {
        return F3.of(Gradient.withAux(f.tree()));
    }

    // 4 arguments

    /** The gradient of {@code f} for its first argument. */
    public static Fn4 grad(Fn4 f) { return Fn4.of(Gradient.one(f.tree(), 0)); }

    /** The gradient of {@code f} for its first argument, a tree. */
    public static <A, B, C, D> F4<A, B, C, D, A> grad(F4<A, B, C, D, Array> f) {
        return F4.of(Gradient.one(f.tree(), 0));
    }

    /** The gradient of {@code f} for one argument. */
    public static Fn4 grad(Fn4 f, ArgNum argnum) {
        return Fn4.of(Gradient.one(f.tree(), argnum.index()));
    }

    /** The gradients of {@code f} for several arguments, in the order of {@code argnums}. */
    public static F4<Array, Array, Array, Array, List<Array>> grad(Fn4 f, ArgNums argnums) {
        return F4.of(Gradient.several(f.tree(), argnums.indices()));
    }

    /** The gradients of {@code f} for several arguments, which are trees, in the order of {@code argnums}. */
    public static <A, B, C, D> F4<A, B, C, D, List<Object>> grad(F4<A, B, C, D, Array> f, ArgNums argnums) {
        return F4.of(Gradient.several(f.tree(), argnums.indices()));
    }

    /** The gradient for the first argument, beside what else {@code f} returns. */
    public static <A, B, C, D, X> F4<A, B, C, D, Aux<A, X>> gradAux(F4<A, B, C, D, Aux<Array, X>> f) {
        return F4.of(Gradient.withAux(f.tree()));
    }

    // 5 arguments

    /** The gradient of {@code f} for its first argument. */
    public static Fn5 grad(Fn5 f) { return Fn5.of(Gradient.one(f.tree(), 0)); }

    /** The gradient of {@code f} for its first argument, a tree. */
    public static <A, B, C, D, E> F5<A, B, C, D, E, A> grad(F5<A, B, C, D, E, Array> f) {
        return F5.of(Gradient.one(f.tree(), 0));
    }

    /** The gradient of {@code f} for one argument. */
    public static Fn5 grad(Fn5 f, ArgNum argnum) {
        return Fn5.of(Gradient.one(f.tree(), argnum.index()));
    }

    /** The gradients of {@code f} for several arguments, in the order of {@code argnums}. */
    public static F5<Array, Array, Array, Array, Array, List<Array>> grad(Fn5 f, ArgNums argnums) {
        return F5.of(Gradient.several(f.tree(), argnums.indices()));
    }

    /** The gradients of {@code f} for several arguments, which are trees, in the order of {@code argnums}. */
    public static <A, B, C, D, E> F5<A, B, C, D, E, List<Object>> grad(F5<A, B, C, D, E, Array> f, ArgNums argnums) {
        return F5.of(Gradient.several(f.tree(), argnums.indices()));
    }

    /** The gradient for the first argument, beside what else {@code f} returns. */
    public static <A, B, C, D, E, X> F5<A, B, C, D, E, Aux<A, X>> gradAux(F5<A, B, C, D, E, Aux<Array, X>> f) {
        return F5.of(Gradient.withAux(f.tree()));
    }

    // 6 arguments

    /** The gradient of {@code f} for its first argument. */
    public static Fn6 grad(Fn6 f) { return Fn6.of(Gradient.one(f.tree(), 0)); }

    /** The gradient of {@code f} for its first argument, a tree. */
    public static <A, B, C, D, E, F> F6<A, B, C, D, E, F, A> grad(F6<A, B, C, D, E, F, Array> f) {
        return F6.of(Gradient.one(f.tree(), 0));
    }

    /** The gradient of {@code f} for one argument. */
    public static Fn6 grad(Fn6 f, ArgNum argnum) {
        return Fn6.of(Gradient.one(f.tree(), argnum.index()));
    }

    /** The gradients of {@code f} for several arguments, in the order of {@code argnums}. */
    public static F6<Array, Array, Array, Array, Array, Array, List<Array>> grad(Fn6 f, ArgNums argnums) {
        return F6.of(Gradient.several(f.tree(), argnums.indices()));
    }

    /** The gradients of {@code f} for several arguments, which are trees, in the order of {@code argnums}. */
    public static <A, B, C, D, E, F> F6<A, B, C, D, E, F, List<Object>> grad(F6<A, B, C, D, E, F, Array> f, ArgNums argnums) {
        return F6.of(Gradient.several(f.tree(), argnums.indices()));
    }

    /** The gradient for the first argument, beside what else {@code f} returns. */
    public static <A, B, C, D, E, F, X> F6<A, B, C, D, E, F, Aux<A, X>> gradAux(F6<A, B, C, D, E, F, Aux<Array, X>> f) {
        return F6.of(Gradient.withAux(f.tree()));
    }

    // 7 arguments

    /** The gradient of {@code f} for its first argument. */
    public static Fn7 grad(Fn7 f) { return Fn7.of(Gradient.one(f.tree(), 0)); }

    /** The gradient of {@code f} for its first argument, a tree. */
    public static <A, B, C, D, E, F, G> F7<A, B, C, D, E, F, G, A> grad(F7<A, B, C, D, E, F, G, Array> f) {
        return F7.of(Gradient.one(f.tree(), 0));
    }

    /** The gradient of {@code f} for one argument. */
    public static Fn7 grad(Fn7 f, ArgNum argnum) {
        return Fn7.of(Gradient.one(f.tree(), argnum.index()));
    }

    /** The gradients of {@code f} for several arguments, in the order of {@code argnums}. */
    public static F7<Array, Array, Array, Array, Array, Array, Array, List<Array>> grad(Fn7 f, ArgNums argnums) {
        return F7.of(Gradient.several(f.tree(), argnums.indices()));
    }

    /** The gradients of {@code f} for several arguments, which are trees, in the order of {@code argnums}. */
    public static <A, B, C, D, E, F, G> F7<A, B, C, D, E, F, G, List<Object>> grad(F7<A, B, C, D, E, F, G, Array> f, ArgNums argnums) {
        return F7.of(Gradient.several(f.tree(), argnums.indices()));
    }

    /** The gradient for the first argument, beside what else {@code f} returns. */
    public static <A, B, C, D, E, F, G, X> F7<A, B, C, D, E, F, G, Aux<A, X>> gradAux(F7<A, B, C, D, E, F, G, Aux<Array, X>> f) {
        return F7.of(Gradient.withAux(f.tree()));
    }

    // 8 arguments

    /** The gradient of {@code f} for its first argument. */
    public static Fn8 grad(Fn8 f) { return Fn8.of(Gradient.one(f.tree(), 0)); }

    /** The gradient of {@code f} for its first argument, a tree. */
    public static <A, B, C, D, E, F, G, H> F8<A, B, C, D, E, F, G, H, A> grad(F8<A, B, C, D, E, F, G, H, Array> f) {
        return F8.of(Gradient.one(f.tree(), 0));
    }

    /** The gradient of {@code f} for one argument. */
    public static Fn8 grad(Fn8 f, ArgNum argnum) {
        return Fn8.of(Gradient.one(f.tree(), argnum.index()));
    }

    /** The gradients of {@code f} for several arguments, in the order of {@code argnums}. */
    public static F8<Array, Array, Array, Array, Array, Array, Array, Array, List<Array>> grad(Fn8 f, ArgNums argnums) {
        return F8.of(Gradient.several(f.tree(), argnums.indices()));
    }

    /** The gradients of {@code f} for several arguments, which are trees, in the order of {@code argnums}. */
    public static <A, B, C, D, E, F, G, H> F8<A, B, C, D, E, F, G, H, List<Object>> grad(F8<A, B, C, D, E, F, G, H, Array> f,
            ArgNums argnums) {
        return F8.of(Gradient.several(f.tree(), argnums.indices()));
    }

    /** The gradient for the first argument, beside what else {@code f} returns. */
    public static <A, B, C, D, E, F, G, H, X> F8<A, B, C, D, E, F, G, H, Aux<A, X>> gradAux(F8<A, B, C, D, E, F, G, H, Aux<Array, X>> f) {
        return F8.of(Gradient.withAux(f.tree()));
    }
}

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
import dev.jacobi.engine.transform.ValueAndGrad;
import java.util.List;

/**
 * {@code valueAndGrad}: as {@code grad}, with the value beside the gradient, at the cost of the gradient alone.
 *
 * <p>All throw {@link dev.jacobi.engine.type.TransformException} when called, as {@code grad} does.
 */
public abstract class ValueAndGradTransforms extends GradTransforms {

    ValueAndGradTransforms() {}

    // 1 argument

    /** The value of {@code f} and its gradient for the first argument. */
    public static F1<Array, ValueAndGrad<Array, Array>> valueAndGrad(Fn1 f) {
        return F1.of(Gradient.valueAndOne(f.tree(), 0));
    }

    /** The value of {@code f} and its gradient for the first argument, a tree. */
    public static <A> F1<A, ValueAndGrad<Array, A>> valueAndGrad(F1<A, Array> f) {
        return F1.of(Gradient.valueAndOne(f.tree(), 0));
    }

    /** The value of {@code f} and its gradient for one argument. */
    public static F1<Array, ValueAndGrad<Array, Array>> valueAndGrad(Fn1 f, ArgNum argnum) {
        return F1.of(Gradient.valueAndOne(f.tree(), argnum.index()));
    }

    /** The value of {@code f} and its gradients for several arguments, in the order of {@code argnums}. */
    public static F1<Array, ValueAndGrad<Array, List<Array>>> valueAndGrad(Fn1 f, ArgNums argnums) {
        return F1.of(Gradient.valueAndSeveral(f.tree(), argnums.indices()));
    }

    /** The value of {@code f} and its gradients for several arguments, which are trees, in the order of {@code argnums}. */
    public static <A> F1<A, ValueAndGrad<Array, List<Object>>> valueAndGrad(F1<A, Array> f, ArgNums argnums) {
        return F1.of(Gradient.valueAndSeveral(f.tree(), argnums.indices()));
    }

    /** The value with what else {@code f} returns, and the gradient for the first argument. */
    public static <A, X> F1<A, ValueAndGrad<Aux<Array, X>, A>> valueAndGradAux(F1<A, Aux<Array, X>> f) {
        return F1.of(Gradient.valueAndGradWithAux(f.tree()));
    }

    // 2 arguments

    /** The value of {@code f} and its gradient for the first argument. */
    public static F2<Array, Array, ValueAndGrad<Array, Array>> valueAndGrad(Fn2 f) {
        return F2.of(Gradient.valueAndOne(f.tree(), 0));
    }

    /** The value of {@code f} and its gradient for the first argument, a tree. */
    public static <A, B> F2<A, B, ValueAndGrad<Array, A>> valueAndGrad(F2<A, B, Array> f) {
        return F2.of(Gradient.valueAndOne(f.tree(), 0));
    }

    /** The value of {@code f} and its gradient for one argument. */
    public static F2<Array, Array, ValueAndGrad<Array, Array>> valueAndGrad(Fn2 f, ArgNum argnum) {
        return F2.of(Gradient.valueAndOne(f.tree(), argnum.index()));
    }

    /** The value of {@code f} and its gradients for several arguments, in the order of {@code argnums}. */
    public static F2<Array, Array, ValueAndGrad<Array, List<Array>>> valueAndGrad(Fn2 f, ArgNums argnums) {
        return F2.of(Gradient.valueAndSeveral(f.tree(), argnums.indices()));
    }

    /** The value of {@code f} and its gradients for several arguments, which are trees, in the order of {@code argnums}. */
    public static <A, B> F2<A, B, ValueAndGrad<Array, List<Object>>> valueAndGrad(F2<A, B, Array> f, ArgNums argnums) {
        return F2.of(Gradient.valueAndSeveral(f.tree(), argnums.indices()));
    }

    /** The value with what else {@code f} returns, and the gradient for the first argument. */
    public static <A, B, X> F2<A, B, ValueAndGrad<Aux<Array, X>, A>> valueAndGradAux(F2<A, B, Aux<Array, X>> f) {
        return F2.of(Gradient.valueAndGradWithAux(f.tree()));
    }

    // 3 arguments

    /** The value of {@code f} and its gradient for the first argument. */
    public static F3<Array, Array, Array, ValueAndGrad<Array, Array>> valueAndGrad(Fn3 f) {
        return F3.of(Gradient.valueAndOne(f.tree(), 0));
    }

    /** The value of {@code f} and its gradient for the first argument, a tree. */
    public static <A, B, C> F3<A, B, C, ValueAndGrad<Array, A>> valueAndGrad(F3<A, B, C, Array> f) {
        return F3.of(Gradient.valueAndOne(f.tree(), 0));
    }

    /** The value of {@code f} and its gradient for one argument. */
    public static F3<Array, Array, Array, ValueAndGrad<Array, Array>> valueAndGrad(Fn3 f, ArgNum argnum) {
        return F3.of(Gradient.valueAndOne(f.tree(), argnum.index()));
    }

    /** The value of {@code f} and its gradients for several arguments, in the order of {@code argnums}. */
    public static F3<Array, Array, Array, ValueAndGrad<Array, List<Array>>> valueAndGrad(Fn3 f, ArgNums argnums) {
        return F3.of(Gradient.valueAndSeveral(f.tree(), argnums.indices()));
    }

    /** The value of {@code f} and its gradients for several arguments, which are trees, in the order of {@code argnums}. */
    public static <A, B, C> F3<A, B, C, ValueAndGrad<Array, List<Object>>> valueAndGrad(F3<A, B, C, Array> f, ArgNums argnums) {
        return F3.of(Gradient.valueAndSeveral(f.tree(), argnums.indices()));
    }

    /** The value with what else {@code f} returns, and the gradient for the first argument. */
    public static <A, B, C, X> F3<A, B, C, ValueAndGrad<Aux<Array, X>, A>> valueAndGradAux(F3<A, B, C, Aux<Array, X>> f) {
        return F3.of(Gradient.valueAndGradWithAux(f.tree()));
    }

    // 4 arguments

    /** The value of {@code f} and its gradient for the first argument. */
    public static F4<Array, Array, Array, Array, ValueAndGrad<Array, Array>> valueAndGrad(Fn4 f) {
        return F4.of(Gradient.valueAndOne(f.tree(), 0));
    }

    /** The value of {@code f} and its gradient for the first argument, a tree. */
    public static <A, B, C, D> F4<A, B, C, D, ValueAndGrad<Array, A>> valueAndGrad(F4<A, B, C, D, Array> f) {
        return F4.of(Gradient.valueAndOne(f.tree(), 0));
    }

    /** The value of {@code f} and its gradient for one argument. */
    public static F4<Array, Array, Array, Array, ValueAndGrad<Array, Array>> valueAndGrad(Fn4 f, ArgNum argnum) {
        return F4.of(Gradient.valueAndOne(f.tree(), argnum.index()));
    }

    /** The value of {@code f} and its gradients for several arguments, in the order of {@code argnums}. */
    public static F4<Array, Array, Array, Array, ValueAndGrad<Array, List<Array>>> valueAndGrad(Fn4 f, ArgNums argnums) {
        return F4.of(Gradient.valueAndSeveral(f.tree(), argnums.indices()));
    }

    /** The value of {@code f} and its gradients for several arguments, which are trees, in the order of {@code argnums}. */
    public static <A, B, C, D> F4<A, B, C, D, ValueAndGrad<Array, List<Object>>> valueAndGrad(F4<A, B, C, D, Array> f, ArgNums argnums) {
        return F4.of(Gradient.valueAndSeveral(f.tree(), argnums.indices()));
    }

    /** The value with what else {@code f} returns, and the gradient for the first argument. */
    public static <A, B, C, D, X> F4<A, B, C, D, ValueAndGrad<Aux<Array, X>, A>> valueAndGradAux(F4<A, B, C, D, Aux<Array, X>> f) {
        return F4.of(Gradient.valueAndGradWithAux(f.tree()));
    }

    // 5 arguments

    /** The value of {@code f} and its gradient for the first argument. */
    public static F5<Array, Array, Array, Array, Array, ValueAndGrad<Array, Array>> valueAndGrad(Fn5 f) {
        return F5.of(Gradient.valueAndOne(f.tree(), 0));
    }

    /** The value of {@code f} and its gradient for the first argument, a tree. */
    public static <A, B, C, D, E> F5<A, B, C, D, E, ValueAndGrad<Array, A>> valueAndGrad(F5<A, B, C, D, E, Array> f) {
        return F5.of(Gradient.valueAndOne(f.tree(), 0));
    }

    /** The value of {@code f} and its gradient for one argument. */
    public static F5<Array, Array, Array, Array, Array, ValueAndGrad<Array, Array>> valueAndGrad(Fn5 f, ArgNum argnum) {
        return F5.of(Gradient.valueAndOne(f.tree(), argnum.index()));
    }

    /** The value of {@code f} and its gradients for several arguments, in the order of {@code argnums}. */
    public static F5<Array, Array, Array, Array, Array, ValueAndGrad<Array, List<Array>>> valueAndGrad(Fn5 f, ArgNums argnums) {
        return F5.of(Gradient.valueAndSeveral(f.tree(), argnums.indices()));
    }

    /** The value of {@code f} and its gradients for several arguments, which are trees, in the order of {@code argnums}. */
    public static <A, B, C, D, E> F5<A, B, C, D, E, ValueAndGrad<Array, List<Object>>> valueAndGrad(F5<A, B, C, D, E, Array> f,
            ArgNums argnums) {
        return F5.of(Gradient.valueAndSeveral(f.tree(), argnums.indices()));
    }

    /** The value with what else {@code f} returns, and the gradient for the first argument. */
    public static <A, B, C, D, E, X> F5<A, B, C, D, E, ValueAndGrad<Aux<Array, X>, A>> valueAndGradAux(F5<A, B, C, D, E, Aux<Array, X>> f) {
        return F5.of(Gradient.valueAndGradWithAux(f.tree()));
    }

    // 6 arguments

    /** The value of {@code f} and its gradient for the first argument. */
    public static F6<Array, Array, Array, Array, Array, Array, ValueAndGrad<Array, Array>> valueAndGrad(Fn6 f) {
        return F6.of(Gradient.valueAndOne(f.tree(), 0));
    }

    /** The value of {@code f} and its gradient for the first argument, a tree. */
    public static <A, B, C, D, E, F> F6<A, B, C, D, E, F, ValueAndGrad<Array, A>> valueAndGrad(F6<A, B, C, D, E, F, Array> f) {
        return F6.of(Gradient.valueAndOne(f.tree(), 0));
    }

    /** The value of {@code f} and its gradient for one argument. */
    public static F6<Array, Array, Array, Array, Array, Array, ValueAndGrad<Array, Array>> valueAndGrad(Fn6 f, ArgNum argnum) {
        return F6.of(Gradient.valueAndOne(f.tree(), argnum.index()));
    }

    /** The value of {@code f} and its gradients for several arguments, in the order of {@code argnums}. */
    public static F6<Array, Array, Array, Array, Array, Array, ValueAndGrad<Array, List<Array>>> valueAndGrad(Fn6 f, ArgNums argnums) {
        return F6.of(Gradient.valueAndSeveral(f.tree(), argnums.indices()));
    }

    /** The value of {@code f} and its gradients for several arguments, which are trees, in the order of {@code argnums}. */
    public static <A, B, C, D, E, F> F6<A, B, C, D, E, F, ValueAndGrad<Array, List<Object>>> valueAndGrad(F6<A, B, C, D, E, F, Array> f,
            ArgNums argnums) {
        return F6.of(Gradient.valueAndSeveral(f.tree(), argnums.indices()));
    }

    /** The value with what else {@code f} returns, and the gradient for the first argument. */
    public static <A, B, C, D, E, F, X> F6<A, B, C, D, E, F, ValueAndGrad<Aux<Array, X>, A>> valueAndGradAux(
            F6<A, B, C, D, E, F, Aux<Array, X>> f) {
        return F6.of(Gradient.valueAndGradWithAux(f.tree()));
    }

    // 7 arguments

    /** The value of {@code f} and its gradient for the first argument. */
    public static F7<Array, Array, Array, Array, Array, Array, Array, ValueAndGrad<Array, Array>> valueAndGrad(Fn7 f) {
        return F7.of(Gradient.valueAndOne(f.tree(), 0));
    }

    /** The value of {@code f} and its gradient for the first argument, a tree. */
    public static <A, B, C, D, E, F, G> F7<A, B, C, D, E, F, G, ValueAndGrad<Array, A>> valueAndGrad(F7<A, B, C, D, E, F, G, Array> f) {
        return F7.of(Gradient.valueAndOne(f.tree(), 0));
    }

    /** The value of {@code f} and its gradient for one argument. */
    public static F7<Array, Array, Array, Array, Array, Array, Array, ValueAndGrad<Array, Array>> valueAndGrad(Fn7 f, ArgNum argnum) {
        return F7.of(Gradient.valueAndOne(f.tree(), argnum.index()));
    }

    /** The value of {@code f} and its gradients for several arguments, in the order of {@code argnums}. */
    public static F7<Array, Array, Array, Array, Array, Array, Array, ValueAndGrad<Array, List<Array>>> valueAndGrad(Fn7 f,
            ArgNums argnums) {
        return F7.of(Gradient.valueAndSeveral(f.tree(), argnums.indices()));
    }

    /** The value of {@code f} and its gradients for several arguments, which are trees, in the order of {@code argnums}. */
    public static <A, B, C, D, E, F, G> F7<A, B, C, D, E, F, G, ValueAndGrad<Array, List<Object>>> valueAndGrad(
            F7<A, B, C, D, E, F, G, Array> f, ArgNums argnums) {
        return F7.of(Gradient.valueAndSeveral(f.tree(), argnums.indices()));
    }

    /** The value with what else {@code f} returns, and the gradient for the first argument. */
    public static <A, B, C, D, E, F, G, X> F7<A, B, C, D, E, F, G, ValueAndGrad<Aux<Array, X>, A>> valueAndGradAux(
            F7<A, B, C, D, E, F, G, Aux<Array, X>> f) {
        return F7.of(Gradient.valueAndGradWithAux(f.tree()));
    }

    // 8 arguments

    /** The value of {@code f} and its gradient for the first argument. */
    public static F8<Array, Array, Array, Array, Array, Array, Array, Array, ValueAndGrad<Array, Array>> valueAndGrad(Fn8 f) {
        return F8.of(Gradient.valueAndOne(f.tree(), 0));
    }

    /** The value of {@code f} and its gradient for the first argument, a tree. */
    public static <A, B, C, D, E, F, G, H> F8<A, B, C, D, E, F, G, H, ValueAndGrad<Array, A>> valueAndGrad(
            F8<A, B, C, D, E, F, G, H, Array> f) {
        return F8.of(Gradient.valueAndOne(f.tree(), 0));
    }

    /** The value of {@code f} and its gradient for one argument. */
    public static F8<Array, Array, Array, Array, Array, Array, Array, Array, ValueAndGrad<Array, Array>> valueAndGrad(Fn8 f,
            ArgNum argnum) {
        return F8.of(Gradient.valueAndOne(f.tree(), argnum.index()));
    }

    /** The value of {@code f} and its gradients for several arguments, in the order of {@code argnums}. */
    public static F8<Array, Array, Array, Array, Array, Array, Array, Array, ValueAndGrad<Array, List<Array>>> valueAndGrad(Fn8 f,
            ArgNums argnums) {
        return F8.of(Gradient.valueAndSeveral(f.tree(), argnums.indices()));
    }

    /** The value of {@code f} and its gradients for several arguments, which are trees, in the order of {@code argnums}. */
    public static <A, B, C, D, E, F, G, H> F8<A, B, C, D, E, F, G, H, ValueAndGrad<Array, List<Object>>> valueAndGrad(
            F8<A, B, C, D, E, F, G, H, Array> f, ArgNums argnums) {
        return F8.of(Gradient.valueAndSeveral(f.tree(), argnums.indices()));
    }

    /** The value with what else {@code f} returns, and the gradient for the first argument. */
    public static <A, B, C, D, E, F, G, H, X> F8<A, B, C, D, E, F, G, H, ValueAndGrad<Aux<Array, X>, A>> valueAndGradAux(
            F8<A, B, C, D, E, F, G, H, Aux<Array, X>> f) {
        return F8.of(Gradient.valueAndGradWithAux(f.tree()));
    }
}

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
import dev.jacobi.engine.function.Func;
import dev.jacobi.engine.transform.Directional;
import dev.jacobi.engine.transform.Jacobian;
import dev.jacobi.engine.transform.ValueAndCotangent;
import dev.jacobi.engine.transform.ValueAndTangent;
import java.util.List;

/**
 * {@code jvp}, {@code vjp}, {@code jacfwd}, {@code jacrev} and {@code hessian}: derivatives along directions, and all of them.
 *
 * <p>All throw {@link dev.jacobi.engine.type.TransformException} if tangents or cotangents are not like what they belong to.
 */
public abstract class DerivativeTransforms extends FunctionTransforms {

    DerivativeTransforms() {}

    /** The value of {@code f(primal)}, and its derivative along {@code tangent}. */
    @SuppressWarnings("unchecked")
    public static <A, R> ValueAndTangent<R, R> jvp(F1<A, R> f, A primal, A tangent) {
        return (ValueAndTangent<R, R>) Directional.jvp(f.tree(), java.util.Arrays.asList(primal), java.util.Arrays.asList(tangent));
    }

    /** The value of {@code f(primals...)}, and its derivative along {@code tangents}, one for each primal. */
    public static ValueAndTangent<Object, Object> jvp(Func f, List<?> primals, List<?> tangents) {
        return Directional.jvp(f.tree(), primals, tangents);
    }

    /** As jvp of a function that returns an {@link dev.jacobi.engine.transform.Aux}. */
    public static ValueAndTangent<Object, Object> jvpAux(Func f, List<?> primals, List<?> tangents) {
        return Directional.jvpAux(f.tree(), primals, tangents);
    }

    /** The value of {@code f(primal)}, and {@code cotangent} of it pulled back to the primal. */
    @SuppressWarnings("unchecked")
    public static <A, R> ValueAndCotangent<R, A> vjp(F1<A, R> f, A primal, R cotangent) {
        var r = Directional.vjp(f.tree(), java.util.Arrays.asList(primal), cotangent);
        return new ValueAndCotangent<>((R) r.value(), (A) r.cotangent().getFirst());
    }

    /** The value of {@code f(primals...)}, and {@code cotangent} of it pulled back: one for each primal. */
    public static ValueAndCotangent<Object, List<Object>> vjp(Func f, List<?> primals, Object cotangent) {
        return Directional.vjp(f.tree(), primals, cotangent);
    }

    /** As vjp of a function that returns an {@link dev.jacobi.engine.transform.Aux}. */
    public static ValueAndCotangent<Object, List<Object>> vjpAux(Func f, List<?> primals, Object cotangent) {
        return Directional.vjpAux(f.tree(), primals, cotangent);
    }

    // 1 argument

    /** All partial derivatives for the first argument by forward mode: of the result's shape, then the argument's. */
    public static Fn1 jacfwd(Fn1 f) {
        return Fn1.of(Jacobian.forward(f.tree(), 0));
    }

    /** All partial derivatives for one argument by forward mode. */
    public static Fn1 jacfwd(Fn1 f, ArgNum argnum) {
        return Fn1.of(Jacobian.forward(f.tree(), argnum.index()));
    }

    /** All partial derivatives for the first argument by reverse mode: of the result's shape, then the argument's. */
    public static Fn1 jacrev(Fn1 f) {
        return Fn1.of(Jacobian.reverse(f.tree(), 0));
    }

    /** All partial derivatives for one argument by reverse mode. */
    public static Fn1 jacrev(Fn1 f, ArgNum argnum) {
        return Fn1.of(Jacobian.reverse(f.tree(), argnum.index()));
    }

    /** The second derivatives of a scalar function for the first argument: {@code jacfwd(grad(f))}. */
    public static Fn1 hessian(Fn1 f) {
        return jacfwd(grad(f));
    }

    /** The second derivatives of a scalar function for one argument. */
    public static Fn1 hessian(Fn1 f, ArgNum argnum) {
        return jacfwd(grad(f, argnum), argnum);
    }

    // 2 arguments

    /** All partial derivatives for the first argument by forward mode: of the result's shape, then the argument's. */
    public static Fn2 jacfwd(Fn2 f) {
        return Fn2.of(Jacobian.forward(f.tree(), 0));
    }

    /** All partial derivatives for one argument by forward mode. */
    public static Fn2 jacfwd(Fn2 f, ArgNum argnum) {
        return Fn2.of(Jacobian.forward(f.tree(), argnum.index()));
    }

    /** All partial derivatives for the first argument by reverse mode: of the result's shape, then the argument's. */
    public static Fn2 jacrev(Fn2 f) {
        return Fn2.of(Jacobian.reverse(f.tree(), 0));
    }

    /** All partial derivatives for one argument by reverse mode. */
    public static Fn2 jacrev(Fn2 f, ArgNum argnum) {
        return Fn2.of(Jacobian.reverse(f.tree(), argnum.index()));
    }

    /** The second derivatives of a scalar function for the first argument: {@code jacfwd(grad(f))}. */
    public static Fn2 hessian(Fn2 f) {
        return jacfwd(grad(f));
    }

    /** The second derivatives of a scalar function for one argument. */
    public static Fn2 hessian(Fn2 f, ArgNum argnum) {
        return jacfwd(grad(f, argnum), argnum);
    }

    // 3 arguments

    /** All partial derivatives for the first argument by forward mode: of the result's shape, then the argument's. */
    public static Fn3 jacfwd(Fn3 f) {
        return Fn3.of(Jacobian.forward(f.tree(), 0));
    }

    /** All partial derivatives for one argument by forward mode. */
    public static Fn3 jacfwd(Fn3 f, ArgNum argnum) {
        return Fn3.of(Jacobian.forward(f.tree(), argnum.index()));
    }

    /** All partial derivatives for the first argument by reverse mode: of the result's shape, then the argument's. */
    public static Fn3 jacrev(Fn3 f) {
        return Fn3.of(Jacobian.reverse(f.tree(), 0));
    }

    /** All partial derivatives for one argument by reverse mode. */
    public static Fn3 jacrev(Fn3 f, ArgNum argnum) {
        return Fn3.of(Jacobian.reverse(f.tree(), argnum.index()));
    }

    /** The second derivatives of a scalar function for the first argument: {@code jacfwd(grad(f))}. */
    public static Fn3 hessian(Fn3 f) {
        return jacfwd(grad(f));
    }

    /** The second derivatives of a scalar function for one argument. */
    public static Fn3 hessian(Fn3 f, ArgNum argnum) {
        return jacfwd(grad(f, argnum), argnum);
    }

    // 4 arguments

    /** All partial derivatives for the first argument by forward mode: of the result's shape, then the argument's. */
    public static Fn4 jacfwd(Fn4 f) {
        return Fn4.of(Jacobian.forward(f.tree(), 0));
    }

    /** All partial derivatives for one argument by forward mode. */
    public static Fn4 jacfwd(Fn4 f, ArgNum argnum) {
        return Fn4.of(Jacobian.forward(f.tree(), argnum.index()));
    }

    /** All partial derivatives for the first argument by reverse mode: of the result's shape, then the argument's. */
    public static Fn4 jacrev(Fn4 f) {
        return Fn4.of(Jacobian.reverse(f.tree(), 0));
    }

    /** All partial derivatives for one argument by reverse mode. */
    public static Fn4 jacrev(Fn4 f, ArgNum argnum) {
        return Fn4.of(Jacobian.reverse(f.tree(), argnum.index()));
    }

    /** The second derivatives of a scalar function for the first argument: {@code jacfwd(grad(f))}. */
    public static Fn4 hessian(Fn4 f) {
        return jacfwd(grad(f));
    }

    /** The second derivatives of a scalar function for one argument. */
    public static Fn4 hessian(Fn4 f, ArgNum argnum) {
        return jacfwd(grad(f, argnum), argnum);
    }

    // 5 arguments

    /** All partial derivatives for the first argument by forward mode: of the result's shape, then the argument's. */
    public static Fn5 jacfwd(Fn5 f) {
        return Fn5.of(Jacobian.forward(f.tree(), 0));
    }

    /** All partial derivatives for one argument by forward mode. */
    public static Fn5 jacfwd(Fn5 f, ArgNum argnum) {
        return Fn5.of(Jacobian.forward(f.tree(), argnum.index()));
    }

    /** All partial derivatives for the first argument by reverse mode: of the result's shape, then the argument's. */
    public static Fn5 jacrev(Fn5 f) {
        return Fn5.of(Jacobian.reverse(f.tree(), 0));
    }

    /** All partial derivatives for one argument by reverse mode. */
    public static Fn5 jacrev(Fn5 f, ArgNum argnum) {
        return Fn5.of(Jacobian.reverse(f.tree(), argnum.index()));
    }

    /** The second derivatives of a scalar function for the first argument: {@code jacfwd(grad(f))}. */
    public static Fn5 hessian(Fn5 f) {
        return jacfwd(grad(f));
    }

    /** The second derivatives of a scalar function for one argument. */
    public static Fn5 hessian(Fn5 f, ArgNum argnum) {
        return jacfwd(grad(f, argnum), argnum);
    }

    // 6 arguments

    /** All partial derivatives for the first argument by forward mode: of the result's shape, then the argument's. */
    public static Fn6 jacfwd(Fn6 f) {
        return Fn6.of(Jacobian.forward(f.tree(), 0));
    }

    /** All partial derivatives for one argument by forward mode. */
    public static Fn6 jacfwd(Fn6 f, ArgNum argnum) {
        return Fn6.of(Jacobian.forward(f.tree(), argnum.index()));
    }

    /** All partial derivatives for the first argument by reverse mode: of the result's shape, then the argument's. */
    public static Fn6 jacrev(Fn6 f) {
        return Fn6.of(Jacobian.reverse(f.tree(), 0));
    }

    /** All partial derivatives for one argument by reverse mode. */
    public static Fn6 jacrev(Fn6 f, ArgNum argnum) {
        return Fn6.of(Jacobian.reverse(f.tree(), argnum.index()));
    }

    /** The second derivatives of a scalar function for the first argument: {@code jacfwd(grad(f))}. */
    public static Fn6 hessian(Fn6 f) {
        return jacfwd(grad(f));
    }

    /** The second derivatives of a scalar function for one argument. */
    public static Fn6 hessian(Fn6 f, ArgNum argnum) {
        return jacfwd(grad(f, argnum), argnum);
    }

    // 7 arguments

    /** All partial derivatives for the first argument by forward mode: of the result's shape, then the argument's. */
    public static Fn7 jacfwd(Fn7 f) {
        return Fn7.of(Jacobian.forward(f.tree(), 0));
    }

    /** All partial derivatives for one argument by forward mode. */
    public static Fn7 jacfwd(Fn7 f, ArgNum argnum) {
        return Fn7.of(Jacobian.forward(f.tree(), argnum.index()));
    }

    /** All partial derivatives for the first argument by reverse mode: of the result's shape, then the argument's. */
    public static Fn7 jacrev(Fn7 f) {
        return Fn7.of(Jacobian.reverse(f.tree(), 0));
    }

    /** All partial derivatives for one argument by reverse mode. */
    public static Fn7 jacrev(Fn7 f, ArgNum argnum) {
        return Fn7.of(Jacobian.reverse(f.tree(), argnum.index()));
    }

    /** The second derivatives of a scalar function for the first argument: {@code jacfwd(grad(f))}. */
    public static Fn7 hessian(Fn7 f) {
        return jacfwd(grad(f));
    }

    /** The second derivatives of a scalar function for one argument. */
    public static Fn7 hessian(Fn7 f, ArgNum argnum) {
        return jacfwd(grad(f, argnum), argnum);
    }

    // 8 arguments

    /** All partial derivatives for the first argument by forward mode: of the result's shape, then the argument's. */
    public static Fn8 jacfwd(Fn8 f) {
        return Fn8.of(Jacobian.forward(f.tree(), 0));
    }

    /** All partial derivatives for one argument by forward mode. */
    public static Fn8 jacfwd(Fn8 f, ArgNum argnum) {
        return Fn8.of(Jacobian.forward(f.tree(), argnum.index()));
    }

    /** All partial derivatives for the first argument by reverse mode: of the result's shape, then the argument's. */
    public static Fn8 jacrev(Fn8 f) {
        return Fn8.of(Jacobian.reverse(f.tree(), 0));
    }

    /** All partial derivatives for one argument by reverse mode. */
    public static Fn8 jacrev(Fn8 f, ArgNum argnum) {
        return Fn8.of(Jacobian.reverse(f.tree(), argnum.index()));
    }

    /** The second derivatives of a scalar function for the first argument: {@code jacfwd(grad(f))}. */
    public static Fn8 hessian(Fn8 f) {
        return jacfwd(grad(f));
    }

    /** The second derivatives of a scalar function for one argument. */
    public static Fn8 hessian(Fn8 f, ArgNum argnum) {
        return jacfwd(grad(f, argnum), argnum);
    }
}

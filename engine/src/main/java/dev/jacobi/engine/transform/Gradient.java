package dev.jacobi.engine.transform;

import static dev.jacobi.engine.array.Ops.onesLike;

import dev.jacobi.engine.array.Array;
import dev.jacobi.engine.function.TreeFunction;
import dev.jacobi.engine.type.TransformException;
import java.util.List;

/**
 * grad and valueAndGrad: the gradient of a real scalar function for some of its arguments. For a complex argument z = x + iy it is df/dx - i df/dy, as
 * JAX has it: along a tangent t the function changes by Re(gradient * t), and rises fastest along the gradient's conjugate.
 */
public final class Gradient {

    /** The gradient for argument {@code argnum}: what the argument is. */
    public static TreeFunction one(TreeFunction f, int argnum) {
        return in -> take("grad", f, in, new int[]{argnum}, false).gradients()[0];
    }

    /** The gradients for {@code argnums}, in that order: a list. */
    public static TreeFunction several(TreeFunction f, int... argnums) {
        return in -> List.of(take("grad", f, in, argnums, false).gradients());
    }

    /** The value, and the gradient for argument {@code argnum}. */
    public static TreeFunction valueAndOne(TreeFunction f, int argnum) {
        return in -> {
            Taken t = take("valueAndGrad", f, in, new int[]{argnum}, false);
            return new ValueAndGrad<>(t.value(), t.gradients()[0]);
        };
    }

    /** The value, and the gradients for {@code argnums}. */
    public static TreeFunction valueAndSeveral(TreeFunction f, int... argnums) {
        return in -> {
            Taken t = take("valueAndGrad", f, in, argnums, false);
            return new ValueAndGrad<>(t.value(), List.of(t.gradients()));
        };
    }

    /** The gradient for the first argument, beside the function's {@link Aux#aux}. */
    public static TreeFunction withAux(TreeFunction f) {
        return in -> {
            Taken t = take("gradAux", f, in, new int[]{0}, true);
            return new Aux<>(t.gradients()[0], ((Aux<?, ?>) t.value()).aux());
        };
    }

    /** The function's {@link Aux}, and the gradient for the first argument. */
    public static TreeFunction valueAndGradWithAux(TreeFunction f) {
        return in -> {
            Taken t = take("valueAndGradAux", f, in, new int[]{0}, true);
            return new ValueAndGrad<>(t.value(), t.gradients()[0]);
        };
    }

    private record Taken(Object value, Object[] gradients) {}

    private static Taken take(String op, TreeFunction f, Object[] in, int[] argnums, boolean aux) {
        Leaves leaves = new Leaves(in, Argnums.of(op, argnums, in.length));
        leaves.requireDifferentiable(op);
        Object[] value = new Object[1];
        ArrayFunction flat = arrays -> {
            value[0] = f.apply(leaves.argumentsWith(arrays));
            return new Array[]{scalar(op, aux && value[0] instanceof Aux<?, ?> a ? a.value() : value[0])};
        };
        Vjp.Result r = Vjp.run(op, flat, leaves.arrays(), out -> new Array[]{onesLike(out[0])});
        return new Taken(value[0], leaves.split(r.cotangents()));
    }

    private static Array scalar(String op, Object result) {
        if (!(result instanceof Array a)) {
            String what = result == null ? "null" : "a " + result.getClass().getSimpleName();
            throw new TransformException(op, "f returned " + what + "; it must return a scalar array"
                    + (result instanceof Aux<?, ?> ? ": use gradAux or valueAndGradAux" : ""));
        }
        if (a.ndim() != 0) {
            throw new TransformException(op, "f returned an array of shape " + a.shape() + "; it must return a scalar: use sum() or mean()"
                    + (a.size() == 1 ? ", or squeeze()" : ", or vjp or jacrev for the derivative of an array"));
        }
        if (a.dtype().isComplex()) {
            throw new TransformException(op,
                    "f returned complex64; a gradient is that of a real value: use abs(), real() or imag(), or for the complex"
                            + " derivative of a holomorphic function jvp along the tangent 1");
        }
        if (!a.dtype().isFloating()) {
            throw new TransformException(op, "f returned " + a.dtype() + "; only a floating value has a gradient: use astype(FLOAT32)");
        }
        return a;
    }

    private Gradient() {}
}

package dev.jacobi.engine.transform;

import static dev.jacobi.engine.array.Ops.*;

import dev.jacobi.engine.array.Array;
import dev.jacobi.engine.function.TreeFunction;
import dev.jacobi.engine.type.Shape;
import dev.jacobi.engine.type.TransformException;
import java.util.OptionalInt;

/** All partial derivatives of an array function for one argument: the result's shape is that of the function's result, then that of the argument. */
public final class Jacobian {

    /** By forward mode, one column at a time, all at once by vmap: for few inputs. */
    public static TreeFunction forward(TreeFunction f, int argnum) {
        return in -> {
            Point p = new Point("jacfwd", f, in, argnum);
            requireReal("jacfwd", "the argument", p.x, "jacrev, or jvp along one tangent");
            Jvp jvp = Jvp.trace("jacfwd", p::apply, new Array[]{p.x});
            try {
                Array y = jvp.outputs()[0];
                Array columns = jvp.within(() -> map(t -> {
                    Array[] pushed = jvp.push(new Array[]{t});
                    return pushed[0] == null ? zerosLike(y) : pushed[0];
                }, p.x));
                return reshape(moveaxis(columns, 0, -1), y.shape().concat(p.x.shape()).toArray());
            } finally {
                jvp.close();
            }
        };
    }

    /** By reverse mode, one row at a time, all at once by vmap: for few outputs. */
    public static TreeFunction reverse(TreeFunction f, int argnum) {
        return in -> {
            Point p = new Point("jacrev", f, in, argnum);
            Array[] y = new Array[1];
            Shape[] shape = new Shape[1];
            y[0] = p.apply(new Array[]{p.x})[0];
            shape[0] = y[0].shape();
            requireReal("jacrev", "the result", y[0], "jacfwd, or vjp of one cotangent");
            Array rows = map(c -> Vjp.run("jacrev", p::apply, new Array[]{p.x}, out -> new Array[]{c}).cotangents()[0], y[0]);
            return reshape(rows, shape[0].concat(p.x.shape()).toArray());
        };
    }

    /** Complex numbers have two real derivatives each, and one number holds both only on the other side: see {@link Gradient}. */
    private static void requireReal(String op, String what, Array x, String instead) {
        if (x.dtype().isComplex()) throw new TransformException(op, what + " is " + x.dtype() + ", needed a real dtype: use " + instead);
    }

    /** {@code f} of each unit vector of {@code like}'s shape, side by side along axis 0. */
    private static Array map(java.util.function.UnaryOperator<Array> f, Array like) {
        int n = Math.toIntExact(like.size());
        if (n == 0) return f.apply(zerosLike(like)).broadcastTo(f.apply(zerosLike(like)).shape().insert(0, 0));
        Array basis = reshape(eye(n, like.dtype()), like.shape().insert(0, n).toArray());
        Vmap.Result r = Vmap.run(a -> new Array[]{f.apply(a[0])}, new Array[]{basis}, new OptionalInt[]{OptionalInt.of(0)},
                new String[]{"unit vector"}, n);
        Array out = r.outputs()[0];
        return r.batched()[0] ? out : out.broadcastTo(out.shape().insert(0, n));
    }

    /** The function of one argument, the others held. */
    private static final class Point {
        private final String op;
        private final TreeFunction f;
        private final Object[] in;
        private final int argnum;
        private final Array x;

        Point(String op, TreeFunction f, Object[] in, int argnum) {
            this.op = op;
            this.f = f;
            this.in = in;
            this.argnum = Argnums.of(op, new int[]{argnum}, in.length)[0];
            if (!(in[this.argnum] instanceof Array a)) {
                throw new TransformException(op,
                        "argument " + this.argnum + " is no array: a Jacobian is taken for one array; use grad or vjp for trees");
            }
            new Leaves(in, this.argnum).requireDifferentiable(op);
            this.x = a;
        }

        Array[] apply(Array[] at) {
            Object[] all = in.clone();
            all[argnum] = at[0];
            Object y = f.apply(all);
            if (!(y instanceof Array a))
                throw new TransformException(op, "f returned no array: a Jacobian is that of one array; use jvp or vjp for trees");
            if (!a.dtype().isInexact())
                throw new TransformException(op, "f returned " + a.dtype() + ": only floating values have derivatives");
            return new Array[]{a};
        }
    }

    private Jacobian() {}
}

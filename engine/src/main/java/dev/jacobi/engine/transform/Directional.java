package dev.jacobi.engine.transform;

import static dev.jacobi.engine.array.Ops.zerosLike;

import dev.jacobi.engine.array.Array;
import dev.jacobi.engine.array.Trace;
import dev.jacobi.engine.function.TreeFunction;
import dev.jacobi.engine.tree.Tree;
import dev.jacobi.engine.type.Count;
import dev.jacobi.engine.type.TransformException;
import java.util.List;

/** jvp and vjp: a function's derivative along tangents of its arguments, and cotangents of its results pulled back. */
public final class Directional {

    /** The value and the tangent of {@code f(primals...)} along {@code tangents}. */
    public static ValueAndTangent<Object, Object> jvp(TreeFunction f, List<?> primals, List<?> tangents) {
        Pushed p = push("jvp", f, primals, tangents, false);
        return new ValueAndTangent<>(p.value(), p.tangent());
    }

    /** As jvp of a function that returns an {@link Aux}: the value is that, the tangent its value's. */
    public static ValueAndTangent<Object, Object> jvpAux(TreeFunction f, List<?> primals, List<?> tangents) {
        Pushed p = push("jvpAux", f, primals, tangents, true);
        return new ValueAndTangent<>(p.value(), p.tangent());
    }

    private record Pushed(Object value, Object tangent) {}

    private static Pushed push(String op, TreeFunction f, List<?> primals, List<?> tangents, boolean aux) {
        Leaves in = Leaves.ofAll(primals.toArray());
        Array[] along = matching(op, "tangent", in, tangents);
        Result result = new Result(f, in, aux);
        Jvp jvp = Jvp.trace(op, result::apply, in.arrays());
        try {
            Array[] seeds = new Array[along.length];
            for (int i = 0; i < seeds.length; i++) seeds[i] = in.arrays()[i].dtype().isInexact() ? along[i] : null;
            Array[] t = jvp.within(() -> jvp.push(seeds));
            for (int i = 0; i < t.length; i++) {
                if (t[i] == null) t[i] = zerosLike(jvp.outputs()[i]);
                if (Trace.isInside()) continue;
                t[i].handOut();
                jvp.outputs()[i].handOut();
            }
            return new Pushed(result.value, result.tree.with(List.of(t)));
        } finally {
            jvp.close();
        }
    }

    /** The value of {@code f(primals...)}, and {@code cotangent} of its result pulled back: a list, one for each primal. */
    public static ValueAndCotangent<Object, List<Object>> vjp(TreeFunction f, List<?> primals, Object cotangent) {
        return pull("vjp", f, primals, cotangent, false);
    }

    /** As vjp of a function that returns an {@link Aux}: the value is that, the cotangent its value's. */
    public static ValueAndCotangent<Object, List<Object>> vjpAux(TreeFunction f, List<?> primals, Object cotangent) {
        return pull("vjpAux", f, primals, cotangent, true);
    }

    private static ValueAndCotangent<Object, List<Object>> pull(String op, TreeFunction f, List<?> primals, Object cotangent, boolean aux) {
        Leaves in = Leaves.ofAll(primals.toArray());
        Result result = new Result(f, in, aux);
        Vjp.Result r = Vjp.run(op, result::apply, in.arrays(), outputs -> {
            Tree given = Tree.of(cotangent);
            result.tree.requireSameStructure(op, "the function's result", given, "the cotangent");
            for (int i = 0; i < outputs.length; i++)
                requireLike(op, "the cotangent", given.paths().get(i), given.leaves().get(i), outputs[i], "result");
            Array[] seeds = new Array[outputs.length];
            for (int i = 0; i < seeds.length; i++) seeds[i] = outputs[i].dtype().isInexact() ? given.leaves().get(i) : null;
            return seeds;
        });
        return new ValueAndCotangent<>(result.value, java.util.Arrays.asList(in.split(r.cotangents())));
    }

    /** Calls the function on trees, and keeps what it returned. */
    private static final class Result {
        private final TreeFunction f;
        private final Leaves in;
        private final boolean aux;
        private Object value;
        private Tree tree;

        Result(TreeFunction f, Leaves in, boolean aux) {
            this.f = f;
            this.in = in;
            this.aux = aux;
        }

        Array[] apply(Array[] arrays) {
            value = f.apply(in.argumentsWith(arrays));
            tree = Tree.of(aux && value instanceof Aux<?, ?> a ? a.value() : value);
            return tree.leaves().toArray(Array[]::new);
        }
    }

    private static Array[] matching(String op, String what, Leaves in, List<?> given) {
        if (given.size() != in.trees().length) {
            throw new TransformException(op,
                    Count.of(in.trees().length, "primal") + " and " + Count.of(given.size(), what) + " were given: give one for each");
        }
        Leaves others = Leaves.ofAll(given.toArray());
        for (int i = 0; i < in.trees().length; i++)
            in.trees()[i].requireSameStructure(op, "primal " + i, others.trees()[i], what + " " + i);
        String[] names = in.names();
        for (int i = 0; i < names.length; i++)
            requireLike(op, "the " + what + " of " + names[i], "", others.arrays()[i], in.arrays()[i], "primal");
        return others.arrays();
    }

    private static void requireLike(String op, String what, String path, Array given, Array like, String of) {
        if (!given.shape().equals(like.shape()) || given.dtype() != like.dtype()) {
            throw new TransformException(op,
                    what + (path.isEmpty() ? "" : " at " + path) + " is " + given.dtype() + " " + given.shape() + ", the " + of + " is "
                            + like.dtype() + " " + like.shape() + ": they must be alike");
        }
    }

    private Directional() {}
}

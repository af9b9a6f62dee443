package dev.jacobi.engine.transform;

import static dev.jacobi.engine.array.Ops.zerosLike;

import dev.jacobi.engine.array.Array;
import dev.jacobi.engine.array.Bundle;
import dev.jacobi.engine.array.Ops;
import dev.jacobi.engine.function.TreeFunction;
import dev.jacobi.engine.tree.Tree;
import dev.jacobi.engine.type.Count;
import dev.jacobi.engine.type.TransformException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;

/** A function with rules of its own, and checkpoint, which is one whose rule for reverse mode computes the function again. */
public final class Custom {
    private static final String CHECKPOINT = "checkpoint";

    /** {@code f} with {@code rules}. */
    public static TreeFunction of(TreeFunction f, CustomRules rules) {
        return in -> call("customFunction", f, rules, in);
    }

    /** {@code f}, whose inner values are not kept for the derivative but computed again from its arguments: without a rule, that is what happens. */
    public static TreeFunction checkpoint(TreeFunction f) {
        return in -> call(CHECKPOINT, f, new CustomRules(), in);
    }

    /**
     * Calls the function, and makes its graph a bundle over the arguments and over those arrays from outside of it that an outer transform is tracing: no
     * derivative is lost because an array was captured and not passed.
     */
    private static Object call(String op, TreeFunction f, CustomRules rules, Object[] in) {
        Leaves leaves = Leaves.ofAll(in);
        Tree[] result = new Tree[1];
        Graph graph = Graph.closed(op, arrays -> {
            result[0] = Tree.of(f.apply(leaves.argumentsWith(arrays)));
            return result[0].leaves().toArray(Array[]::new);
        }, leaves.arrays());
        Array[] primals = concat(List.of(leaves.arrays()), List.of(graph.captured()));
        Function function = new Function(op, graph::apply, rules, leaves.arrays().length, primals, graph.outputs());
        return result[0].with(List.of(Bundle.apply(function, primals, graph.outputs())));
    }

    private static Array[] checked(String op, String rule, List<Array> given, Array[] like, String what) {
        if (given.size() != like.length) {
            throw new TransformException(op,
                    "the " + rule + " rule gave " + Count.of(given.size(), "array") + ", needed " + like.length + ", one for each of the "
                            + what);
        }
        for (int i = 0; i < like.length; i++) {
            if (!given.get(i).shape().equals(like[i].shape())) {
                throw new TransformException(op,
                        "the " + rule + " rule gave shape " + given.get(i).shape() + " for number " + i + " of the " + what
                                + ", whose shape is "
                                + like[i].shape());
            }
        }
        return given.toArray(Array[]::new);
    }

    private static Array[] filled(Array[] given, Array[] like) {
        Array[] r = new Array[like.length];
        for (int i = 0; i < r.length; i++) r[i] = i < given.length && given[i] != null ? given[i] : zerosLike(like[i]);
        return r;
    }

    /** One call of the function: the rules, and the graph that it gave. */
    private static final class Function implements Bundle {
        private final String op;
        private final ArrayFunction f;
        private final CustomRules rules;
        private final int arguments;
        private final Array[] primals;
        private final Array[] body;

        /** The first {@code arguments} of the primals are the function's, the others are captured; rules see only the former. */
        Function(String op, ArrayFunction f, CustomRules rules, int arguments, Array[] primals, Array[] body) {
            this.op = op;
            this.f = f;
            this.rules = rules;
            this.arguments = arguments;
            this.primals = primals;
            this.body = body;
        }

        @Override
        public String title() { return op; }

        /** The graph that the call gave, or, when the node was built again over other inputs, the one that a call gives there. */
        @Override
        public Array[] body(Array[] in) { return Arrays.equals(in, primals) ? body : f.apply(in); }

        @Override
        public Array[] jvpAll(Array[] in, Array[] tangents, Array[] outs) {
            Array[] results = outs.length == body.length && !Arrays.asList(outs).contains(null) ? outs : Bundle.apply(this, in, body);
            requireNoCapturedTangent(tangents);
            if (rules.jvp().isPresent() && rules.vjp().isEmpty()) return jvp(in, tangents);
            Array[] both = Arrays.copyOf(tangents, in.length);
            for (int i = 0; i < both.length; i++) if (both[i] == null) both[i] = zerosLike(in[i]);
            return new Tangents(this, in, results).apply(both);
        }

        private void requireNoCapturedTangent(Array[] tangents) {
            if (rules.jvp().isEmpty() && rules.vjp().isEmpty()) return;
            for (int i = arguments; i < tangents.length; i++) {
                if (tangents[i] != null) {
                    throw new TransformException(op, "the function uses a " + primals[i].dtype() + " array of shape " + primals[i].shape()
                            + " from outside of it that is being differentiated, and its rules say nothing of it: pass it as an argument, or through stopGradient");
                }
            }
        }

        private List<Array> arguments(Array[] in) { return List.of(Arrays.copyOf(in, arguments)); }

        /** The tangents of the results: by the rule, or by differentiating the function. */
        Array[] jvp(Array[] in, Array[] tangents) {
            if (rules.jvp().isPresent()) {
                return checked(op, "jvp", rules.jvp().get().apply(arguments(in), arguments(filled(tangents, in))), body, "results");
            }
            Jvp jvp = Jvp.trace(op, f, in);
            try {
                return filled(jvp.within(() -> jvp.push(tangents)), jvp.outputs());
            } finally {
                jvp.close();
            }
        }

        /** The cotangents of the primals: by the rule, or by differentiating the function. */
        Array[] vjp(Array[] in, Array[] cotangents, Array[] outs) {
            Array[] given = filled(cotangents, outs);
            if (rules.vjp().isPresent()) {
                Array[] like = Arrays.copyOf(in, arguments);
                return Arrays.copyOf(
                        checked(op, "vjp", rules.vjp().get().apply(List.of(like), List.of(given), List.of(outs)), like, "primals"),
                        in.length);
            }
            return Vjp.run(op, f, op.equals(CHECKPOINT) ? after(in, cotangents) : in, o -> given).cotangents();
        }

        /** The primals, to compute from only when the cotangents are there: by then what the first computation held has been given back. */
        private static Array[] after(Array[] in, Array[] cotangents) {
            Array[] there = Arrays.stream(cotangents).filter(java.util.Objects::nonNull).toArray(Array[]::new);
            return Arrays.stream(in).map(x -> Ops.depends(x, there)).toArray(Array[]::new);
        }

        @Override
        public Array[] transposeAll(Array[] cotangents, boolean[] wanted, Array[] in) {
            throw new AssertionError("a custom function is not applied to tangents");
        }

        @Override
        public Array[] vmapAll(Array[] in, boolean[] batched, int size) {
            Function lifted = lifted(in, batched, size);
            return Bundle.apply(lifted, in, lifted.body);
        }

        /** The function of a batch: by the vmap rule or by mapping, with the derivative rules mapped. */
        Function lifted(Array[] in, boolean[] batched, int size) {
            ArrayFunction mapped = rules.vmap().isPresent() ? a -> byRule(a, batched, size) : a -> map(f, a, batched, size);
            CustomRules lifted = new CustomRules();
            if (rules.vjp().isPresent()) lifted = lifted.vjp((p, c, o) -> pulled(p, c, o, batched, size));
            if (rules.jvp().isPresent()) lifted = lifted.jvp((p, t) -> pushed(p, t, batched, size));
            return new Function(op, mapped, lifted, arguments, in, mapped.apply(in));
        }

        private Array[] byRule(Array[] in, boolean[] batched, int size) {
            List<Boolean> which = new ArrayList<>();
            for (int i = 0; i < in.length; i++) {
                if (i < arguments) which.add(batched[i]);
                else if (batched[i])
                    throw new TransformException(op, "the function uses a " + primals[i].dtype() + " array of shape " + primals[i].shape()
                            + " from outside of it that vmap maps over, and its vmap rule says nothing of it: pass it as an argument");
            }
            Array[] like = new Array[body.length];
            for (int i = 0; i < like.length; i++) like[i] = zerosLike(body[i]).broadcastTo(body[i].shape().insert(0, size));
            return checked(op, "vmap", rules.vmap().get().apply(arguments(in), which), like, "results, with the batch at axis 0");
        }

        /** The jvp of the mapped function: the rule for each example; a tangent is batched where its primal is. */
        private List<Array> pushed(List<Array> p, List<Array> t, boolean[] batched, int size) {
            int n = p.size();
            boolean[] which = Arrays.copyOf(batched, 2 * n);
            System.arraycopy(batched, 0, which, n, n);
            return List.of(map(a -> {
                List<Array> all = List.of(a);
                return rules.jvp().get().apply(all.subList(0, n), all.subList(n, 2 * n)).toArray(Array[]::new);
            }, concat(p, t), which, size));
        }

        /** The vjp of the mapped function: the rule for each example; what a primal that all examples share gets is summed over them. */
        private List<Array> pulled(List<Array> p, List<Array> c, List<Array> o, boolean[] batched, int size) {
            Array[] all = concat(concatList(p, c), o);
            boolean[] which = Arrays.copyOf(batched, all.length);
            Arrays.fill(which, p.size(), all.length, true);
            int n = p.size(), m = c.size();
            Array[] each = map(a -> {
                List<Array> l = List.of(a);
                List<Array> back = rules.vjp().get().apply(l.subList(0, n), l.subList(n, n + m), l.subList(n + m, n + 2 * m));
                return checked(op, "vjp", back, l.subList(0, n).toArray(Array[]::new), "primals");
            }, all, which, size);
            for (int i = 0; i < n; i++) if (!batched[i]) each[i] = each[i].sum(0);
            return List.of(each);
        }
    }

    /** The linear map from tangents of a custom function's primals (its first operands; the primals and results follow) to tangents of its results. */
    private static final class Tangents implements Bundle {
        private final Function function;
        private final Array[] primals;
        private final Array[] outs;

        Tangents(Function function, Array[] primals, Array[] outs) {
            this.function = function;
            this.primals = primals;
            this.outs = outs;
        }

        Array[] apply(Array[] tangents) {
            return Bundle.apply(this, concat(concatList(List.of(tangents), List.of(primals)), List.of(outs)), outs);
        }

        private Array[] tangents(Array[] in) { return Arrays.copyOf(in, primals.length); }

        private Array[] primals(Array[] in) { return Arrays.copyOfRange(in, primals.length, 2 * primals.length); }

        private Array[] outs(Array[] in) { return Arrays.copyOfRange(in, 2 * primals.length, in.length); }

        @Override
        public String title() { return function.op + "_tangent"; }

        @Override
        public Array[] body(Array[] in) { return function.jvp(primals(in), tangents(in)); }

        @Override
        public Array[] jvpAll(Array[] in, Array[] t, Array[] results) {
            Jvp jvp = Jvp.trace(function.op, this::body, in);
            try {
                return jvp.within(() -> jvp.push(t));
            } finally {
                jvp.close();
            }
        }

        @Override
        public Array[] transposeAll(Array[] cotangents, boolean[] wanted, Array[] in) {
            return Arrays.copyOf(function.vjp(primals(in), cotangents, outs(in)), in.length);
        }

        @Override
        public Array[] vmapAll(Array[] in, boolean[] batched, int size) {
            Array[] fronts = new Array[in.length];
            for (int i = 0; i < in.length; i++) fronts[i] = batched[i] ? in[i] : in[i].broadcastTo(in[i].shape().insert(0, size));
            boolean[] all = new boolean[primals.length];
            Arrays.fill(all, true);
            Function lifted = function.lifted(primals(fronts), all, size);
            return new Tangents(lifted, primals(fronts), outs(fronts)).apply(tangents(fronts));
        }
    }

    /** {@code f} for a batch at axis 0 of the arrays that are {@code batched}; every result has the batch at axis 0. */
    private static Array[] map(ArrayFunction f, Array[] arrays, boolean[] batched, int size) {
        OptionalInt[] axes = new OptionalInt[arrays.length];
        String[] names = new String[arrays.length];
        for (int i = 0; i < axes.length; i++) {
            axes[i] = batched[i] ? OptionalInt.of(0) : OptionalInt.empty();
            names[i] = "argument " + i;
        }
        Vmap.Result r = Vmap.run(f, arrays, axes, names, size);
        Array[] out = r.outputs();
        for (int i = 0; i < out.length; i++) if (!r.batched()[i]) out[i] = out[i].broadcastTo(out[i].shape().insert(0, size));
        return out;
    }

    private static List<Array> concatList(List<Array> a, List<Array> b) {
        List<Array> r = new ArrayList<>(a);
        r.addAll(b);
        return r;
    }

    private static Array[] concat(List<Array> a, List<Array> b) { return concatList(a, b).toArray(Array[]::new); }

    private Custom() {}
}

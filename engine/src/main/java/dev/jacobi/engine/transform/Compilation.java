package dev.jacobi.engine.transform;

import dev.jacobi.engine.array.Array;
import dev.jacobi.engine.array.Call;
import dev.jacobi.engine.array.Evaluation;
import dev.jacobi.engine.array.Lowering;
import dev.jacobi.engine.array.Output;
import dev.jacobi.engine.ir.Executable;
import dev.jacobi.engine.ir.Program;
import dev.jacobi.engine.ir.optimise.Optimiser;
import dev.jacobi.engine.ir.optimise.Optimiser.Optimised;
import dev.jacobi.engine.tree.Structure;
import dev.jacobi.engine.tree.Tree;
import dev.jacobi.engine.type.DType;
import dev.jacobi.engine.type.Shape;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;

/**
 * One trace of a compiled function: its graph, for transforms that walk it, and the program that a backend has made of it, for calls outside of any. The
 * program is made at the first such call.
 */
final class Compilation {
    private final Graph graph;
    private final Tree result;
    private final Shape[] shapes;
    private final DType[] dtypes;
    private final boolean plain;
    private volatile Code code;

    /** What calls run. */
    private record Code(Program traced, Optimised optimised, Executable executable, Array[] captured, Output[] outputs) {}

    /**
     * @param arguments the structures of the arguments
     * @param like their arrays
     */
    Compilation(Graph graph, Tree result, List<Structure> arguments, Array[] like) {
        this.graph = graph;
        this.result = result;
        shapes = Arrays.stream(like).map(Array::shape).toArray(Shape[]::new);
        dtypes = Arrays.stream(like).map(Array::dtype).toArray(DType[]::new);
        plain = arguments.stream().allMatch(Structure.Leaf.class::isInstance);
    }

    /** Whether it was traced for such arguments, all of which are arrays; false says nothing. */
    boolean isFor(Object[] arguments) {
        if (!plain || arguments.length != shapes.length) return false;
        for (int i = 0; i < shapes.length; i++) {
            if (!(arguments[i] instanceof Array a) || a.dtype() != dtypes[i] || !a.shape().equals(shapes[i])) return false;
        }
        return true;
    }

    /** The result for other arrays: a call, or the graph where a transform has to walk it. */
    Object apply(Array[] in) {
        Array[] out = isWalked(in) ? graph.apply(in) : call(in);
        return result.structure() instanceof Structure.Leaf ? out[0] : result.with(List.of(out));
    }

    private boolean isWalked(Array[] in) {
        for (Array x : in) if (x.isBeingTraced()) return true;
        for (Array x : code().captured) if (x.isBeingTraced()) return true;
        return false;
    }

    private Array[] call(Array[] in) {
        Code c = code();
        Array[] all = in;
        if (c.captured.length > 0) {
            all = Arrays.copyOf(in, in.length + c.captured.length);
            System.arraycopy(c.captured, 0, all, in.length, c.captured.length);
        }
        return Call.apply(new OfGraph(c, in.length), all, c.outputs);
    }

    private Code code() {
        Code c = code;
        if (c == null) {
            synchronized (this) {
                c = code;
                if (c == null) code = c = compile();
            }
        }
        return c;
    }

    private Code compile() {
        Lowering lowering = graph.lower();
        Optimised optimised = Optimiser.optimise(lowering.program());
        Program program = optimised.program();
        Array[] like = graph.outputs();
        Output[] outputs = new Output[like.length];
        for (int i = 0; i < outputs.length; i++) outputs[i] = new Output(i, like[i].shape(), like[i].dtype());
        return new Code(lowering.program(), optimised, Evaluation.backend().prepare(program), lowering.captured(), outputs);
    }

    /** How many operations the function has. */
    int size() { return graph.size(); }

    /** A call; a transform that comes to it later walks the graph. */
    private final class OfGraph extends Call {
        private final int arguments;
        private final Array[] captured;

        OfGraph(Code code, int arguments) {
            super(code.optimised.program(), code.executable);
            this.captured = code.captured;
            this.arguments = arguments;
        }

        @Override
        public String title() { return "compiled"; }

        @Override
        public Array[] body(Array[] in) {
            return graph.apply(Arrays.copyOf(in, arguments), captured, Arrays.copyOfRange(in, arguments, in.length));
        }

        @Override
        public Array[] jvpAll(Array[] in, Array[] tangents, Array[] outs) {
            Jvp jvp = Jvp.trace("compile", this::body, in);
            try {
                return jvp.within(() -> jvp.push(tangents));
            } finally {
                jvp.close();
            }
        }

        @Override
        public Array[] transposeAll(Array[] cotangents, boolean[] wanted, Array[] in) {
            throw new AssertionError("a call is not applied to tangents");
        }

        @Override
        public Array[] vmapAll(Array[] in, boolean[] batched, int size) {
            OptionalInt[] axes = new OptionalInt[in.length];
            String[] names = new String[in.length];
            for (int i = 0; i < axes.length; i++) {
                axes[i] = batched[i] ? OptionalInt.of(0) : OptionalInt.empty();
                names[i] = "argument " + i;
            }
            Vmap.Result r = Vmap.run(this::body, in, axes, names, size);
            Array[] out = r.outputs();
            for (int i = 0; i < out.length; i++) if (!r.batched()[i]) out[i] = out[i].broadcastTo(out[i].shape().insert(0, size));
            return out;
        }
    }
}

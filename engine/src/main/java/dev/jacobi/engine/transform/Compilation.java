package dev.jacobi.engine.transform;

import dev.jacobi.engine.array.Array;
import dev.jacobi.engine.array.Call;
import dev.jacobi.engine.array.Evaluation;
import dev.jacobi.engine.array.Lowering;
import dev.jacobi.engine.array.Output;
import dev.jacobi.engine.ir.Executable;
import dev.jacobi.engine.ir.Lowered;
import dev.jacobi.engine.ir.Lowered.Step;
import dev.jacobi.engine.ir.Program;
import dev.jacobi.engine.ir.optimise.Optimiser;
import dev.jacobi.engine.ir.optimise.Optimiser.Optimised;
import dev.jacobi.engine.memory.Memory;
import dev.jacobi.engine.tree.Structure;
import dev.jacobi.engine.tree.Tree;
import dev.jacobi.engine.type.Count;
import dev.jacobi.engine.type.DType;
import dev.jacobi.engine.type.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Supplier;

/**
 * One trace of a compiled function: its graph, for transforms that walk it, and the program that a backend has made of it, for calls outside of any. The
 * program is made at the first such call.
 */
final class Compilation {
    private final Supplier<Graph> source;
    private final Tree result;
    private final Structure[] structures;
    private final Shape[] shapes;
    private final DType[] dtypes;
    private final Optional<Graph> graph;
    private volatile Graph shared;
    private volatile Code code;

    /** What calls run. */
    private record Code(Program traced, Optimised optimised, Executable executable, Array[] captured, Output[] outputs) {}

    /**
     * @param graph the trace
     * @param result the tree that it gave
     * @param arguments the structures of the arguments
     * @param like their arrays
     */
    Compilation(Graph graph, Tree result, List<Structure> arguments, Array[] like) {
        this(Optional.of(graph), () -> graph, result, arguments, like);
    }

    private Compilation(Optional<Graph> graph, Supplier<Graph> source, Tree result, List<Structure> arguments, Array[] like) {
        this.graph = graph;
        this.source = source;
        this.result = result;
        shapes = Arrays.stream(like).map(Array::shape).toArray(Shape[]::new);
        dtypes = Arrays.stream(like).map(Array::dtype).toArray(DType[]::new);
        structures = arguments.toArray(Structure[]::new);
    }

    /** Of a program that was made without tracing; {@code source} traces if a transform has to walk the graph after all. */
    static Compilation of(Lowering lowering, Supplier<Graph> source, Tree result, List<Structure> arguments, Array[] like) {
        Compilation c = new Compilation(Optional.empty(), source, result, arguments, like);
        c.code = compile(lowering);
        return c;
    }

    /** The graph for transforms to walk. */
    private Graph shared() {
        Graph g = shared;
        if (g == null) shared = g = source.get().shared();
        return g;
    }

    /** The arrays of {@code arguments} if it was traced for such arguments. */
    Optional<Array[]> leavesOf(Object[] arguments) {
        if (arguments.length != structures.length) return Optional.empty();
        List<Array> leaves = new ArrayList<>(shapes.length);
        for (int i = 0; i < structures.length; i++) if (!Tree.hasStructure(arguments[i], structures[i], leaves)) return Optional.empty();
        for (int i = 0; i < shapes.length; i++) {
            Array a = leaves.get(i);
            if (a.dtype() != dtypes[i] || !a.shape().equals(shapes[i])) return Optional.empty();
        }
        return Optional.of(leaves.toArray(Array[]::new));
    }

    /** The result for other arrays: a call, or the graph where a transform has to walk it. */
    Object apply(Array[] in) {
        Array[] out = isWalked(in) ? shared().apply(in) : call(in);
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
                if (c == null) code = c = compile(graph.orElseThrow().lower());
            }
        }
        return c;
    }

    /** Makes a program ready, only for what that loads. */
    static void prepare(Lowering lowering) { compile(lowering); }

    private static Code compile(Lowering lowering) {
        Optimised optimised = Optimiser.optimise(lowering.program());
        Program program = optimised.program();
        Output[] outputs = new Output[program.outputs().length];
        for (int i = 0; i < outputs.length; i++) {
            Step made = program.steps().get(program.outputs()[i]);
            outputs[i] = new Output(i, made.shape(), made.dtype());
        }
        return new Code(lowering.program(), optimised, Evaluation.backend().prepare(program), lowering.captured(), outputs);
    }

    /** How many nodes its graph has. */
    int size() { return graph.map(Graph::size).orElseGet(() -> code().traced.operations()); }

    /** What was removed, what is computed together, and the memory that it takes. */
    String explain() {
        Code c = code();
        List<String> arguments = new ArrayList<>();
        for (int i = 0; i < shapes.length; i++) arguments.add(dtypes[i] + " " + shapes[i]);
        String kernels = c.executable.explain();
        return "for " + String.join(", ", arguments) + ": " + Count.of(c.traced.operations(), "operation") + ", "
                + c.optimised.program().operations()
                + " after optimisation; removed " + c.optimised.summary()
                + (c.captured.length == 0 ? "" : "; " + Count.of(c.captured.length, "captured array"))
                + "\n" + Count.of(kernels.lines().count(), "kernel") + ":\n"
                + kernels.lines().map(l -> "  " + l + "\n").reduce("", String::concat)
                + "planned peak memory beyond the arguments: " + Memory.text(c.executable.plannedPeak());
    }

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
            return shared().apply(Arrays.copyOf(in, arguments), captured, Arrays.copyOfRange(in, arguments, in.length));
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

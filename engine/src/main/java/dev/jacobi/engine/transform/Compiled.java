package dev.jacobi.engine.transform;

import dev.jacobi.engine.array.Array;
import dev.jacobi.engine.array.Lowering;
import dev.jacobi.engine.array.Ops;
import dev.jacobi.engine.function.TreeFunction;
import dev.jacobi.engine.tree.Structure;
import dev.jacobi.engine.tree.Tree;
import dev.jacobi.engine.type.Count;
import dev.jacobi.engine.type.DType;
import dev.jacobi.engine.type.MxException;
import dev.jacobi.engine.type.Shape;
import dev.jacobi.engine.type.TransformException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * A function that is traced once for each structure, shapes and dtypes of its arguments (other values in them count as structure), and whose graph is used
 * again after that. It must be pure: it is not called again. Arrays that it captures stay inputs. The cache is bounded, least recently used first out; an
 * exception while tracing leaves nothing behind. Any thread may call it.
 *
 * <p>A call outside of any transform is one lazy node, and runs the optimised program that was made of the trace; where a transform is tracing an argument it
 * walks the graph.
 */
public final class Compiled implements TreeFunction {
    /** How many traces are kept. */
    static final int CAPACITY = 64;
    /** The trace at which a warning says what varied. */
    static final int MANY = 32;
    /** Asked for its logger only when there is something to say: loggers take 15 ms to load. */
    private static final String LOG = "dev.jacobi.compile";
    private static volatile boolean enabled = true;

    private final TreeFunction f;
    private final Compile options;
    private final Map<Key, Compilation> cache = bounded();
    private final Map<Key, Traced> templates = bounded();
    /** The one that was used last: most calls are like the call before. */
    private volatile Compilation recent;
    private int traces;
    private Key last;
    private String why = "it has not been called yet";
    /** How often what has differed from the trace before. */
    private final Map<String, Integer> varied = new TreeMap<>();

    /** Of a shapeless one, the axes' sizes are numbers for which of them are equal. */
    private record Key(List<Structure> structures, List<Shape> shapes, List<DType> dtypes) {
        Key with(List<Shape> others) { return new Key(structures, others, dtypes); }
    }

    private record Traced(Template template, Tree result) {}

    /** {@code f}, compiled. */
    public Compiled(TreeFunction f) { this(f, new Compile(false)); }

    /** {@code f}, compiled as {@code options} say. */
    public Compiled(TreeFunction f, Compile options) {
        this.f = f;
        this.options = options;
    }

    private static <V> Map<Key, V> bounded() {
        return new LinkedHashMap<>(16, 0.75f, true) {
            private static final long serialVersionUID = 1;

            @Override
            protected boolean removeEldestEntry(Map.Entry<Key, V> eldest) { return size() > CAPACITY; }
        };
    }

    /** Whether compiled functions use what they compiled; if not they call the function each time. */
    public static void enable(boolean on) {
        enabled = on;
    }

    @Override
    public Object apply(Object... arguments) {
        if (!enabled) return f.apply(arguments);
        Compilation usual = recent;
        if (usual != null) {
            Optional<Array[]> known = usual.leavesOf(arguments);
            if (known.isPresent()) return usual.apply(known.get());
        }
        Leaves leaves = Leaves.ofAll(arguments);
        Key key = key(leaves);
        Compilation entry;
        synchronized (this) {
            entry = cache.get(key);
        }
        if (entry == null) entry = options.isShapeless() && !isTraced(leaves.arrays()) ? specialise(key, leaves) : trace(key, leaves);
        recent = entry;
        return entry.apply(leaves.arrays());
    }

    private static boolean isTraced(Array[] arrays) {
        for (Array x : arrays) if (x.isBeingTraced()) return true;
        return false;
    }

    private Compilation trace(Key key, Leaves leaves) {
        Tree[] result = new Tree[1];
        Graph graph = graph(leaves, leaves.arrays(), result);
        return keep(key, new Compilation(graph, result[0], key.structures, leaves.arrays()), leaves.names());
    }

    /** Puts a trace into the cache; if another thread has made the same meanwhile, it is that one's that counts. */
    private Compilation keep(Key key, Compilation made, String[] names) {
        Rehearsal.request();
        synchronized (this) {
            Compilation theirs = cache.get(key);
            if (theirs != null) return theirs;
            traced(key, names);
            cache.put(key, made);
        }
        return made;
    }

    /** Calls the function on placeholders like {@code like}; the tree that it returns is put into {@code result}. */
    private Graph graph(Leaves leaves, Array[] like, Tree[] result) {
        return Graph.trace("compile", in -> {
            result[0] = Tree.of(f.apply(leaves.argumentsWith(in)));
            return result[0].leaves().toArray(Array[]::new);
        }, like, leaves.names());
    }

    // shapeless

    /** The program of the template for the shapes of {@code leaves}, which is traced if there is none. */
    private Compilation specialise(Key key, Leaves leaves) {
        List<Long> sizes = new ArrayList<>();
        Key pattern = key.with(key.shapes.stream().map(s -> pattern(s, sizes)).toList());
        Traced traced;
        synchronized (this) {
            traced = templates.get(pattern);
        }
        if (traced == null) {
            traced = template(pattern, leaves, sizes);
            synchronized (this) {
                Traced theirs = templates.get(pattern);
                if (theirs != null) traced = theirs;
                else {
                    traced(key, leaves.names());
                    templates.put(pattern, traced);
                }
            }
        }
        Lowering lowering = traced.template.at(sizes.stream().mapToLong(n -> n).toArray());
        // Kept for a later trace, and not to keep the arrays' memory.
        Leaves shapes = Leaves.ofAll(leaves.argumentsWith(placeholders(leaves, key.shapes)));
        Compilation entry = Compilation.of(lowering, () -> graph(shapes, shapes.arrays(), new Tree[1]), traced.result, key.structures,
                leaves.arrays());
        synchronized (this) {
            Compilation theirs = cache.putIfAbsent(key, entry);
            return theirs == null ? entry : theirs;
        }
    }

    /** A shape with a number for each size, from 2 on; those are put into {@code sizes}. */
    private static Shape pattern(Shape shape, List<Long> sizes) {
        int[] r = shape.toArray();
        for (int k = 0; k < r.length; k++) {
            if (r[k] < 2) continue;
            int at = sizes.indexOf((long) r[k]);
            if (at < 0) {
                at = sizes.size();
                sizes.add((long) r[k]);
            }
            r[k] = at + 2;
        }
        return Shape.of(r);
    }

    private Traced template(Key pattern, Leaves leaves, List<Long> actual) {
        int n = actual.size();
        long[][] sizes = new long[Template.PROBES][n];
        Lowering[] traced = new Lowering[sizes.length];
        Tree[] results = new Tree[sizes.length];
        long before = 0;
        for (int p = 0; p < sizes.length; p++) {
            for (int i = 0; i < n; i++) {
                sizes[p][i] = p == 0 ? actual.get(i) : primeAfter(Math.max(actual.get(i) + 10, before));
                if (p > 0) before = sizes[p][i];
            }
            long[] now = sizes[p];
            List<Shape> shapes = pattern.shapes.stream().map(s -> shaped(s, now)).toList();
            Tree[] result = new Tree[1];
            try {
                traced[p] = graph(leaves, placeholders(leaves, shapes), result).lower();
            } catch (MxException e) {
                if (p == 0) throw e;
                throw new TransformException("compile", "shapeless: called with arrays of shapes "
                        + shapes.stream().map(Shape::toString).collect(Collectors.joining(", ")) + " the function fails: " + e.getMessage()
                        + "; compile it without shapeless(), once for each shape");
            }
            results[p] = result[0];
            if (!results[p].structure().equals(results[0].structure()))
                throw new TransformException("compile",
                        "shapeless: what the function returns beside arrays depends on the sizes: " + results[0].structure()
                                + " and " + results[p].structure());
        }
        return new Traced(new Template(traced, sizes), results[0]);
    }

    private static Shape shaped(Shape pattern, long[] sizes) {
        int[] r = pattern.toArray();
        for (int k = 0; k < r.length; k++) if (r[k] >= 2) r[k] = Math.toIntExact(sizes[r[k] - 2]);
        return Shape.of(r);
    }

    private static long primeAfter(long n) {
        return java.math.BigInteger.valueOf(n).nextProbablePrime().longValueExact();
    }

    private static Array[] placeholders(Leaves leaves, List<Shape> shapes) {
        Array[] like = new Array[shapes.size()];
        for (int i = 0; i < like.length; i++) like[i] = Ops.full(shapes.get(i), Ops.scalar(0, leaves.arrays()[i].dtype()));
        return like;
    }

    // why

    private void traced(Key key, String[] names) {
        why = last == null ? "first call" : difference(last, key, names);
        last = key;
        if (++traces == MANY) System.getLogger(LOG).log(System.Logger.Level.WARNING, "[compile] a function has been " + often());
    }

    private String often() {
        return "traced " + traces + " times, which costs more than it saves: "
                + varied.entrySet().stream().map(e -> e.getKey() + " varied " + Count.of(e.getValue(), "time"))
                        .collect(Collectors.joining(", "))
                + "; the last was "
                + why + ". Pad to a few sizes, pass numbers as arrays, or use compile(f, Compile.shapeless())";
    }

    private static Key key(Leaves leaves) {
        List<Structure> structures = new ArrayList<>();
        for (Tree t : leaves.trees()) structures.add(t.structure());
        List<Shape> shapes = new ArrayList<>();
        List<DType> dtypes = new ArrayList<>();
        for (Array a : leaves.arrays()) {
            shapes.add(a.shape());
            dtypes.add(a.dtype());
        }
        return new Key(structures, shapes, dtypes);
    }

    private String difference(Key before, Key now, String[] names) {
        List<String> changes = new ArrayList<>();
        for (int i = 0; i < now.structures.size(); i++) {
            Structure was = i < before.structures.size() ? before.structures.get(i) : null;
            if (Objects.equals(was, now.structures.get(i))) continue;
            changes.add("argument " + i + ": " + was + " -> " + now.structures.get(i));
            varied.merge("the structure of argument " + i, 1, Integer::sum);
        }
        if (changes.isEmpty()) {
            for (int i = 0; i < names.length; i++) {
                String was = before.dtypes.get(i) + " " + before.shapes.get(i), is = now.dtypes.get(i) + " " + now.shapes.get(i);
                if (was.equals(is)) continue;
                changes.add(names[i] + ": " + was + " -> " + is);
                varied.merge((before.dtypes.get(i) == now.dtypes.get(i) ? "the shape of " : "the dtype of ") + names[i], 1, Integer::sum);
            }
        }
        return changes.isEmpty() ? "the trace had been dropped: more than " + CAPACITY + " are not kept" : String.join(", ", changes);
    }

    /** How many traces are kept now. */
    public synchronized int cacheSize() { return cache.size(); }

    /** Drops all traces. */
    public synchronized void clear() {
        cache.clear();
        templates.clear();
        recent = null;
    }

    @Override
    public String toString() { return "compiled function"; }

    @Override
    public synchronized String explain() {
        int nodes = cache.values().stream().mapToInt(Compilation::size).sum();
        Compilation usual = recent;
        return (options.isShapeless() ? "compiled for all sizes: traced " : "compiled: traced ") + Count.of(traces, "time") + ", "
                + Count.of(cache.size(), "trace") + " kept of at most " + CAPACITY + " (" + Count.of(nodes, "node")
                + "); last traced because: " + why
                + (traces < MANY ? "" : "\n" + often()) + (enabled ? "" : "\ncompile is disabled: the function runs as it is written")
                + (usual == null ? "" : "\n" + usual.explain());
    }
}

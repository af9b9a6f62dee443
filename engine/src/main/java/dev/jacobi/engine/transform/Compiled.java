package dev.jacobi.engine.transform;

import dev.jacobi.engine.array.Array;
import dev.jacobi.engine.function.TreeFunction;
import dev.jacobi.engine.tree.Structure;
import dev.jacobi.engine.tree.Tree;
import dev.jacobi.engine.type.DType;
import dev.jacobi.engine.type.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * A function that is traced once for each structure, shapes and dtypes of its arguments (other values in them count as structure), and whose graph is used
 * again after that. It must be pure: it is not called again. Arrays that it captures stay inputs. The cache is bounded, least recently used first out; an
 * exception while tracing leaves nothing behind. Any thread may call it.
 */
public final class Compiled implements TreeFunction {
    /** How many traces are kept. */
    static final int CAPACITY = 64;
    private static volatile boolean enabled = true;

    private final TreeFunction f;
    private final Map<Key, Compilation> cache = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, Compilation> eldest) { return size() > CAPACITY; }
    };
    /** The one that was used last: most calls are like the call before. */
    private volatile Compilation recent;
    private int traces;
    private Key last;
    private String why = "it has not been called yet";

    private record Key(List<Structure> structures, List<Shape> shapes, List<DType> dtypes) {}

    /** {@code f}, compiled. */
    public Compiled(TreeFunction f) { this.f = f; }

    /** Whether compiled functions use what they compiled; if not they call the function each time. */
    public static void enable(boolean on) {
        enabled = on;
    }

    @Override
    public Object apply(Object... arguments) {
        if (!enabled) return f.apply(arguments);
        Compilation usual = recent;
        if (usual != null && usual.isFor(arguments)) return usual.apply(Arrays.copyOf(arguments, arguments.length, Array[].class));
        Leaves leaves = Leaves.ofAll(arguments);
        Key key = key(leaves);
        Compilation entry;
        synchronized (this) {
            entry = cache.get(key);
        }
        if (entry == null) entry = trace(key, leaves);
        recent = entry;
        return entry.apply(leaves.arrays());
    }

    private Compilation trace(Key key, Leaves leaves) {
        Tree[] result = new Tree[1];
        Graph graph = Graph.trace("compile", in -> {
            result[0] = Tree.of(f.apply(leaves.argumentsWith(in)));
            return result[0].leaves().toArray(Array[]::new);
        }, leaves.arrays(), leaves.names());
        Compilation entry = new Compilation(graph, result[0], key.structures, leaves.arrays());
        synchronized (this) {
            why = last == null ? "first call" : difference(last, key, leaves.names());
            last = key;
            traces++;
            cache.put(key, entry);
        }
        return entry;
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

    private static String difference(Key before, Key now, String[] names) {
        List<String> changes = new ArrayList<>();
        for (int i = 0; i < now.structures.size(); i++) {
            Structure was = i < before.structures.size() ? before.structures.get(i) : null;
            if (!Objects.equals(was, now.structures.get(i))) changes.add("argument " + i + ": " + was + " -> " + now.structures.get(i));
        }
        if (changes.isEmpty()) {
            for (int i = 0; i < names.length; i++) {
                String was = before.dtypes.get(i) + " " + before.shapes.get(i), is = now.dtypes.get(i) + " " + now.shapes.get(i);
                if (!was.equals(is)) changes.add(names[i] + ": " + was + " -> " + is);
            }
        }
        return changes.isEmpty() ? "the trace had been dropped: more than " + CAPACITY + " are not kept" : String.join(", ", changes);
    }

    /** How many traces are kept now. */
    public synchronized int cacheSize() { return cache.size(); }

    /** Drops all traces. */
    public synchronized void clear() {
        cache.clear();
        recent = null;
    }

    @Override
    public synchronized String explain() {
        int operations = cache.values().stream().mapToInt(Compilation::size).sum();
        return "compiled: traced " + traces + " times, " + cache.size() + " traces kept of at most " + CAPACITY + " (" + operations
                + " operations); last traced because: " + why;
    }
}

package dev.jacobi.engine.array;

import dev.jacobi.engine.ir.Backend;
import dev.jacobi.engine.ir.Data;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/**
 * Many small graphs of the same structure, such as a loop over rows makes: they are recognised without ordering or numbering their nodes, and run as one
 * program on many sets of operands. Only trees of element-wise operations over data take part, and only those of whose nodes no other reads one: what is
 * computed is computed once.
 */
final class AlikeGraphs {
    /** So many of a kind are worth it. */
    static final int FEWEST = 16;
    private static final int MOST_KINDS = 8, TOGETHER = 256;

    private final Backend backend;
    private final Array[] roots;
    /** Which of the roots are of no kind so far. */
    private final boolean[] open;
    private int kindsLeft = MOST_KINDS;

    private AlikeGraphs(Backend backend, Array[] roots) {
        this.backend = backend;
        this.roots = roots;
        open = new boolean[roots.length];
        Arrays.fill(open, true);
    }

    /** Computes those of {@code roots} that are alike; gives those that are left to compute, in order. */
    static Array[] run(Backend backend, Array[] roots) {
        return new AlikeGraphs(backend, roots).run();
    }

    private Array[] run() {
        List<Array> left = new ArrayList<>();
        for (int i = 0; i < roots.length; i++) {
            if (!open[i]) continue;
            Optional<AlikeGraph> graph = kindsLeft > 0 && roots.length - i >= FEWEST ? AlikeGraph.of(roots[i]) : Optional.empty();
            if (graph.isPresent()) kindsLeft--;
            if (graph.isEmpty() || !new Kind(graph.get(), i).run()) left.add(roots[i]);
        }
        return left.toArray(Array[]::new);
    }

    /** The roots from {@code first} on that are like that one. */
    private final class Kind {
        private final AlikeGraph graph;
        private final AlikeGraph.Matcher matcher;
        private final int leaves;
        private int next;

        Kind(AlikeGraph graph, int first) {
            this.graph = graph;
            next = first;
            matcher = graph.new Matcher();
            leaves = graph.leaves();
        }

        /** Computes them, if they are enough and nobody else reads what is inside of them. */
        boolean run() {
            List<Found> known = new ArrayList<>();
            int count = 0;
            // Whether the nodes inside have other readers is known when all graphs are.
            while (next < roots.length && (count < FEWEST || graph.hasInside())) {
                Found found = find();
                known.add(found);
                count += found.count;
            }
            if (count < FEWEST) return false;
            if (graph.hasInside() && matcher.mayBeReadElsewhere() && isShared(count)) {
                // What is shared is seldom shared by one kind only.
                kindsLeft = 0;
                return false;
            }
            Iterator<Found> before = known.iterator();
            backend.runEach(graph.program(), () -> {
                if (!before.hasNext() && next == roots.length) return Optional.empty();
                Found found = before.hasNext() ? before.next() : find();
                for (int i = 0; i < found.count; i++) open[found.place[i]] = false;
                return Optional.of(new Backend.Sets(found.count, found.given, (i, value) -> roots[found.place[i]].evaluated(value)));
            });
            return true;
        }

        /** The next of them. */
        private Found find() {
            int most = Math.min(TOGETHER, roots.length - next), n = 0;
            int[] place = new int[most];
            Data[] given = new Data[most * leaves];
            for (; next < roots.length && n < most; next++) {
                if (open[next] && matcher.matches(roots[next], given, n * leaves)) place[n++] = next;
            }
            return new Found(n, place, given);
        }

        /** Whether a node inside of one of the {@code count} graphs is read from another one, or asked for itself. */
        private boolean isShared(int count) {
            if (count < roots.length) return true;
            NodeMap<Boolean> inside = new NodeMap<>();
            Data[] again = new Data[leaves];
            for (Array root : roots) if (!matcher.matches(root, again, 0) || !matcher.enterInside(inside)) return true;
            for (Array root : roots) if (inside.containsKey(root)) return true;
            return false;
        }
    }

    /** Graphs that are alike: where their roots are, and what they are given. */
    private record Found(int count, int[] place, Data[] given) {}
}

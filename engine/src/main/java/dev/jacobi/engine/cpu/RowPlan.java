package dev.jacobi.engine.cpu;

import dev.jacobi.engine.cpu.codegen.LoopCost;
import dev.jacobi.engine.cpu.codegen.LoopEmitter;
import dev.jacobi.engine.ir.Loop;
import dev.jacobi.engine.ir.Op;
import dev.jacobi.engine.ir.Reduction;
import dev.jacobi.engine.type.DType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;

/**
 * How a group of rows is computed: in passes over a row, each a loop that reduces what the passes before have made possible. What a later pass needs again
 * is computed again if that is cheap, and else kept for as long as the row is worked on.
 */
final class RowPlan {
    /** Plans that are kept, since to make one takes as long as to reduce a small matrix; with one more, all are dropped. */
    private static final int KEPT = 256;
    private static final ConcurrentHashMap<Key, RowPlan> PLANS = new ConcurrentHashMap<>();

    /** Vector instructions that all passes have in all if there is enough to compute while one waits for memory. */
    private static final int WORTH_JOINING = 25;

    /** Where a loop's leaf comes from: a leaf of the group, a node with one value a row, or a value that an earlier pass has kept. */
    enum Source {
        LEAF, ROW, KEPT
    }

    /**
     * One pass.
     *
     * @param number its place among the passes
     * @param sources for each leaf of the loop where it comes from
     * @param numbers which leaf, node or kept value that is
     * @param kept for each store of the loop the number of the kept value; {@link #RESULT}: the group's result
     * @param folds for each fold of the loop the node that it is the value of
     * @param nothing for each fold what it is of no elements
     */
    record Pass(int number, LoopCode code, Source[] sources, int[] numbers, int[] kept, int[] folds, long[] nothing) {}

    static final int RESULT = -1;

    /**
     * All passes as one loop, in which each goes over a row of its own.
     *
     * @param leaves for each pass the number of its first leaf among those of the loop
     * @param stores for each pass the number of its first store
     * @param folds for each pass the number of its first fold
     * @param witnesses for each fold of the first pass, if it is loose in this loop, the fold of the second that is NaN if an element was; else -1
     */
    record Joint(LoopCode code, int[] leaves, int[] stores, int[] folds, int[] witnesses) {}

    /** The passes in order. */
    final List<Pass> passes = new ArrayList<>();
    /** All passes as one loop, if there are several that one kernel can do. */
    final Optional<Joint> joint;
    /** The dtypes of what is kept. */
    final List<DType> kept = new ArrayList<>();
    /** What is kept where the result will be; -1: nothing. */
    final int inPlace;
    /** For each node after how many passes it is known. */
    final int[] level;
    /** For each number of passes the nodes with one value a row that are computed then from others. */
    final int[][] computed;
    private final List<Group.Node> nodes;
    private final BitSet uniform;
    /** For each node the number of the kept value that it is; -1: it is not kept. */
    private final int[] slot;
    /** For each node the vector instructions that it takes to compute it again from leaves and values of rows. */
    private final int[] cost;

    private RowPlan(Key key) {
        nodes = key.nodes;
        uniform = key.uniform;
        int n = nodes.size(), last = n - 1;
        level = new int[n];
        slot = new int[n];
        cost = new int[n];
        Arrays.fill(slot, -1);
        int deepest = 0;
        for (int i = 0; i < n; i++) {
            Group.Node node = nodes.get(i);
            for (int k = 0; k < node.in().length(); k++) {
                level[i] = Math.max(level[i], level[node.in().at(k)]);
                cost[i] += cost[node.in().at(k)];
            }
            if (node.reduction() != null) deepest = Math.max(deepest, level[i]++);
            cost[i] = node.perRow() || node.leaf() >= 0 ? 0 : cost[i] + (node.op() == null ? 1 : LoopCost.weight(node.op()));
        }
        if (!nodes.get(last).perRow()) deepest = Math.max(deepest, level[last]);
        List<Emission> emissions = new ArrayList<>();
        // from the last pass back: what a pass needs of the earlier ones is known before they are written
        for (int pass = deepest; pass >= 0; pass--) emissions.addFirst(new Emission(pass).run());
        computed = new int[deepest + 2][];
        for (int passes = 0; passes < computed.length; passes++) {
            int now = passes;
            computed[passes] = IntStream.range(0, n).filter(i -> level[i] == now && isComputed(nodes.get(i))).toArray();
        }
        inPlace = nodes.get(last).perRow() ? -1 : kept.indexOf(nodes.get(last).dtype());
        emissions.removeIf(e -> e.stores.isEmpty() && e.folds.isEmpty());
        joint = emissions.size() < 2 ? Optional.empty() : joint(emissions);
        // a row's sums are the same whether its passes run with those of other rows or by themselves
        int chains = joint.map(j -> j.code().accumulators).orElse(0);
        for (Emission e : emissions) passes.add(e.pass(passes.size(), chains));
    }

    private Optional<Joint> joint(List<Emission> emissions) {
        int n = emissions.size(), k = 0;
        int[] leaves = new int[n], stores = new int[n], folds = new int[n], witnesses = witnesses(emissions.get(0), emissions.get(1));
        List<Loop> loops = new ArrayList<>();
        for (Emission e : emissions) {
            if (k + 1 < n) {
                leaves[k + 1] = leaves[k] + e.sources.size();
                stores[k + 1] = stores[k] + e.stores.size();
                folds[k + 1] = folds[k] + e.folds.size();
            }
            loops.add(k++ == 0 ? e.loop(witnesses) : e.loop.build());
        }
        Loop loop = Loop.joined(loops);
        if (LoopCost.weight(loop) < WORTH_JOINING || !alwaysHasFastKernel(loop)) return Optional.empty();
        return Optional.of(new Joint(LoopCode.of(loop.withChains(LoopCost.accumulators(loop))), leaves, stores, folds, witnesses));
    }

    /** Whether there will be a fast kernel of it, which turns down no arguments. */
    private static boolean alwaysHasFastKernel(Loop loop) {
        return LoopEmitter.isSupported(loop) && LoopEmitter.isFast(loop) && !LoopEmitter.mayDecline(loop);
    }

    private int[] witnesses(Emission first, Emission second) {
        int[] witnesses = new int[first.folds.size()];
        Arrays.fill(witnesses, -1);
        for (int f = 0; f < witnesses.length; f++) {
            Group.Node node = nodes.get(first.folds.get(f));
            if (node.reduction() == Reduction.SUM || !node.dtype().isFloating()) continue;
            for (int w = 0; w < second.folds.size(); w++) {
                Group.Node sum = nodes.get(second.folds.get(w));
                if (sum.reduction() == Reduction.SUM && isNaNWith(sum.in().at(0), node.in().at(0))) witnesses[f] = w;
            }
        }
        return witnesses;
    }

    /** Whether an element of node {@code i} is NaN where the one of {@code of} is. */
    private boolean isNaNWith(int i, int of) {
        Group.Node node = nodes.get(i);
        if (i == of) return true;
        if (node.perRow() || node.op() == null || !node.dtype().isFloating()) return false;
        return switch (node.op()) {
            case ADD, SUBTRACT, MULTIPLY, DIVIDE -> isNaNWith(node.in().at(0), of) || isNaNWith(node.in().at(1), of);
            case NEGATIVE, ABS, SQUARE, EXP -> isNaNWith(node.in().at(0), of);
            default -> false;
        };
    }

    private static boolean isComputed(Group.Node node) { return node.perRow() && node.leaf() < 0 && node.reduction() == null; }

    /** All that a plan depends on. */
    private record Key(List<Group.Node> nodes, BitSet uniform) {}

    /** @param uniform which leaves are one value in each row */
    static RowPlan of(Group group, boolean[] uniform) {
        BitSet same = new BitSet(uniform.length);
        for (int k = 0; k < uniform.length; k++) same.set(k, uniform[k]);
        Key key = new Key(List.copyOf(group.nodes()), same);
        RowPlan known = PLANS.get(key);
        if (known != null) return known;
        if (PLANS.size() >= KEPT) forgetAll();
        return PLANS.computeIfAbsent(key, RowPlan::new);
    }

    /** Drops the plans, and with them the loops' code that they hold. */
    static void forgetAll() { PLANS.clear(); }

    /** Writes the loop of one pass. */
    private final class Emission {
        private final int pass;
        private final Loop.Builder loop = new Loop.Builder();
        private final List<Source> sources = new ArrayList<>();
        private final List<Integer> numbers = new ArrayList<>(), stores = new ArrayList<>(), folds = new ArrayList<>();
        /** For each node its instruction in the loop; -1: none so far. */
        private final int[] at = new int[nodes.size()];

        Emission(int pass) {
            this.pass = pass;
            Arrays.fill(at, -1);
        }

        Emission run() {
            for (int i = 0; i < nodes.size(); i++) {
                Group.Node node = nodes.get(i);
                if (node.reduction() != null && level[i] == pass + 1) {
                    loop.fold(node.reduction(), value(node.in().at(0)));
                    folds.add(i);
                }
                if (slot[i] >= 0 && level[i] == pass) {
                    loop.store(value(i));
                    stores.add(slot[i]);
                }
            }
            int last = nodes.size() - 1;
            if (!nodes.get(last).perRow() && level[last] == pass) {
                loop.store(value(last));
                stores.add(RESULT);
            }
            return this;
        }

        /** With those folds loose that have a witness. */
        Loop loop(int[] witnesses) {
            Loop exact = loop.build();
            List<Loop.Fold> loose = new ArrayList<>();
            for (int f = 0; f < witnesses.length; f++) {
                Loop.Fold fold = exact.folds().get(f);
                loose.add(new Loop.Fold(fold.reduction(), fold.in(), witnesses[f] >= 0));
            }
            return new Loop(exact.body(), exact.stores(), loose, exact.nonPositive(), 0);
        }

        Pass pass(int number, int chains) {
            long[] nothing = folds.stream().map(nodes::get).mapToLong(f -> f.reduction().identity(f.dtype())).toArray();
            Loop exact = loop.build();
            LoopCode code = LoopCode.of(LoopCost.hasSums(exact) ? exact.withChains(chains) : exact);
            return new Pass(number, code, sources.toArray(Source[]::new), ints(numbers), ints(stores), ints(folds), nothing);
        }

        /** The instruction that has the value of a node: loaded if it is there already, and else computed. */
        private int value(int i) {
            if (at[i] >= 0) return at[i];
            Group.Node node = nodes.get(i);
            if (node.perRow()) return at[i] = load(Source.ROW, i, node.dtype(), true);
            if (node.leaf() >= 0) return at[i] = load(Source.LEAF, node.leaf(), node.dtype(), uniform.get(node.leaf()));
            if (level[i] < pass && cost[i] > LoopCost.CHEAP) {
                if (slot[i] < 0) {
                    slot[i] = kept.size();
                    kept.add(node.dtype());
                }
                return at[i] = load(Source.KEPT, slot[i], node.dtype(), false);
            }
            int[] in = new int[node.in().length()];
            for (int k = 0; k < in.length; k++) in[k] = value(node.in().at(k));
            at[i] = node.op() == null ? loop.convert(in[0], node.dtype()) : loop.apply(node.op(), node.dtype(), in);
            if (isBelowItsMaximum(node)) loop.nonPositive(at[i]);
            return at[i];
        }

        /** Whether it is what softmax makes of its argument, x - max(x). */
        private boolean isBelowItsMaximum(Group.Node node) {
            if (node.op() != Op.SUBTRACT) return false;
            Group.Node high = nodes.get(node.in().at(1));
            return high.reduction() == Reduction.MAX && high.in().at(0) == node.in().at(0) && high.dtype() == node.dtype();
        }

        private int load(Source source, int number, DType dtype, boolean same) {
            sources.add(source);
            numbers.add(number);
            return loop.load(dtype, same);
        }
    }

    private static int[] ints(List<Integer> list) { return list.stream().mapToInt(k -> k).toArray(); }
}

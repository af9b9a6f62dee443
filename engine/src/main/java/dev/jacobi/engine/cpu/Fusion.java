package dev.jacobi.engine.cpu;

import dev.jacobi.engine.cpu.codegen.LoopCost;
import dev.jacobi.engine.ir.Data;
import dev.jacobi.engine.ir.Lowered;
import dev.jacobi.engine.ir.Lowered.Step;
import dev.jacobi.engine.ir.Program;
import dev.jacobi.engine.ir.Reduction;
import dev.jacobi.engine.type.Ints;
import dev.jacobi.engine.type.Shape;
import java.util.Arrays;
import java.util.BitSet;

/**
 * Which steps of a program are computed together. A group has one result, its root; nothing else of it is stored. Its steps are element-wise over one shape;
 * or they are that over rows, the last axes of a shape, together with reductions of rows and what is made of them: softmax, a variance, a mean of squares are
 * one group each. Nothing is computed twice but what costs less than to store it and to read it: a bias is added to a product in each group that reads the sum.
 */
final class Fusion {
    /** More operations than this are cut into several loops. */
    private static final int LARGEST = 96, HEAVIEST = 200;
    /** Rows that are shorter are better reduced side by side, unless there are few. */
    private static final int SHORTEST_ROW = 64, FEW_ROWS = 16;
    /** Rows that are longer don't stay in the cache from one pass to the next. */
    private static final int LONGEST_ROW = 1 << 16;
    /** Who reads a step, if not one group: nobody, several groups, or somebody who needs it stored. */
    private static final int NOBODY = -1, SEVERAL = -2, ANYBODY = -3;

    private final Program program;
    private final Step[] steps;
    /** For each step the root of its group. */
    private final int[] owner;
    /** For each root of a group of rows the shape that the rows make, and how many axes a row has; or null and 0. */
    private final Shape[] domain;
    private final int[] inner;
    /** The reduction of rows that a step is a function of, row by row; or {@link #NOBODY}. */
    private final int[] below;
    private final int[] size, weight;
    private final Repeats repeats;
    /** Whether each group that reads a step computes it for itself. */
    private final boolean[] repeated;

    Fusion(Program program) {
        this.program = program;
        steps = program.steps().toArray(new Step[0]);
        int n = steps.length;
        owner = new int[n];
        domain = new Shape[n];
        inner = new int[n];
        below = new int[n];
        size = new int[n];
        weight = new int[n];
        repeated = new boolean[n];
        repeats = new Repeats(steps);
        for (int i = 0; i < n; i++) below[i] = below(i);
        int[] asked = new int[n];
        Arrays.fill(asked, NOBODY);
        for (int out : program.outputs()) asked[out] = ANYBODY;
        for (int i = n - 1; i >= 0; i--) {
            int root = asked[i];
            owner[i] = root >= 0 && joins(i, root) ? root : i;
            if (owner[i] == i && !(root == SEVERAL && joinsAll(i))) begin(i);
            int asks = repeated[i] ? SEVERAL : isRoot(owner[i]) ? owner[i] : ANYBODY;
            for (int in : steps[i].operands())
                asked[in] = asked[in] == NOBODY || asked[in] == asks ? asks : Math.min(SEVERAL, Math.min(asked[in], asks));
        }
    }

    private int below(int i) {
        Step step = steps[i];
        if (reducesRows(i)) return i;
        if (!isElementwise(step) && !keepsOrder(i)) return NOBODY;
        for (int in : step.operands()) if (below[in] != NOBODY && steps[in].shape().size() == step.shape().size()) return below[in];
        return NOBODY;
    }

    /** Whether it is a group's root, and not a kernel of another kind. */
    private boolean isRoot(int i) { return domain[i] != null; }

    private void begin(int i) {
        Step step = steps[i];
        size[i] = 1;
        weight[i] = weight(step);
        if (isComplex(program, step)) return;
        if (isElementwise(step) && below[i] == NOBODY) {
            domain[i] = step.shape();
        } else if (isElementwise(step) || reducesRows(i)) {
            Step rows = steps[below[i]];
            domain[i] = steps[rows.operands()[0]].shape();
            inner[i] = ((Lowered.Reduce) rows.what()).axes().length();
        }
    }

    private static int weight(Step step) { return step.what() instanceof Lowered.Map(var op) ? LoopCost.weight(op) : 1; }

    /** Whether step {@code i}, which only {@code root}'s group reads, becomes a part of it. */
    private boolean joins(int i, int root) {
        Step step = steps[i];
        if (isComplex(program, step) || isFull(i, root)) return false;
        boolean perElement = step.shape().size() == domain[root].size();
        boolean fits;
        if (isElementwise(step))
            fits = perElement ? step.shape().equals(domain[root]) : inner[root] > 0 && step.shape().size() == rows(root);
        else if (step.what() instanceof Lowered.Alias) fits = true;
        else if (step.what() instanceof Lowered.Broadcast && perElement) fits = repeatsRows(i, root);
        else if (keepsOrder(i)) fits = inner[root] > 0 && !perElement;
        else
            fits = reducesRows(i) && inner[root] == axes(step).length() && steps[step.operands()[0]].shape().equals(domain[root]);
        if (fits) add(i, root);
        return fits;
    }

    private boolean isFull(int i, int root) { return size[root] + 1 > LARGEST || weight[root] + weight(steps[i]) > HEAVIEST; }

    private void add(int i, int root) {
        size[root]++;
        weight[root] += weight(steps[i]);
    }

    /** Whether step {@code i}, which only groups read, becomes a part of each of them. */
    private boolean joinsAll(int i) {
        if (program.kept().get(i) || !repeats.isCheap(i) || isComplex(program, steps[i])) return false;
        BitSet roots = new BitSet(steps.length);
        addRoots(i, roots);
        for (int root = roots.nextSetBit(0); root >= 0; root = roots.nextSetBit(root + 1))
            if (isFull(i, root) || !steps[i].shape().equals(domain[root])) return false;
        for (int root = roots.nextSetBit(0); root >= 0; root = roots.nextSetBit(root + 1)) add(i, root);
        return repeated[i] = true;
    }

    /** Puts the roots of all groups that read step {@code i} into {@code to}. */
    private void addRoots(int i, BitSet to) {
        for (int place = repeats.first(i); place >= 0; place = repeats.next(place)) {
            int reader = repeats.reader(place);
            if (repeated[reader]) addRoots(reader, to);
            else
                to.set(owner[reader]);
        }
    }

    /** Whether a broadcast gives each element of a row what was made of that row. */
    private boolean repeatsRows(int i, int root) {
        int from = steps[i].operands()[0];
        if (below[from] == NOBODY) return false;
        Step reduce = steps[below[from]];
        Shape rows = steps[reduce.operands()[0]].shape(), narrow = steps[from].shape(), wide = steps[i].shape();
        int k = axes(reduce).length(), rank = wide.rank();
        if (!rows.equals(wide) || !wide.equals(domain[root]) || inner[root] != 0 && inner[root] != k) return false;
        if (narrow.rank() != rank || wide.size() / reduce.shape().size() > LONGEST_ROW) return false;
        for (int axis = 0; axis < rank; axis++) if (narrow.dim(axis) != (axis < rank - k ? wide.dim(axis) : 1)) return false;
        inner[root] = k;
        return true;
    }

    private long rows(int root) {
        long rows = 1;
        for (int k = 0; k < domain[root].rank() - inner[root]; k++) rows *= domain[root].dim(k);
        return rows;
    }

    private static Ints axes(Step reduce) { return ((Lowered.Reduce) reduce.what()).axes(); }

    /** Whether the elements of a view are those of its operand, in the same order. */
    private boolean keepsOrder(int i) {
        Lowered what = steps[i].what();
        return what instanceof Lowered.Alias || what instanceof Lowered.Reshape
                || what instanceof Lowered.Broadcast && steps[i].shape().size() == steps[steps[i].operands()[0]].shape().size();
    }

    /** Whether it reduces the last axes, and rows that are worth it: a group's loops run row by row. */
    private boolean reducesRows(int i) {
        Step by = steps[i];
        if (!(by.what() instanceof Lowered.Reduce(var reduction, var axes)) || reduction == Reduction.PROD) return false;
        Step operand = steps[by.operands()[0]];
        if (operand.dtype().isComplex() || operand.dtype() != by.dtype()) return false;
        int rank = operand.shape().rank(), first = rank - axes.length();
        for (int k = 0; k < axes.length(); k++) if (axes.at(k) != first + k) return false;
        long rows = by.shape().size(), length = rows == 0 ? 0 : operand.shape().size() / rows;
        return length >= 2 && (length >= SHORTEST_ROW || rows <= FEW_ROWS);
    }

    /** Whether it reads or makes complex numbers, which have loops of their own. */
    static boolean isComplex(Program program, Step step) {
        if (step.dtype().isComplex()) return true;
        for (int in : step.operands()) if (program.steps().get(in).dtype().isComplex()) return true;
        return false;
    }

    static boolean isElementwise(Step step) { return step.what() instanceof Lowered.Map || step.what() instanceof Lowered.Cast; }

    /** Whether step {@code i} is computed with its reader, or with each of them. */
    boolean isInlined(int i) {
        return owner[i] != i || repeated[i];
    }

    /** Whether step {@code i} is the root of a group of rows. */
    boolean isRows(int i) { return inner[i] > 0; }

    /** The shape that the rows of the group of {@code i} make. */
    Shape domain(int i) { return domain[i]; }

    /** How many axes a row of the group of {@code i} has. */
    int inner(int i) { return inner[i]; }

    /** Step {@code i} with all that is computed inside of it. */
    Group group(int i, Data[] values) {
        Group group = new Group();
        emit(i, i, values, group);
        return group;
    }

    private int emit(int i, int root, Data[] values, Group group) {
        Integer known = group.known(i);
        if (known != null) return known;
        Step step = steps[i];
        boolean perRow = isRows(root) && step.shape().size() != domain[root].size();
        if (values[i] != null) return group.put(i, group.leaf(new Operand(values[i], step.shape(), step.dtype()), perRow));
        int[] in = new int[step.operands().length];
        for (int k = 0; k < in.length; k++) in[k] = emit(step.operands()[k], root, values, group);
        return group.put(i, switch (step.what()) {
            case Lowered.Map(var op) -> group.apply(op, in, step.dtype(), perRow);
            case Lowered.Cast c -> group.convert(in[0], step.dtype(), perRow);
            case Lowered.Reduce(var reduction, var axes) -> group.reduce(reduction, in[0], step.dtype());
            case Lowered.View v -> in[0];
            default -> throw new AssertionError("[fusion] " + step.what() + " is no part of a group");
        });
    }
}

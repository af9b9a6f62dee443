package dev.jacobi.engine.cpu;

import dev.jacobi.engine.ir.Loop;
import dev.jacobi.engine.ir.Op;
import dev.jacobi.engine.ir.Reduction;
import dev.jacobi.engine.type.DType;
import dev.jacobi.engine.type.Ints;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Steps of a program that are computed together: nothing between them is stored in full. The elements form rows: a value has one element for each, or,
 * as what rows are reduced to has, one for each row. The last node is the result.
 */
final class Group {

    /**
     * One value; without an op and a reduction it converts its operand, and without operands it is a leaf.
     *
     * @param in the positions of its operands
     * @param perRow whether it has one element a row
     */
    record Node(Op op, Reduction reduction, int leaf, Ints in, DType dtype, boolean perRow) {}

    private static final Ints NONE = Ints.of();

    private final List<Node> nodes = new ArrayList<>();
    private final List<Operand> leaves = new ArrayList<>();
    private final Map<Integer, Integer> known = new HashMap<>();

    /** The node that stands for a step so far, or null. */
    Integer known(int step) { return known.get(step); }

    /** Lets a node stand for a step. */
    int put(int step, int node) {
        known.put(step, node);
        return node;
    }

    int leaf(Operand x, boolean perRow) {
        leaves.add(x);
        return add(new Node(null, null, leaves.size() - 1, NONE, x.dtype(), perRow));
    }

    int apply(Op op, int[] in, DType dtype, boolean perRow) { return add(new Node(op, null, -1, Ints.of(in), dtype, perRow)); }

    int convert(int in, DType dtype, boolean perRow) { return add(new Node(null, null, -1, Ints.of(in), dtype, perRow)); }

    int reduce(Reduction reduction, int in, DType dtype) { return add(new Node(null, reduction, -1, Ints.of(in), dtype, true)); }

    private int add(Node node) {
        nodes.add(node);
        return nodes.size() - 1;
    }

    List<Node> nodes() { return nodes; }

    /** What it reads. */
    List<Operand> leaves() { return leaves; }

    /** The loop of a group without rows; a leaf is uniform where {@code uniform} says so. */
    Loop loop(boolean[] uniform) {
        Loop.Builder loop = new Loop.Builder();
        int[] at = new int[nodes.size()];
        for (int i = 0; i < at.length; i++) {
            Node n = nodes.get(i);
            if (n.leaf >= 0) at[i] = loop.load(n.dtype, uniform[n.leaf]);
            else if (n.op == null) at[i] = loop.convert(at[n.in.at(0)], n.dtype);
            else {
                int[] in = new int[n.in.length()];
                for (int k = 0; k < in.length; k++) in[k] = at[n.in.at(k)];
                at[i] = loop.apply(n.op, n.dtype, in);
            }
        }
        loop.store(at[at.length - 1]);
        return loop.build();
    }
}

package dev.jacobi.engine.transform;

import dev.jacobi.engine.array.Array;
import dev.jacobi.engine.tree.Tree;
import dev.jacobi.engine.type.TransformException;
import java.util.ArrayList;
import java.util.List;

/** The arrays of several arguments in one row, and the way back. */
final class Leaves {
    private final Object[] arguments;
    private final int[] chosen;
    private final Tree[] trees;
    private final Array[] arrays;

    /** The arrays of {@code arguments[chosen[0]]}, {@code arguments[chosen[1]]}, ... */
    Leaves(Object[] arguments, int... chosen) {
        this.arguments = arguments;
        this.chosen = chosen;
        this.trees = new Tree[chosen.length];
        List<Array> all = new ArrayList<>();
        for (int i = 0; i < chosen.length; i++) all.addAll((trees[i] = Tree.of(arguments[chosen[i]])).leaves());
        arrays = all.toArray(Array[]::new);
    }

    /** All arguments' arrays. */
    static Leaves ofAll(Object[] arguments) {
        int[] chosen = new int[arguments.length];
        for (int i = 0; i < chosen.length; i++) chosen[i] = i;
        return new Leaves(arguments, chosen);
    }

    Array[] arrays() { return arrays; }

    Tree[] trees() { return trees; }

    /** What each array is called in errors: {@code argument 0}, {@code argument 1 at layers.0.weight}. */
    String[] names() {
        List<String> r = new ArrayList<>();
        for (int i = 0; i < trees.length; i++) {
            for (String path : trees[i].paths()) r.add("argument " + chosen[i] + (path.isEmpty() ? "" : " at " + path));
        }
        return r.toArray(String[]::new);
    }

    /** All arguments, with other arrays in the chosen ones. */
    Object[] argumentsWith(Array[] others) {
        Object[] r = arguments.clone();
        Object[] parts = split(others);
        for (int i = 0; i < chosen.length; i++) r[chosen[i]] = parts[i];
        return r;
    }

    /** The chosen arguments, with other arrays. */
    Object[] split(Array[] others) {
        Object[] r = new Object[trees.length];
        int at = 0;
        for (int i = 0; i < trees.length; i++) {
            int n = trees[i].leaves().size();
            r[i] = trees[i].with(List.of(others).subList(at, at + n));
            at += n;
        }
        return r;
    }

    /**
     * Refuses what has no derivative.
     *
     * @throws TransformException naming the argument, the place in it and its dtype
     */
    void requireDifferentiable(String op) {
        String[] names = names();
        for (int i = 0; i < arrays.length; i++) {
            if (!arrays[i].dtype().isInexact()) {
                throw new TransformException(op, names[i] + " is " + arrays[i].dtype() + " " + arrays[i].shape()
                        + ": derivatives are taken for floating or complex arrays; use astype(FLOAT32), or leave it out of argnums");
            }
        }
        for (int i = 0; i < trees.length; i++) {
            if (trees[i].leaves().isEmpty()) {
                Object a = arguments[chosen[i]];
                throw new TransformException(op, "argument " + chosen[i] + " is a " + (a == null ? "null" : a.getClass().getSimpleName())
                        + " without arrays in it: derivatives are taken for arrays; use mx.array(...), or leave it out of argnums");
            }
        }
    }
}

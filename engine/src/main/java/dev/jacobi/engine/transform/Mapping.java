package dev.jacobi.engine.transform;

import static dev.jacobi.engine.array.Ops.moveaxis;

import dev.jacobi.engine.array.Array;
import dev.jacobi.engine.function.TreeFunction;
import dev.jacobi.engine.tree.Tree;
import dev.jacobi.engine.type.Count;
import dev.jacobi.engine.type.TransformException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/** vmap over trees: which axis of each array counts the examples, and which axis of each result shall. */
public final class Mapping {

    /** {@code f} mapped over {@code in}, its results with the batch at {@code out}. */
    public static TreeFunction of(TreeFunction f, InAxes in, OutAxes out) {
        return arguments -> run(f, in, out, arguments);
    }

    private static Object run(TreeFunction f, InAxes in, OutAxes out, Object[] arguments) {
        Leaves leaves = Leaves.ofAll(arguments);
        OptionalInt[] axes = inAxes(in, leaves);
        int size = size(leaves, axes);
        Tree[] result = new Tree[1];
        Vmap.Result r = Vmap.run(arrays -> {
            result[0] = Tree.of(f.apply(leaves.argumentsWith(arrays)));
            return result[0].leaves().toArray(Array[]::new);
        }, leaves.arrays(), axes, leaves.names(), size);
        OptionalInt[] outAxes = Axes.expand("vmap", "outAxes", out.axes(), result[0].structure());
        List<Array> outputs = new ArrayList<>();
        for (int i = 0; i < r.outputs().length; i++)
            outputs.add(place(r.outputs()[i], r.batched()[i], outAxes[i], size, result[0].paths().get(i)));
        return result[0].with(outputs);
    }

    private static Array place(Array x, boolean batched, OptionalInt axis, int size, String path) {
        String name = "the result" + (path.isEmpty() ? "" : " at " + path);
        if (axis.isEmpty()) {
            if (batched)
                throw new TransformException("vmap",
                        name + " has an outAxes of null, but differs from example to example: give the axis where the batch shall be");
            return x;
        }
        Array front = batched ? x : x.broadcastTo(x.shape().insert(0, size));
        int a = axis.getAsInt() < 0 ? axis.getAsInt() + front.ndim() : axis.getAsInt();
        if (a < 0 || a >= front.ndim()) {
            throw new TransformException("vmap",
                    name + " has " + Count.axes(front.ndim()) + " with the batch, and outAxes puts the batch at " + axis.getAsInt());
        }
        return moveaxis(front, 0, a);
    }

    private static OptionalInt[] inAxes(InAxes in, Leaves leaves) {
        Tree[] trees = leaves.trees();
        Object[] given = in.axes();
        if (given.length != trees.length && given.length != 1) {
            throw new TransformException("vmap",
                    "inAxes has " + Count.of(given.length, "entry", "entries") + ", but the function has "
                            + Count.of(trees.length, "argument"));
        }
        List<OptionalInt> all = new ArrayList<>();
        for (int i = 0; i < trees.length; i++) {
            Object spec = given[given.length == 1 ? 0 : i];
            all.addAll(List.of(Axes.expand("vmap", "inAxes of argument " + i, spec, trees[i].structure())));
        }
        OptionalInt[] axes = all.toArray(OptionalInt[]::new);
        String[] names = leaves.names();
        for (int i = 0; i < axes.length; i++) {
            if (axes[i].isEmpty()) continue;
            Array x = leaves.arrays()[i];
            int a = axes[i].getAsInt() < 0 ? axes[i].getAsInt() + x.ndim() : axes[i].getAsInt();
            if (a < 0 || a >= x.ndim()) {
                throw new TransformException("vmap",
                        names[i] + " has shape " + x.shape() + " and no axis " + axes[i].getAsInt() + " to map over"
                                + (x.ndim() == 0 ? ": it is a scalar; use null in inAxes for what is the same for all examples" : ""));
            }
            axes[i] = OptionalInt.of(a);
        }
        return axes;
    }

    private static int size(Leaves leaves, OptionalInt[] axes) {
        int size = -1;
        boolean agree = true;
        String[] names = leaves.names();
        List<String> all = new ArrayList<>();
        for (int i = 0; i < axes.length; i++) {
            if (axes[i].isEmpty()) continue;
            int n = leaves.arrays()[i].dim(axes[i].getAsInt());
            agree &= size == -1 || size == n;
            size = n;
            all.add(names[i] + " of shape " + leaves.arrays()[i].shape() + " has " + n + " along axis " + axes[i].getAsInt());
        }
        if (!agree) throw new TransformException("vmap", "the mapped axes differ in size: " + String.join("; ", all));
        if (size == -1)
            throw new TransformException("vmap", "no array is mapped: inAxes is null for all, or there are no arrays among the arguments");
        return size;
    }

    private Mapping() {}
}

package dev.jacobi.engine.array;

import dev.jacobi.engine.ir.Lowered.Combine;
import dev.jacobi.engine.type.DTypeException;
import dev.jacobi.engine.type.Shape;
import dev.jacobi.engine.type.ShapeException;
import java.util.Arrays;

/** Elements by integer indices that are arrays themselves. An index out of range is an error when it is evaluated; negative ones count from the end. */
public abstract class IndexOps extends MatrixOps {

    IndexOps() {}

    /** The elements of {@code x} along {@code axis} at {@code indices}, whose axes take the axis' place. */
    public static Array take(Array x, Array indices, int axis) {
        requireIntegers("take", indices);
        int a = x.shape().axis("take", axis);
        Shape before = x.shape().sub(0, a), after = x.shape().sub(a + 1, x.ndim());
        int n = Math.toIntExact(indices.size());
        int[] middle = new int[x.ndim()];
        Arrays.fill(middle, 1);
        middle[a] = n;
        Array spread = broadcastTo(reshape(indices, Shape.of(middle)), x.shape().with(a, n));
        return reshape(Array.apply(new Gather(a), x, spread), before.concat(indices.shape()).concat(after));
    }

    /** result[i, j, k] = x[i, indices[i, j, k], k] for axis 1, and so on; the other axes broadcast. */
    public static Array takeAlongAxis(Array x, Array indices, int axis) {
        int a = along("take_along_axis", x, indices, axis);
        Shape others = x.shape().with(a, 1).broadcast("take_along_axis", indices.shape().with(a, 1));
        return Array.apply(new Gather(a), broadcastTo(x, others.with(a, x.shape().dim(a))),
                broadcastTo(indices, others.with(a, indices.shape().dim(a))));
    }

    /** {@code x} with x[i, indices[i, j, k], k] replaced by values[i, j, k] for axis 1, and so on; of several the last stays. */
    public static Array putAlongAxis(Array x, Array indices, Array values, int axis) {
        int a = along("put_along_axis", x, indices, axis);
        Shape to = x.shape().with(a, indices.shape().dim(a));
        return Array.apply(new Scatter(a, Combine.SET), x, broadcastTo(indices, to), broadcastTo(astype(values, x.dtype()), to));
    }

    private static int along(String op, Array x, Array indices, int axis) {
        requireIntegers(op, indices);
        if (x.ndim() != indices.ndim()) {
            throw new ShapeException(op, "x has shape " + x.shape() + ", the indices " + indices.shape() + ": they must have as many axes");
        }
        return x.shape().axis(op, axis);
    }

    private static void requireIntegers(String op, Array indices) {
        if (!indices.dtype().isInteger())
            throw new DTypeException(op, "the indices are " + indices.dtype() + "; they must be integers: use astype(INT32)");
    }
}

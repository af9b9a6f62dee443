package dev.jacobi.engine.array;

import dev.jacobi.engine.type.ShapeException;
import java.util.Arrays;

/** Bools that say which elements of an array are meant. How many those are is not known before it is computed, so nothing can depend on it. */
final class Mask {
    /** {@code x} with one value where the mask, whose axes are the first of {@code x}, is true. */
    static Array set(Array x, Array mask, Array value) {
        int named = mask.ndim();
        if (named > x.ndim() || !x.shape().sub(0, named).equals(mask.shape()))
            throw new ShapeException("set", "a mask of shape " + mask.shape() + " does not fit an array of shape " + x.shape()
                    + ": it needs that shape, or the first axes of it");
        if (value.size() != 1)
            throw new ShapeException("set", "where a mask is true one value can be set, not an array of shape " + value.shape()
                    + ": how many elements the mask picks is not known before it is computed; use where(mask, values, x)");
        int[] shape = Arrays.copyOf(mask.shape().toArray(), x.ndim());
        Arrays.fill(shape, named, x.ndim(), 1);
        return Ops.where(Ops.reshape(mask, shape), Ops.astype(Ops.reshape(value), x.dtype()), x);
    }

    private Mask() {}
}

package dev.jacobi.engine.ir;

import dev.jacobi.engine.type.Ints;
import dev.jacobi.engine.type.Shape;
import java.util.Optional;

/** How far apart, in elements, neighbours along each axis lie. */
public final class Strides {

    /** The strides of a row-major array without gaps. */
    public static Ints rowMajor(Shape shape) {
        int[] s = new int[shape.rank()];
        int step = 1;
        for (int k = s.length - 1; k >= 0; k--) {
            s[k] = step;
            step *= Math.max(1, shape.dim(k));
        }
        return Ints.of(s);
    }

    /** Whether the elements lie in row-major order without gaps; the strides of axes of one element do not matter. */
    public static boolean isRowMajor(Shape shape, Ints strides) {
        if (shape.size() == 0) return true;
        int step = 1;
        for (int k = shape.rank() - 1; k >= 0; k--) {
            if (shape.dim(k) != 1 && strides.at(k) != step) return false;
            step *= shape.dim(k);
        }
        return true;
    }

    /**
     * The strides with which the same elements can be seen in another shape of the same size without moving them, if there are such: the two
     * shapes are cut into the shortest groups of axes of equal size, and within a group the old axes must follow each other without gaps.
     */
    public static Optional<Ints> reshape(Shape from, Ints strides, Shape to) {
        if (from.size() == 0) return Optional.of(rowMajor(to));
        int[] axes = new int[from.rank()];
        int count = 0;
        for (int k = 0; k < axes.length; k++) if (from.dim(k) != 1) axes[count++] = k;
        int[] result = new int[to.rank()];
        int f = 0, t = 0;
        while (f < count) {
            int firstOld = f, firstNew = t;
            long old = from.dim(axes[f++]), now = to.dim(t++);
            while (old != now) {
                if (old < now) old *= from.dim(axes[f++]);
                else
                    now *= to.dim(t++);
            }
            for (int k = firstOld; k + 1 < f; k++) {
                if (strides.at(axes[k]) != strides.at(axes[k + 1]) * from.dim(axes[k + 1])) return Optional.empty();
            }
            int step = strides.at(axes[f - 1]);
            for (int k = t - 1; k >= firstNew; k--) {
                result[k] = step;
                step *= to.dim(k);
            }
        }
        return Optional.of(Ints.of(result));
    }

    private Strides() {}
}

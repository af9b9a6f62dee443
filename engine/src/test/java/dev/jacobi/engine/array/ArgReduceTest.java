package dev.jacobi.engine.array;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.jacobi.engine.mx;
import dev.jacobi.engine.type.DType;
import dev.jacobi.engine.type.Shape;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** argmax and argmin against loops: the first of equals wins, and NaN wins over all. */
class ArgReduceTest {
    private static final long SEED = 99;

    private static int[] loop(boolean largest, double[] x, Shape shape, int axis) {
        int n = shape.dim(axis), inner = 1;
        for (int k = axis + 1; k < shape.rank(); k++) inner *= shape.dim(k);
        int[] r = new int[x.length / n];
        for (int line = 0; line < r.length; line++) {
            int best = 0, corner = line / inner * n * inner + line % inner;
            for (int k = 1; k < n; k++) {
                double v = x[corner + k * inner], b = x[corner + best * inner];
                if (b == b && (v != v || (largest ? v > b : v < b))) best = k;
            }
            r[line] = best;
        }
        return r;
    }

    private static void check(Array x) {
        for (int axis = 0; axis < x.ndim(); axis++) {
            assertArrayEquals(loop(true, x.toDoubleArray(), x.shape(), axis), x.argmax(axis).toIntArray(), "argmax of " + x.shape() + axis);
            assertArrayEquals(loop(false, x.toDoubleArray(), x.shape(), axis), x.argmin(axis).toIntArray(),
                    "argmin of " + x.shape() + axis);
        }
    }

    @Test
    void areLoops() {
        Random random = new Random(SEED);
        Shape[] shapes = {Shape.of(1), Shape.of(31), Shape.of(1024), Shape.of(2049), Shape.of(200_000), Shape.of(3, 2000),
                Shape.of(2000, 3),
                Shape.of(4, 5, 17), Shape.of(7, 1100), Shape.of(2, 3, 4, 5)};
        for (Shape shape : shapes) {
            for (DType dtype : DType.values()) {
                if (!dtype.isFloating() && !dtype.isInteger()) continue;
                for (int nans : dtype.isFloating() ? new int[]{0, 2} : new int[]{0}) {
                    double[] x = new double[(int) shape.size()];
                    for (int i = 0; i < x.length; i++) x[i] = random.nextInt(dtype.isUnsigned() ? 0 : -60, 60);
                    for (int k = 0; k < nans; k++) x[random.nextInt(x.length)] = Double.NaN;
                    if (dtype.isFloating()) x[random.nextInt(x.length)] = -0.0;
                    Array a = mx.array(x, dtype).reshape(shape);
                    check(a);
                    if (shape.rank() == 2) check(a.transpose());
                }
            }
        }
    }

    @Test
    void infinitiesAndLargeNumbers() {
        assertEquals(0, mx.argmax(mx.array(-mx.inf, -mx.inf)).item());
        assertEquals(1, mx.argmin(mx.array(2.0, -mx.inf, -mx.inf)).item());
        assertEquals(1, mx.argmax(mx.array(new long[]{1L << 60, (1L << 60) + 1})).item());
        assertEquals(0, mx.argmax(mx.array(new long[]{-1, 1}).astype(DType.UINT64)).item());
    }
}

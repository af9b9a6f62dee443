package dev.jacobi.engine.array;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.jacobi.engine.mx;
import dev.jacobi.engine.type.DType;
import dev.jacobi.engine.type.IndexException;
import dev.jacobi.engine.type.Ints;
import dev.jacobi.engine.type.Shape;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Copies, gathers and scatters against element-by-element loops over indices: any order of axes, steps, widths of elements and lengths of rows. */
class MovementTest {
    private static final long SEED = 77;
    private static final DType[] WIDTHS = {DType.INT8, DType.INT16, DType.INT32, DType.FLOAT32, DType.INT64};

    private static Array numbered(Shape shape, DType dtype) {
        int[] x = new int[(int) shape.size()];
        for (int i = 0; i < x.length; i++) x[i] = dtype.bytes() == 1 ? (byte) i : i % 30_000;
        return mx.array(x).astype(dtype).reshape(shape);
    }

    /** A row-major copy by the backend. */
    private static Array copy(Array x) {
        return mx.concatenate(List.of(x, mx.zeros(x.shape().with(0, 0).toArray()).astype(x.dtype())), 0);
    }

    private static int[] index(long i, Shape shape) {
        int[] r = new int[shape.rank()];
        for (int k = r.length - 1; k >= 0; k--) {
            r[k] = (int) (i % shape.dim(k));
            i /= shape.dim(k);
        }
        return r;
    }

    private static int flat(int[] index, Shape shape) {
        int r = 0;
        for (int k = 0; k < index.length; k++) r = r * shape.dim(k) + index[k];
        return r;
    }

    @Test
    void anyOrderOfAxes() {
        Random random = new Random(SEED);
        for (int trial = 0; trial < 300; trial++) {
            int rank = random.nextInt(1, 5);
            int[] size = new int[rank], order = Ints.range(rank).toArray();
            for (int k = 0; k < rank; k++) size[k] = random.nextInt(1, new int[]{0, 2000, 140, 40, 14}[rank]);
            for (int k = rank - 1; k > 0; k--) {
                int j = random.nextInt(k + 1), o = order[k];
                order[k] = order[j];
                order[j] = o;
            }
            Shape shape = Shape.of(size);
            DType dtype = WIDTHS[random.nextInt(WIDTHS.length)];
            Array x = numbered(shape, dtype), view = mx.permuteDims(x, order);
            boolean turned = random.nextBoolean();
            if (turned) view = mx.flip(view, rank - 1);
            Array y = copy(view);
            int[] in = x.toIntArray(), out = y.toIntArray();
            for (int i = 0; i < out.length; i++) {
                int[] at = index(i, y.shape()), from = new int[rank];
                if (turned) at[rank - 1] = y.dim(-1) - 1 - at[rank - 1];
                for (int k = 0; k < rank; k++) from[order[k]] = at[k];
                assertEquals(in[flat(from, shape)], out[i],
                        "seed " + SEED + ", trial " + trial + ": " + dtype + shape + " by " + Ints.of(order) + " element " + i);
            }
        }
    }

    @Test
    void largeMatrices() {
        for (DType dtype : WIDTHS) {
            Array x = numbered(Shape.of(517, 1030), dtype);
            int[] in = x.toIntArray(), out = copy(x.transpose()).toIntArray();
            for (int i = 0; i < out.length; i++) assertEquals(in[i % 517 * 1030 + i / 517], out[i]);
        }
    }

    @Test
    void repeatedElements() {
        Array x = numbered(Shape.of(70), DType.FLOAT32);
        float[] rows = copy(mx.broadcastTo(x, 90, 70)).toFloatArray(),
                columns = copy(mx.broadcastTo(x.reshape(70, 1), 70, 90)).toFloatArray();
        for (int i = 0; i < rows.length; i++) {
            assertEquals(i % 70, rows[i]);
            assertEquals(i / 90, columns[i]);
        }
        for (DType dtype : WIDTHS) {
            int[] ones = copy(mx.full(Shape.of(3, 1000), mx.scalar(1, dtype))).toIntArray();
            for (int one : ones) assertEquals(1, one);
        }
    }

    @Test
    void concatenationsAndUpdates() {
        for (DType dtype : WIDTHS) {
            Array x = numbered(Shape.of(40, 50), dtype), y = numbered(Shape.of(40, 30), dtype);
            int[] in = mx.concatenate(List.of(x, y), 1).toIntArray(), left = x.toIntArray(), right = y.toIntArray();
            for (int i = 0; i < in.length; i++)
                assertEquals(i % 80 < 50 ? left[i / 80 * 50 + i % 80] : right[i / 80 * 30 + i % 80 - 50], in[i]);
            int[] updated = x.at(Index.slice(1, 39, 2), Index.slice(5, 35)).set(y.get(Index.slice(0, 19))).toIntArray();
            for (int r = 0; r < 40; r++) {
                for (int c = 0; c < 50; c++) {
                    boolean inside = r >= 1 && r < 39 && r % 2 == 1 && c >= 5 && c < 35;
                    assertEquals(inside ? right[(r - 1) / 2 * 30 + c - 5] : left[r * 50 + c], updated[r * 50 + c]);
                }
            }
        }
    }

    @Test
    void gathersAndScatters() {
        Random random = new Random(SEED);
        for (int trial = 0; trial < 200; trial++) {
            int rank = random.nextInt(1, 4), axis = random.nextInt(rank), rows = random.nextInt(1, 60);
            int[] size = new int[rank];
            for (int k = 0; k < rank; k++) size[k] = random.nextInt(1, k > axis ? 90 : 12);
            Shape shape = Shape.of(size), indexShape = shape.with(axis, rows);
            boolean wholeRows = random.nextBoolean(), strided = random.nextBoolean();
            DType dtype = WIDTHS[random.nextInt(WIDTHS.length)];
            Array x = numbered(shape, dtype);
            if (strided) x = mx.flip(x, random.nextInt(rank));
            int n = size[axis];
            Shape small = wholeRows ? Shape.of(Ints.filled(rank, 1).toArray()).with(axis, rows) : indexShape;
            int[] indices = random.ints(small.size(), -n, n).toArray();
            Array index = mx.broadcastTo(mx.array(indices).reshape(small), indexShape.toArray());
            int[] in = x.toIntArray(), by = index.toIntArray(), out = mx.takeAlongAxis(x, index, axis).toIntArray();
            Array v = numbered(indexShape, dtype);
            int[] values = v.toIntArray(), set = in.clone(), sum = in.clone();
            for (int i = 0; i < out.length; i++) {
                int[] at = index(i, indexShape);
                at[axis] = by[i] < 0 ? by[i] + n : by[i];
                int place = flat(at, shape);
                assertEquals(in[place], out[i], "seed " + SEED + ", trial " + trial + ": gather");
                set[place] = values[i];
                sum[place] += values[i];
            }
            String what = "seed " + SEED + ", trial " + trial + ": " + dtype + shape + " along " + axis;
            assertArrayEquals(set, mx.putAlongAxis(x, index, v, axis).toIntArray(), what);
            if (dtype.bytes() < 4) continue; // sums wrap
            Array added = Array.apply(new Scatter(axis, dev.jacobi.engine.ir.Lowered.Combine.ADD), x, index, v);
            assertArrayEquals(sum, added.toIntArray(), what);
        }
    }

    @Test
    void everyIndexIsChecked() {
        int[] indices = new int[5000];
        indices[4321] = 7;
        Array x = mx.zeros(7, 3);
        for (Array wrong : new Array[]{mx.take(x, mx.array(indices), 0), mx.take(x.transpose(), mx.array(indices), 1)}) {
            String text = assertThrows(IndexException.class, wrong::eval).getMessage();
            assertEquals(true, text.contains("index 7") && text.contains("7 elements"), text);
        }
        indices[4321] = -8;
        assertThrows(IndexException.class, () -> mx.take(x, mx.array(indices), 0).eval());
    }
}

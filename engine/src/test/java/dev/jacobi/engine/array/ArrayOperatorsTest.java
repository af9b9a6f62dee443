package dev.jacobi.engine.array;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.jacobi.engine.mx;
import dev.jacobi.engine.type.DType;
import dev.jacobi.engine.type.MxException;
import dev.jacobi.engine.type.ShapeException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Assignments through masks against a loop over the elements, and loops over arrays. */
class ArrayOperatorsTest {

    @Test
    void aMaskSetsWhatALoopWouldSet() {
        for (long seed = 0; seed < 100; seed++) {
            Random random = new Random(seed);
            int rows = random.nextInt(1, 5), columns = random.nextInt(1, 5);
            boolean whole = random.nextBoolean();
            DType dtype = random.nextBoolean() ? DType.FLOAT32 : DType.INT32;
            Array x = Ops.arange(rows * columns).reshape(rows, columns).astype(dtype);
            Array mask = (whole ? x : x.get(Index.all(), Index.at(0))).remainder(mx.array(2).astype(dtype)).equal(0);
            double[] expected = x.toDoubleArray();
            for (int i = 0; i < expected.length; i++) if ((whole ? i : i / columns * columns) % 2 == 0) expected[i] = 7;
            Array byNumber = ArrayOperators.op_set(x, mask, 7), byArray = ArrayOperators.op_set(x, mask, mx.array(7.0));
            assertArrayEquals(expected, byNumber.toDoubleArray(), "seed " + seed);
            assertArrayEquals(expected, byArray.toDoubleArray(), "seed " + seed);
            assertEquals(dtype, byArray.dtype(), "seed " + seed);
        }
    }

    @Test
    void aMaskSetsUnderGrad() {
        Array x = mx.array(1.0, -2.0, 3.0);
        Array g = mx.grad((Array v) -> mx.sum(ArrayOperators.op_set(v, v.less(0), 0.0).square())).apply(x);
        assertArrayEquals(new double[]{2, 0, 6}, g.toDoubleArray());
    }

    @Test
    void whatDoesNotFitAMaskIsRefused() {
        Array x = mx.ones(3, 4);
        assertTrue(
                message(() -> ArrayOperators.op_set(x, mx.ones(4).greater(0), 1)).contains("(4,) does not fit an array of shape (3, 4)"));
        assertTrue(message(() -> ArrayOperators.op_set(x, mx.ones(3, 4, 1).greater(0), 1)).contains("does not fit"));
        assertTrue(message(() -> ArrayOperators.op_set(x, mx.ones(3).greater(0), mx.ones(2))).contains("one value"));
    }

    private static String message(org.junit.jupiter.api.function.Executable wrong) {
        return assertThrows(MxException.class, wrong).getMessage();
    }

    @Test
    void aLoopGoesAlongTheFirstAxis() {
        Array x = Ops.arange(6).reshape(3, 2);
        List<Array> rows = new ArrayList<>();
        for (Array row : x) rows.add(row);
        assertEquals(3, rows.size());
        for (int i = 0; i < 3; i++) assertTrue(rows.get(i).arrayEqual(x.get(i)));
        assertThrows(ShapeException.class, () -> mx.array(1.0).iterator());
    }

    @Test
    void theLargestOfAllIsFoundByItsPlaceInRowMajorOrder() {
        Array x = mx.array(new double[][]{{1, 5, 2}, {0, -3, 5}});
        assertEquals(1, x.argmax().itemLong());
        assertEquals(4, x.argmin().itemLong());
    }
}

package dev.jacobi.engine.array;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.jacobi.engine.mx;
import dev.jacobi.engine.type.DType;
import dev.jacobi.engine.type.Shape;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Products of dtypes that the kernels do not compute in. */
class MatMulTest {

    /** Products of halves and their sums are exact in float64 here: float32 sums differ from them by less than the result's rounding. */
    @Test
    void halvesAreSummedInFloat32AndRoundedOnce() {
        Random random = new Random(4);
        for (DType half : new DType[]{DType.FLOAT16, DType.BFLOAT16}) {
            double ulp = half == DType.FLOAT16 ? 0x1p-11 : 0x1p-8;
            for (int[] size : new int[][]{{3, 5, 2}, {1, 300, 70}, {70, 300, 1}, {65, 130, 67}}) {
                Array x = PrimitiveSamples.reals(random, Shape.of(size[0], size[1]), -1, 1).astype(half);
                Array y = PrimitiveSamples.reals(random, Shape.of(size[1], size[2]), -1, 1).astype(half);
                Array product = mx.matmul(x, y);
                assertEquals(half, product.dtype());
                double[] exact = mx.matmul(x.astype(DType.FLOAT64), y.astype(DType.FLOAT64)).toDoubleArray();
                double[] actual = product.toDoubleArray();
                for (int i = 0; i < exact.length; i++) assertEquals(exact[i], actual[i], ulp * Math.abs(exact[i]) + 1e-4, half + " " + i);
            }
        }
    }

    @Test
    void noHalves() {
        Array none = mx.matmul(mx.zeros(2, 0).astype(DType.FLOAT16), mx.zeros(0, 3).astype(DType.FLOAT16));
        assertArrayEquals(new double[6], none.toDoubleArray());
        assertEquals(0, mx.matmul(mx.zeros(0, 2).astype(DType.BFLOAT16), mx.zeros(2, 3).astype(DType.BFLOAT16)).toDoubleArray().length);
    }

    @Test
    void integersWrap() {
        Array x = mx.array(new int[]{1 << 20, 3, -5, 1 << 30}).reshape(2, 2), y = mx.array(new int[]{1 << 20, 2, 7, -1}).reshape(2, 2);
        assertArrayEquals(new int[]{21, (1 << 21) - 3, (7 << 30) - (5 << 20), -10 - (1 << 30)}, mx.matmul(x, y).toIntArray());
    }
}

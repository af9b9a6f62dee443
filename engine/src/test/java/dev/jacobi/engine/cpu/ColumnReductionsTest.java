package dev.jacobi.engine.cpu;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.jacobi.engine.array.Array;
import dev.jacobi.engine.cpu.threads.Workers;
import dev.jacobi.engine.mx;
import dev.jacobi.engine.type.DType;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Reductions of axes before the last against loops over the elements, where rows and columns are cut in every way. */
class ColumnReductionsTest {

    @ParameterizedTest
    @CsvSource({
            // one strip; several, in blocks of rows; more rows than are exact in the dtype; strips that are not full
            "1, 1024, 2048", "1, 1200, 4099", "1, 130, 5000", "1, 2, 40000",
            // narrow rows side by side, some left over
            "1, 5003, 7", "1, 1000, 300", "2, 4099, 3", "1, 9001, 1",
            // an axis in the middle
            "3, 700, 2500", "20, 9, 600"})
    void likeLoops(int outer, int rows, int columns) {
        Random random = new Random(outer + 31L * rows + columns);
        float[] x = new float[outer * rows * columns];
        for (int i = 0; i < x.length; i++) x[i] = (float) random.nextGaussian();
        x[random.nextInt(x.length)] = Float.NaN;
        double[][] expected = new double[4][outer * columns];
        for (int o = 0; o < outer; o++) {
            for (int c = 0; c < columns; c++) {
                int first = o * rows * columns + c;
                ColumnTotals t = ColumnTotals.of(rows, r -> x[first + r * columns]);
                double[] all = {t.sum(), t.max(), t.min(), t.size()};
                for (int k = 0; k < all.length; k++) expected[k][o * columns + c] = all[k];
            }
        }
        for (DType dtype : new DType[]{DType.FLOAT32, DType.FLOAT64}) {
            Array a = mx.astype(mx.array(x).reshape(outer, rows, columns), dtype).eval();
            double eps = dtype == DType.FLOAT32 ? 0x1p-22 : 0x1p-50;
            assertClose(expected[0], a.sum(1), expected[3], eps);
            assertClose(expected[1], a.max(1), expected[3], 0);
            assertClose(expected[2], a.min(1), expected[3], 0);
        }
    }

    /** However the work is cut for them, all numbers of threads give the same bits. */
    @ParameterizedTest
    @CsvSource({"256, 512", "130, 1000", "511, 2048", "300, 100", "1000, 40", "129, 700", "384, 5000"})
    void onAnyNumberOfThreads(int rows, int columns) {
        Array x = mx.random.normal(mx.random.key(rows), rows, columns).eval();
        Workers workers = Workers.shared();
        int before = workers.threads();
        try {
            workers.setThreads(1);
            float[] sums = x.sum(0).toFloatArray(), most = x.max(0).toFloatArray();
            for (int threads = 2; threads < 6; threads++) {
                workers.setThreads(threads);
                assertArrayEquals(sums, x.sum(0).toFloatArray(), threads + " threads");
                assertArrayEquals(most, x.max(0).toFloatArray(), threads + " threads");
            }
        } finally {
            workers.setThreads(before);
        }
    }

    @ParameterizedTest
    @CsvSource({"256, 10", "3, 1000", "1, 5", "4096, 1", "64, 63", "0, 4", "7, 0"})
    void ofFewElements(int rows, int columns) {
        Random random = new Random(rows + 31L * columns);
        float[] x = new float[rows * columns];
        for (int i = 0; i < x.length; i++) x[i] = (float) random.nextGaussian();
        if (x.length > 0) x[random.nextInt(x.length)] = Float.NaN;
        double[][] expected = new double[4][columns];
        for (int c = 0; c < columns; c++) {
            int first = c;
            ColumnTotals t = ColumnTotals.of(rows, r -> x[first + r * columns]);
            double[] all = {t.sum(), t.max(), t.min(), t.size()};
            for (int k = 0; k < all.length; k++) expected[k][c] = all[k];
        }
        Array a = mx.array(x).reshape(rows, columns).eval();
        assertClose(expected[0], a.sum(0), expected[3], 0x1p-23);
        if (rows == 0) return;
        assertClose(expected[1], a.max(0), expected[3], 0);
        assertClose(expected[2], a.min(0), expected[3], 0);
        assertEquals(mx.astype(a, DType.FLOAT64).prod(0).astype(DType.FLOAT32).toString(), a.prod(0).toString());
    }

    /** Within {@code eps} of what the elements' sizes add up to. */
    private static void assertClose(double[] expected, Array actual, double[] size, double eps) {
        double[] got = mx.astype(actual, DType.FLOAT64).flatten().toDoubleArray();
        assertEquals(expected.length, got.length);
        for (int i = 0; i < got.length; i++) {
            int at = i;
            if (Double.isNaN(expected[i])) assertTrue(Double.isNaN(got[i]), () -> "column " + at + " has a NaN");
            else
                assertEquals(expected[i], got[i], eps * size[i], () -> "column " + at);
        }
    }
}

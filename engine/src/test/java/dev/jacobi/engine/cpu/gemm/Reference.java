package dev.jacobi.engine.cpu.gemm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.fail;

import java.lang.foreign.MemorySegment;

/** The product by its definition, one element after another, and the bound that any order of summation keeps to. */
final class Reference {

    private static final double GUARD = -77.25;

    private Reference() {
    }

    /** Fills everything that is not C with a guard and C with {@code old}, multiplies, and holds the whole buffer against the definition. */
    static void check(Gemm gemm, Element element, GemmShape shape, Matrix a, Matrix b, Target c, boolean accumulate, double old,
            String what) {
        Element result = element.result();
        long size = c.base().byteSize() / result.bytes();
        boolean[] isC = new boolean[(int) size];
        for (long i = 0; i < size; i++) {
            Buffers.put(result, c.base(), i, GUARD);
        }
        for (int batch = 0; batch < shape.batch(); batch++) {
            for (int row = 0; row < shape.rows(); row++) {
                for (int column = 0; column < shape.columns(); column++) {
                    int at = (int) indexInC(c, batch, row, column);
                    isC[at] = true;
                    Buffers.put(result, c.base(), at, old);
                }
            }
        }
        gemm.run(element, shape, a, b, c, accumulate);
        for (int batch = 0; batch < shape.batch(); batch++) {
            for (int row = 0; row < shape.rows(); row++) {
                for (int column = 0; column < shape.columns(); column++) {
                    double actual = Buffers.at(result, c.base(), indexInC(c, batch, row, column));
                    checkElement(element, shape, a, b, accumulate ? old : 0, batch, row, column, actual, what);
                }
            }
        }
        for (int i = 0; i < size; i++) {
            if (!isC[i]) {
                assertEquals(GUARD, Buffers.at(result, c.base(), i), what + ": wrote outside C, at element " + i);
            }
        }
    }

    private static long indexInC(Target c, int batch, int row, int column) {
        return c.offset() + batch * c.batchStride() + row * c.leadingDimension() + column;
    }

    private static void checkElement(Element element, GemmShape shape, Matrix a, Matrix b, double old, int batch, int row, int column,
            double actual, String what) {
        double sum = old;
        double magnitude = Math.abs(old);
        for (int p = 0; p < shape.depth(); p++) {
            double product = at(element, a, batch, row, p) * at(element, b, batch, p, column);
            sum += product;
            magnitude += Math.abs(product);
        }
        double epsilon = element == Element.FLOAT64 ? 0x1p-53 : 0x1p-24;
        double bound = (shape.depth() + 4) * epsilon * magnitude;
        boolean right = Double.isFinite(sum) ? Math.abs(actual - sum) <= bound : Double.compare(actual, sum) == 0;
        if (!right) {
            fail(what + ": C[" + batch + ", " + row + ", " + column + "] is " + actual + ", should be " + sum + " within " + bound);
        }
    }

    private static double at(Element element, Matrix matrix, int batch, int row, int column) {
        return Buffers.at(element, matrix.base(),
                matrix.offset() + batch * matrix.batchStride() + row * matrix.rowStride() + column * matrix.columnStride());
    }

    static double[] values(Element element, MemorySegment buffer) {
        double[] values = new double[(int) (buffer.byteSize() / element.bytes())];
        for (int i = 0; i < values.length; i++) {
            values[i] = Buffers.at(element, buffer, i);
        }
        return values;
    }
}

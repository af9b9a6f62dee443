package dev.jacobi.engine.cpu.gemm;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.jacobi.engine.cpu.threads.Workers;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Long rows by a vector, several at a time: any number of them, of any length, to the same bits however it is done. */
class LongRowsTest {

    private static final List<Gemm> ALL = List.of(new Gemm(256, KernelSet.Choice.EMITTED, new Workers(2)),
            new Gemm(128, KernelSet.Choice.EMITTED, new Workers(1)), new Gemm(512, KernelSet.Choice.EMITTED, new Workers(2)),
            new Gemm(256, KernelSet.Choice.PLAIN, new Workers(1)), new Gemm(128, KernelSet.Choice.PLAIN, new Workers(3)),
            new Gemm(256, KernelSet.Choice.WHEN_COMPILED, new Workers(2)));

    @Test
    void sumsAreRightAndTheSame() {
        Random random = new Random(1);
        for (int m : new int[]{3, 4, 5, 6, 7, 8, 15, 16, 17, 66}) {
            for (int k : new int[]{511, 512, 513, 519, 527, 528, 1031}) {
                for (int step : new int[]{1, 3, -1}) {
                    int gap = k % 3;
                    Matrix a = new Matrix(Buffers.random(Element.FLOAT32, (long) m * (k + gap), random), 0, k + gap, 1, 0);
                    MemorySegment vector = Buffers.random(Element.FLOAT32, 3L * k, random);
                    Matrix b = new Matrix(vector, step < 0 ? k - 1 : 0, step, 1, 0);
                    assertRight(m, k, a, b, "m=" + m + " k=" + k + " step " + step);
                }
            }
        }
    }

    @Test
    void aRowOfSpecialValuesStaysAmongItself() {
        double[] specials = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY};
        int m = 7, k = 517;
        for (int row = 0; row < m; row++) {
            for (int where : new int[]{0, 300, 516}) {
                Random random = new Random(row);
                Matrix a = Matrix.rowMajor(Buffers.random(Element.FLOAT32, m * k, random), k);
                Buffers.put(Element.FLOAT32, a.base(), (long) row * k + where, specials[row % specials.length]);
                assertRight(m, k, a, Matrix.rowMajor(Buffers.random(Element.FLOAT32, k, random), 1), row + " at " + where);
            }
        }
    }

    private static void assertRight(int m, int k, Matrix a, Matrix b, String what) {
        MemorySegment expected = null;
        for (Gemm gemm : ALL) {
            MemorySegment c = Buffers.empty(Element.FLOAT32, 2L * m);
            Reference.check(gemm, Element.FLOAT32, GemmShape.of(m, 1, k), a, b, Target.rowMajor(c, 2), false, 0.5, what);
            expected = expected == null ? c : expected;
            assertEquals(-1, expected.mismatch(c), what + " of product " + ALL.indexOf(gemm));
        }
    }
}

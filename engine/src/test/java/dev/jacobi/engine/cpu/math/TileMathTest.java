package dev.jacobi.engine.cpu.math;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TileMathTest {
    private static final int LANES = FloatMath.SPECIES.length();

    @ParameterizedTest
    @EnumSource
    void everyTailLengthGivesWhatTheWholeTileGives(MathFunction f) {
        float[] in = new float[4 * LANES];
        FloatAccuracy.fill(in, 5);
        float[] whole = new float[in.length];
        TileMath.unary(f, in, whole, in.length);
        for (int n = 0; n <= in.length; n++) {
            float[] out = new float[in.length];
            Arrays.fill(out, 77);
            TileMath.unary(f, in, out, n);
            assertArrayEquals(Arrays.copyOf(whole, n), Arrays.copyOf(out, n), "n = " + n);
            int end = Math.ceilDiv(n, LANES) * LANES;
            for (int i = end; i < out.length; i++) {
                assertEquals(77, out[i], "past the last whole vector, n = " + n);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void outputMayBeTheInput(MathFunction f) {
        float[] in = new float[1024];
        FloatAccuracy.fill(in, 6);
        float[] out = new float[in.length];
        TileMath.unary(f, in, out, in.length);
        TileMath.unary(f, in, in, in.length);
        assertArrayEquals(out, in);
        double[] x = new double[1024];
        Arrays.setAll(x, i -> i * 0.37 - 150);
        double[] y = new double[x.length];
        TileMath.unary(f, x, y, x.length);
        TileMath.unary(f, x, x, x.length);
        assertArrayEquals(y, x);
    }

    @ParameterizedTest
    @EnumSource
    void outputMayBeEitherOperand(BinaryMathFunction f) {
        float[] a = new float[256];
        float[] b = new float[256];
        FloatAccuracy.fill(a, 7);
        FloatAccuracy.fill(b, 8);
        float[] out = new float[256];
        TileMath.binary(f, a, b, out, 256);
        float[] left = a.clone();
        TileMath.binary(f, left, b, left, 256);
        assertArrayEquals(out, left);
        float[] right = b.clone();
        TileMath.binary(f, a, right, right, 256);
        assertArrayEquals(out, right);
    }

    @Test
    void theStagedLoopsComputeWhatTheSingleMethodsDo() {
        float[] in = new float[1024];
        FloatAccuracy.fill(in, 9);
        float[] out = new float[1024];
        TileMath.unary(MathFunction.ASINH, in, out, 1024);
        assertSame(out, in, FloatMath::asinh);
        TileMath.unary(MathFunction.ACOSH, in, out, 1024);
        assertSame(out, in, FloatMath::acosh);
        TileMath.unary(MathFunction.ATANH, in, out, 1024);
        assertSame(out, in, FloatMath::atanh);
        TileMath.unary(MathFunction.ERFINV, in, out, 1024);
        assertSame(out, in, FloatMath::erfinv);
        float[] exponents = new float[1024];
        Arrays.fill(exponents, 1.7f);
        TileMath.binary(BinaryMathFunction.POW, in, exponents, out, 1024);
        assertSame(out, in, x -> FloatMath.pow(x, FloatVector.broadcast(FloatMath.SPECIES, 1.7f)));
    }

    private static void assertSame(float[] out, float[] in, java.util.function.UnaryOperator<FloatVector> f) {
        float[] direct = new float[in.length];
        for (int i = 0; i < in.length; i += LANES) {
            f.apply(FloatVector.fromArray(FloatMath.SPECIES, in, i)).intoArray(direct, i);
        }
        assertArrayEquals(direct, out);
    }

    @Test
    void remainderHasTheSignOfTheDivisor() {
        double[][] cases = {{7, 3, 1}, {-7, 3, 2}, {7, -3, -2}, {-7, -3, -1}, {5, Double.POSITIVE_INFINITY, 5},
                {-5, Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY}, {6, -3, -0.0}, {-6, 3, 0.0}, {1, 0, Double.NaN},
                {1e30, 7, 1e30 % 7}};
        float[] out = new float[LANES];
        for (double[] c : cases) {
            float[] a = new float[LANES];
            float[] b = new float[LANES];
            Arrays.fill(a, (float) c[0]);
            Arrays.fill(b, (float) c[1]);
            TileMath.binary(BinaryMathFunction.REMAINDER, a, b, out, LANES);
            assertEquals(c[0] == 1e30 ? 1e30f % 7f : (float) c[2], out[0], c[0] + " mod " + c[1]);
            assertEquals(c[2], ScalarMath.remainder(c[0], c[1]));
        }
    }

    @Test
    void aTileThatEndsInsideAVectorIsRefused() {
        float[] small = new float[LANES + 1];
        float[] big = new float[2 * LANES];
        var e = assertThrows(IllegalArgumentException.class, () -> TileMath.unary(MathFunction.EXP, small, big, LANES + 1));
        assertTrue(e.getMessage().startsWith("[exp] a tile of " + (LANES + 1) + " elements"), e.getMessage());
        assertThrows(IllegalArgumentException.class, () -> TileMath.unary(MathFunction.EXP, big, big, -1));
    }

    @Test
    void aWrongVectorWidthIsNamed() {
        var preferred = FloatVector.SPECIES_PREFERRED.vectorShape();
        var e = assertThrows(IllegalArgumentException.class, () -> VectorWidth.chosen("100", preferred));
        assertTrue(e.getMessage().contains("jacobi.vector.bits is '100', but must be 128, 256 or 512"), e.getMessage());
        assertEquals(128, VectorWidth.chosen("128", preferred).vectorBitSize());
    }
}

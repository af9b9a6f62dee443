package dev.jacobi.engine.cpu.math;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every function within its bound of ulp: all kinds of arguments, special values, and every vector width. */
class MathAccuracyTest {
    private static final int TILES = 60;

    @ParameterizedTest
    @EnumSource
    void floatFunctionsKeepTheirBounds(MathFunction f) {
        long seed = System.nanoTime() >>> 1;
        FloatAccuracy.Worst worst = FloatAccuracy.unary(f, seed, TILES);
        assertTrue(worst.ulp() <= FloatAccuracy.bound(f), () -> worst.ulp() + " ulp: " + worst.at() + ", seed " + seed);
    }

    @ParameterizedTest
    @EnumSource
    void floatFunctionsOfTwoKeepTheirBounds(BinaryMathFunction f) {
        long seed = System.nanoTime() >>> 1;
        FloatAccuracy.Worst worst = FloatAccuracy.binary(f, seed, TILES);
        assertTrue(worst.ulp() <= FloatAccuracy.bound(f), () -> worst.ulp() + " ulp: " + worst.at() + ", seed " + seed);
    }

    /** About the worst of all floats from 2^-24 to 2^33, which random ones would seldom meet. */
    @ParameterizedTest
    @CsvSource({"EXPM1, 0.3908605", "LOG2, 1.4019785", "TAN, 3.9211094", "ASINH, 0.5181351", "ACOSH, 1.0300529", "ACOSH, 1.07387",
            "COS, 0.1497373", "SIGMOID, -16.28959"})
    void boundsHoldWhereTheyAreNearest(MathFunction f, float worst) {
        float[] x = new float[1024], y = new float[1024];
        for (int i = 0; i < 1024; i++) x[i] = Float.intBitsToFloat(Float.floatToRawIntBits(worst) + i - 512);
        TileMath.unary(f, x, y, 1024);
        for (int i = 0; i < 1024; i++) {
            double error = FloatAccuracy.error(y[i], f.of(x[i]));
            assertTrue(error <= FloatAccuracy.bound(f), f + "(" + x[i] + ") = " + y[i] + ", " + error + " ulp");
        }
    }

    /** All floats about where tanh is worst, 1.994 ulp, which random ones would seldom meet; odd to the bit, and never above 1. */
    @Test
    void tanhKeepsItsBoundWhereItIsWorst() {
        float[] x = new float[1024], y = new float[1024], negative = new float[1024];
        int last = Float.floatToRawIntBits(9.2f);
        for (int bits = Float.floatToRawIntBits(0.2f); bits < last; bits += bits < Float.floatToRawIntBits(0.23f) ? 1024 : 100_000) {
            for (int i = 0; i < 1024; i++) x[i] = Float.intBitsToFloat(bits + i);
            TileMath.unary(MathFunction.TANH, x, y, 1024);
            for (int i = 0; i < 1024; i++) {
                double error = FloatAccuracy.error(y[i], Math.tanh(x[i]));
                assertTrue(error <= FloatAccuracy.bound(MathFunction.TANH) && y[i] <= 1, "tanh(" + x[i] + ") = " + y[i]);
                x[i] = -x[i];
            }
            TileMath.unary(MathFunction.TANH, x, negative, 1024);
            for (int i = 0; i < 1024; i++) assertEquals(-y[i], negative[i], "tanh(" + x[i] + ")");
        }
    }

    /** About every hundredth float from -0 down to -infinity and past it to NaN, in runs. */
    @Test
    void expOfNonPositiveGivesExpsBits() {
        int lanes = FloatMath.SPECIES.length();
        float[] x = new float[lanes], all = new float[lanes], some = new float[lanes];
        for (long bits = 0x80000000L; bits <= 0xff900000L; bits += 100L * lanes + 1) {
            for (int i = 0; i < lanes; i++) x[i] = Float.intBitsToFloat((int) (bits + i));
            jdk.incubator.vector.FloatVector v = jdk.incubator.vector.FloatVector.fromArray(FloatMath.SPECIES, x, 0);
            FloatMath.exp(v).intoArray(all, 0);
            FloatMath.expOfNonPositive(v).intoArray(some, 0);
            for (int i = 0; i < lanes; i++) assertEquals(all[i], some[i], "exp(" + x[i] + ")");
        }
    }

    /** Where the logarithm is multiplied by most: the first of these was off by 1.07 ulp. The exact values, in two doubles, are by mpmath at 200 bits. */
    @Test
    void powersKeepTheirBoundWhereExponentsAreLarge() {
        double[][] rows = {{1.4103115178773822, -1994.3855905003031, 1.6151405623379337e-298, 1.584449055e-315},
                {0.6730926166911534, 1753.529731268717, 3.342697492660723e-302, 2.93e-319},
                {1.420523956042261, 1620.345037626348, 1.0453727942995872e+247, -9.424319759692402e+229}};
        int lanes = DoubleMath.SPECIES.length();
        for (double[] row : rows) {
            double[] x = new double[lanes], y = new double[lanes], z = new double[lanes];
            java.util.Arrays.fill(x, row[0]);
            java.util.Arrays.fill(y, row[1]);
            TileMath.binary(BinaryMathFunction.POW, x, y, z, lanes);
            double error = Math.abs(z[0] - row[2] - row[3]) / Math.ulp(row[2]);
            assertTrue(error <= 1, row[0] + " to the power of " + row[1] + " is off by " + error + " ulp");
        }
    }

    @Test
    void doubleFunctionsKeepTheirBounds() {
        long seed = System.nanoTime() >>> 1;
        assertEquals(List.of(), DoubleAccuracy.violations(seed, TILES), () -> "seed " + seed);
    }

    @ParameterizedTest
    @EnumSource
    void theScalarReferenceIsNearTheExactValues(MathFunction f) {
        // 3 ulp of double is a billionth of an ulp of float
        for (DoubleAccuracy.Row row : DoubleAccuracy.table().getOrDefault(f, List.of())) {
            assertTrue(row.error(f.of(row.x())) <= 3, () -> f + "(" + row.x() + ") is off by " + row.error(f.of(row.x())) + " ulp");
        }
    }

    /** The width is fixed when the classes load, so another width needs another process. */
    @ParameterizedTest
    @ValueSource(ints = {128, 256, 512})
    void everyVectorWidthKeepsTheBounds(int bits) throws Exception {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        String classes = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        Process process = new ProcessBuilder(java, "--add-modules", "jdk.incubator.vector", "-D" + VectorWidth.PROPERTY + "=" + bits, "-cp",
                classes, Violations.class.getName()).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertTrue(process.waitFor(60, TimeUnit.SECONDS), "no end after 60 s");
        String report = output.lines().filter(line -> !line.startsWith("WARNING: Using incubator modules")).toList().toString();
        int lanes = Math.min(bits, jdk.incubator.vector.FloatVector.SPECIES_PREFERRED.vectorBitSize()) / 32;
        assertEquals("[" + lanes + " lanes, violations: []]", report);
    }

    /** What the processes of other widths run. */
    static final class Violations {
        private Violations() {
        }

        public static void main(String[] args) {
            List<String> violations = new java.util.ArrayList<>(FloatAccuracy.violations(1, 8));
            violations.addAll(DoubleAccuracy.violations(1, 4));
            System.out.println(FloatMath.SPECIES.length() + " lanes, violations: " + violations);
        }
    }
}

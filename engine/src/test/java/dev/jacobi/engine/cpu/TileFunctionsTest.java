package dev.jacobi.engine.cpu;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.jacobi.engine.cpu.codegen.ScalarTwin;
import dev.jacobi.engine.cpu.math.BinaryMathFunction;
import dev.jacobi.engine.cpu.math.MathFunction;
import dev.jacobi.engine.cpu.math.TileMath;
import dev.jacobi.engine.ir.Op;
import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The scalar twins of the vector functions give their bits: special values, all magnitudes, and the places where the vector code changes its formula. */
class TileFunctionsTest {
    private static final float[] SPECIAL = {0, -0f, 1, -1, 0.5f, -0.5f, 2, -2, 20, -20, 88.7f, 89, 89.1f, -87.3f, -104, -105, 0.55f,
            0.5500001f, Float.NaN,
            Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY, Float.MIN_VALUE, -Float.MIN_VALUE, Float.MIN_NORMAL, Float.MAX_VALUE,
            -Float.MAX_VALUE,
            0x1p18f, 0x1.000002p18f, -0x1p30f, 1e-30f, -1e-30f, 3.1415927f, 1.5707964f, 0.99999994f, 1.0000001f, -0.99999994f};
    private static final int N = 8192;

    static Stream<Op> functions() {
        return Arrays.stream(Op.values()).filter(TileOps::isTranscendental);
    }

    private static void with(TileFunctions.Choice choice, Runnable body) {
        TileFunctions.Choice before = TileFunctions.use(choice);
        try {
            body.run();
        } finally {
            TileFunctions.use(before);
        }
    }

    @ParameterizedTest
    @MethodSource("functions")
    void bothCodesGiveTheSameBits(Op op) {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        float[] a = numbers(random), b = numbers(random), vectors = new float[N], scalars = new float[N];
        with(TileFunctions.Choice.VECTORS, () -> run(op, a, b, vectors));
        with(TileFunctions.Choice.SCALARS, () -> run(op, a, b, scalars));
        for (int i = 0; i < N; i++) {
            assertEquals(Float.floatToIntBits(vectors[i]), Float.floatToIntBits(scalars[i]),
                    op + " of " + a[i] + " and " + b[i] + " is " + vectors[i] + " by vectors, " + scalars[i] + " by scalars; seed " + seed);
        }
    }

    @ParameterizedTest
    @MethodSource("functions")
    void bothCodesGiveTheSameBitsOfDoubles(Op op) {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        double[] a = doubles(random), b = doubles(random), vectors = new double[N], scalars = new double[N];
        with(TileFunctions.Choice.VECTORS, () -> run(op, a, b, vectors));
        with(TileFunctions.Choice.SCALARS, () -> run(op, a, b, scalars));
        for (int i = 0; i < N; i++) {
            assertEquals(Double.doubleToLongBits(vectors[i]), Double.doubleToLongBits(scalars[i]),
                    op + " of " + a[i] + " and " + b[i] + " is " + vectors[i] + " by vectors, " + scalars[i] + " by scalars; seed " + seed);
        }
    }

    /** Every function has its twin: one that the translation does not know would make a first result wait for the compiler. */
    @ParameterizedTest
    @MethodSource("functions")
    void everyFunctionHasATwin(Op op) {
        assertTrue(ScalarTwin.ofFloats(op).isPresent(), op + " has no scalar code for floats");
        assertTrue(ScalarTwin.ofDoubles(op).isPresent(), op + " has no scalar code for doubles");
    }

    /** In place, as the tiles of a loop are used, and with arguments past the range of the code among others. */
    @Test
    void inPlace() {
        float[] x = {1, 1e9f, -3, Float.NaN}, expected = new float[64];
        TileMath.unary(MathFunction.SIN, Arrays.copyOf(x, 64), expected, 4);
        float[] tile = Arrays.copyOf(x, 64);
        with(TileFunctions.Choice.SCALARS, () -> TileFunctions.unary(Op.SIN, MathFunction.SIN, tile, tile, 4));
        for (int i = 0; i < 4; i++) assertEquals(expected[i], tile[i]);
    }

    /** The same of doubles. */
    @Test
    void doublesInPlace() {
        double[] x = {1, 1e12, -3, Double.NaN}, expected = new double[64], tile = Arrays.copyOf(x, 64);
        TileMath.unary(MathFunction.TAN, Arrays.copyOf(x, 64), expected, 4);
        with(TileFunctions.Choice.SCALARS, () -> TileFunctions.unary(Op.TAN, MathFunction.TAN, tile, tile, 4));
        for (int i = 0; i < 4; i++) assertEquals(expected[i], tile[i]);
    }

    private static void run(Op op, float[] a, float[] b, float[] out) {
        Optional<MathFunction> f = TileOps.function(op);
        if (f.isPresent()) TileFunctions.unary(op, f.get(), a, out, N);
        else {
            BinaryMathFunction g = TileOps.binaryFunction(op).orElseThrow();
            TileFunctions.binary(op, g, a, b, out, N);
        }
    }

    private static void run(Op op, double[] a, double[] b, double[] out) {
        Optional<MathFunction> f = TileOps.function(op);
        if (f.isPresent()) TileFunctions.unary(op, f.get(), a, out, N);
        else {
            BinaryMathFunction g = TileOps.binaryFunction(op).orElseThrow();
            TileFunctions.binary(op, g, a, b, out, N);
        }
    }

    /** A third each: of all bit patterns, near one, and of the size that people compute with. */
    private static float[] numbers(Random random) {
        float[] x = new float[N];
        for (int i = 0; i < N; i++) {
            x[i] = switch (i % 3) {
                case 0 -> Float.intBitsToFloat(random.nextInt());
                case 1 -> (float) random.nextGaussian();
                default -> (float) (random.nextGaussian() * 30);
            };
        }
        for (int i = 0; i < 2 * SPECIAL.length; i++) x[random.nextInt(N)] = SPECIAL[i % SPECIAL.length];
        return x;
    }

    /** The same of doubles, with what the code of floats changes its formula at, and the limits of doubles. */
    private static double[] doubles(Random random) {
        double[] more = {709.7, 710, 710.5, 711, -745.1, -746, 1024, 1025, -1075, -1076, 22, 6, 0x1p30, 0x1.000001p30, 0x1p60, 0x1.1p60,
                0x1p52,
                0x1p-700, 0x1p1000, 1 - 0x1p-53, 1 + 0x1p-52, Double.MIN_VALUE, Double.MIN_NORMAL, Double.MAX_VALUE, 0.4375, 0.6875, 0.35};
        double[] x = new double[N];
        for (int i = 0; i < N; i++) {
            x[i] = switch (i % 3) {
                case 0 -> Double.longBitsToDouble(random.nextLong());
                case 1 -> random.nextGaussian();
                default -> random.nextGaussian() * 200;
            };
        }
        for (int i = 0; i < 2 * SPECIAL.length; i++) x[random.nextInt(N)] = SPECIAL[i % SPECIAL.length];
        for (int i = 0; i < 2 * more.length; i++) x[random.nextInt(N)] = i < more.length ? more[i] : -more[i - more.length];
        return x;
    }
}

package dev.jacobi.engine.cpu.math;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Measures float tiles against the scalar reference in double, over the bit patterns of all floats. */
final class FloatAccuracy {
    private static final float[] SPECIAL = {0f, -0f, 1f, -1f, 0.5f, -0.5f, 1.5f, -1.5f, 2.5f, -2.5f, Float.POSITIVE_INFINITY,
            Float.NEGATIVE_INFINITY, Float.NaN, Float.MIN_VALUE, -Float.MIN_VALUE, Float.MIN_NORMAL, -Float.MIN_NORMAL, Float.MAX_VALUE,
            -Float.MAX_VALUE, 88.72283f, 88.72284f, -87.33654f, -103.97207f, -103.97209f, 89.41598f, 89.41599f, -89.41599f, 127.99999f,
            128f,
            -149f, -150f, -150.00002f, 0x1p22f, 0x1p23f, -0x1p23f, 8388607.5f, -8388607.5f, 0x1.fffffep23f, 0x1p24f, 0x1p18f,
            0x1.000002p18f,
            0x1p31f, -0x1p31f, 0.99999994f, -0.99999994f, 1.0000001f, 4f, 5f, 1e10f, 1e30f};
    private static final int TILE = 1024;

    /** The worst error found, in ulp of the rounded exact value, and where. */
    record Worst(double ulp, String at) {
        Worst max(Worst other) {
            return other.ulp > ulp ? other : this;
        }
    }

    private FloatAccuracy() {
    }

    static Worst unary(MathFunction f, long seed, int tiles) {
        Worst worst = new Worst(0, "nowhere");
        float[] x = new float[TILE];
        float[] y = new float[TILE];
        for (int tile = 0; tile <= tiles; tile++) {
            fill(x, tile == 0 ? -1 : seed + tile);
            TileMath.unary(f, x, y, TILE);
            for (int i = 0; i < TILE; i++) {
                worst = worst.max(new Worst(error(y[i], f.of(x[i])), f + "(" + x[i] + ") = " + y[i] + ", but is " + f.of(x[i])));
            }
        }
        return worst;
    }

    static Worst binary(BinaryMathFunction f, long seed, int tiles) {
        Worst worst = new Worst(0, "nowhere");
        float[] a = new float[TILE];
        float[] b = new float[TILE];
        float[] y = new float[TILE];
        for (float s : SPECIAL) {
            fill(a, -1);
            java.util.Arrays.fill(b, s);
            worst = worst.max(binary(f, a, b, y)).max(binary(f, b, a, y));
        }
        for (int tile = 0; tile < tiles; tile++) {
            fill(a, seed + tile);
            fill(b, seed - 1 - tile);
            if (tile % 2 == 0) {
                near(a, b, seed + tile);
            }
            worst = worst.max(binary(f, a, b, y));
        }
        return worst;
    }

    private static Worst binary(BinaryMathFunction f, float[] a, float[] b, float[] y) {
        Worst worst = new Worst(0, "nowhere");
        TileMath.binary(f, a, b, y, TILE);
        for (int i = 0; i < TILE; i++) {
            double exact = f == BinaryMathFunction.REMAINDER ? ScalarMath.remainder(a[i], b[i]) : f.of(a[i], b[i]);
            double error = error(y[i], exact);
            if (f == BinaryMathFunction.LOGADDEXP && Float.isFinite(y[i]) && Double.isFinite(exact)) {
                // operand and correction may cancel, even to the other sign: the bound is in ulp of the largest of all that is added
                double correction = Math.log1p(Math.exp(-Math.abs((double) a[i] - b[i])));
                double scale = Math.max(Math.max(Math.abs(a[i]), Math.abs(b[i])), Math.max(Math.abs(exact), correction));
                error = Math.abs(y[i] - exact) / Math.ulp((float) scale);
            }
            worst = worst.max(new Worst(error, f + "(" + a[i] + ", " + b[i] + ") = " + y[i] + ", but is " + exact));
        }
        return worst;
    }

    /** Half the time operands of like size, where quotients, powers and angles are not all extreme. */
    private static void near(float[] a, float[] b, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < TILE; i++) {
            a[i] = (float) (random.nextInt(4) == 0 ? random.nextDouble(-9, 9) : random.nextDouble(1e-3, 30));
            b[i] = (float) random.nextDouble(-25, 25);
        }
    }

    /** Special values for a negative seed, else random bit patterns and, every other one, numbers of everyday size. */
    static void fill(float[] x, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < x.length; i++) {
            x[i] = seed < 0 ? SPECIAL[i % SPECIAL.length]
                    : (i & 1) == 0 ? Float.intBitsToFloat(random.nextInt())
                            : (float) (random.nextDouble(-1, 1) * Math.scalb(1.0, random.nextInt(-3, 8)));
        }
    }

    /** The error in ulp; huge where one is NaN and the other not, or infinite without reason, or the sign of a result is wrong. */
    static double error(float got, double exact) {
        float rounded = (float) exact;
        if (Float.isNaN(got) || Float.isNaN(rounded)) {
            return Float.isNaN(got) && Float.isNaN(rounded) ? 0 : 1e9;
        }
        if (Float.isInfinite(got) || Float.isInfinite(rounded)) {
            // at the threshold either of infinity and the largest float is within the bound
            double limit = Math.max(Math.min(Math.abs(exact), 0x1p128), Math.abs(rounded) > Float.MAX_VALUE ? 0x1p128 : 0);
            return got == rounded ? 0 : Math.abs(Math.min(Math.abs((double) got), 0x1p128) - limit) / Math.ulp(Float.MAX_VALUE);
        }
        if (Float.floatToRawIntBits(got) < 0 != Double.doubleToRawLongBits(exact) < 0) {
            return 1e8;
        }
        return Math.abs(got - exact) / Math.ulp(rounded);
    }

    /** The documented bounds. */
    static double bound(MathFunction f) {
        return switch (f) {
            case SQRT -> 0.5001;
            case FLOOR, CEIL, RINT, TRUNC, SIGN -> 0;
            case LOG -> 0.9;
            case LOG10 -> 1.0;
            case EXP2 -> 1.0;
            case EXP, LOG2, ATANH -> 1.1;
            case ACOS -> 1.2;
            case TAN, ASIN -> 1.4;
            case LOG1P, ATAN, ERF, RSQRT -> 1.5;
            case SINH -> 1.6;
            case EXPM1, COSH -> 1.7;
            case ASINH -> 1.8;
            case ACOSH, SIGMOID -> 1.9;
            default -> 2;
        };
    }

    static double bound(BinaryMathFunction f) {
        return switch (f) {
            case REMAINDER -> 0;
            case POW -> 1.3;
            case ATAN2 -> 1.6;
            case LOGADDEXP -> 2.5;
        };
    }

    /** What breaks a bound, for the process that runs it: its vector width is fixed by a system property. */
    static List<String> violations(long seed, int tiles) {
        List<String> out = new ArrayList<>();
        for (MathFunction f : MathFunction.values()) {
            Worst w = unary(f, seed, tiles);
            if (w.ulp > bound(f)) {
                out.add(w.ulp + " ulp: " + w.at);
            }
        }
        for (BinaryMathFunction f : BinaryMathFunction.values()) {
            Worst w = binary(f, seed, tiles);
            if (w.ulp > bound(f)) {
                out.add(w.ulp + " ulp: " + w.at);
            }
        }
        return out;
    }
}

package dev.jacobi.engine.cpu.math;

/**
 * Applies elementary functions to tiles: the first n elements of heap arrays. A tile is worked in whole vectors, so its arrays
 * must reach to the next multiple of the vector length; what lies past n is read, and overwritten in the output. Meant for
 * tiles of up to some thousand elements, which stay in the L1 cache; longer ones work.
 */
public final class TileMath {
    private TileMath() {
    }

    /** out[i] = f(in[i]) for i below n; in and out may be the same array. */
    public static void unary(MathFunction f, float[] in, float[] out, int n) {
        checkTile(f, in.length, out.length, n, FloatMath.SPECIES.length());
        switch (f) {
            case EXP -> FloatTiles.exp(in, out, n);
            case EXP2 -> FloatTiles.exp2(in, out, n);
            case EXPM1 -> FloatTiles.expm1(in, out, n);
            case LOG -> FloatTiles.log(in, out, n);
            case LOG1P -> FloatTiles.log1p(in, out, n);
            case LOG2 -> FloatTiles.log2(in, out, n);
            case LOG10 -> FloatTiles.log10(in, out, n);
            case SIN -> FloatTiles.trigonometric(f, in, out, n);
            case COS -> FloatTiles.trigonometric(f, in, out, n);
            case TAN -> FloatTiles.trigonometric(f, in, out, n);
            case ASIN -> FloatTiles.asin(in, out, n);
            case ACOS -> FloatTiles.acos(in, out, n);
            case ATAN -> FloatTiles.atan(in, out, n);
            case SINH -> FloatTiles.sinh(in, out, n);
            case COSH -> FloatTiles.cosh(in, out, n);
            case TANH -> FloatTiles.tanh(in, out, n);
            case ASINH -> FloatTiles.asinh(in, out, n);
            case ACOSH -> FloatTiles.acosh(in, out, n);
            case ATANH -> FloatTiles.atanh(in, out, n);
            case ERF -> FloatTiles.erf(in, out, n);
            case ERFINV -> FloatTiles.erfinv(in, out, n);
            case SIGMOID -> FloatTiles.sigmoid(in, out, n);
            case SQRT -> FloatTiles.sqrt(in, out, n);
            case RSQRT -> FloatTiles.rsqrt(in, out, n);
            case FLOOR -> FloatTiles.floor(in, out, n);
            case CEIL -> FloatTiles.ceil(in, out, n);
            case RINT -> FloatTiles.rint(in, out, n);
            case TRUNC -> FloatTiles.trunc(in, out, n);
            case SIGN -> FloatTiles.sign(in, out, n);
        }
    }

    /** out[i] = f(a[i], b[i]) for i below n; out may be a or b. */
    public static void binary(BinaryMathFunction f, float[] a, float[] b, float[] out, int n) {
        checkTile(f, Math.min(a.length, b.length), out.length, n, FloatMath.SPECIES.length());
        switch (f) {
            case POW -> FloatTiles.pow(a, b, out, n);
            case ATAN2 -> FloatTiles.atan2(a, b, out, n);
            case REMAINDER -> FloatTiles.remainder(a, b, out, n);
            case LOGADDEXP -> FloatTiles.logaddexp(a, b, out, n);
        }
    }

    /** out[i] = f(in[i]) for i below n; in and out may be the same array. */
    public static void unary(MathFunction f, double[] in, double[] out, int n) {
        checkTile(f, in.length, out.length, n, DoubleMath.SPECIES.length());
        switch (f) {
            case EXP -> DoubleTiles.exp(in, out, n);
            case EXP2 -> DoubleTiles.exp2(in, out, n);
            case EXPM1 -> DoubleTiles.expm1(in, out, n);
            case LOG -> DoubleTiles.log(in, out, n);
            case LOG1P -> DoubleTiles.log1p(in, out, n);
            case LOG2 -> DoubleTiles.log2(in, out, n);
            case LOG10 -> DoubleTiles.log10(in, out, n);
            case SIN -> DoubleTiles.sin(in, out, n);
            case COS -> DoubleTiles.cos(in, out, n);
            case TAN -> DoubleTiles.tan(in, out, n);
            case ASIN -> DoubleTiles.asin(in, out, n);
            case ACOS -> DoubleTiles.acos(in, out, n);
            case ATAN -> DoubleTiles.atan(in, out, n);
            case SINH -> DoubleTiles.sinh(in, out, n);
            case COSH -> DoubleTiles.cosh(in, out, n);
            case TANH -> DoubleTiles.tanh(in, out, n);
            case ASINH -> DoubleTiles.asinh(in, out, n);
            case ACOSH -> DoubleTiles.acosh(in, out, n);
            case ATANH -> DoubleTiles.atanh(in, out, n);
            case ERF -> DoubleTiles.erf(in, out, n);
            case ERFINV -> DoubleTiles.erfinv(in, out, n);
            case SIGMOID -> DoubleTiles.sigmoid(in, out, n);
            case SQRT -> DoubleTiles.sqrt(in, out, n);
            case RSQRT -> DoubleTiles.rsqrt(in, out, n);
            case FLOOR -> DoubleTiles.floor(in, out, n);
            case CEIL -> DoubleTiles.ceil(in, out, n);
            case RINT -> DoubleTiles.rint(in, out, n);
            case TRUNC -> DoubleTiles.trunc(in, out, n);
            case SIGN -> DoubleTiles.sign(in, out, n);
        }
    }

    /** out[i] = f(a[i], b[i]) for i below n; out may be a or b. */
    public static void binary(BinaryMathFunction f, double[] a, double[] b, double[] out, int n) {
        checkTile(f, Math.min(a.length, b.length), out.length, n, DoubleMath.SPECIES.length());
        switch (f) {
            case POW -> DoubleTiles.pow(a, b, out, n);
            case ATAN2 -> DoubleTiles.atan2(a, b, out, n);
            case REMAINDER -> DoubleTiles.remainder(a, b, out, n);
            case LOGADDEXP -> DoubleTiles.logaddexp(a, b, out, n);
        }
    }

    private static void checkTile(Enum<?> f, int in, int out, int n, int lanes) {
        int needed = Math.ceilDiv(n, lanes) * lanes;
        if (n < 0 || in < needed || out < needed) {
            throw new IllegalArgumentException("[" + f.name().toLowerCase(java.util.Locale.ROOT) + "] a tile of " + n
                    + " elements was given arrays of " + in + " (input) and " + out + " (output), but needs at least " + Math.max(needed, 0)
                    + " in each: whole vectors of " + lanes + "; allocate tiles in multiples of the vector length");
        }
    }
}

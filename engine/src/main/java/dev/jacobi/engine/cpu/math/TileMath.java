package dev.jacobi.engine.cpu.math;

/**
 * Applies elementary functions to tiles: the first n elements of heap arrays. A tile is worked in whole vectors, so its arrays
 * must reach to the next multiple of the vector length; what lies past n is read, and overwritten in the output. Meant for
 * tiles of up to some thousand elements, which stay in the L1 cache; longer ones work.
 */
public final class TileMath {
    private TileMath() {
    }

    /** A loop over a tile: {@code out[i] = f(a[i], b[i])}, b of no meaning where f has one argument. */
    interface FloatLoop {
        void run(float[] a, float[] b, float[] out, int n);
    }

    /** The same over doubles. */
    interface DoubleLoop {
        void run(double[] a, double[] b, double[] out, int n);
    }

    private static final FloatLoop[] UNARY = new FloatLoop[MathFunction.values().length], BINARY = new FloatLoop[BinaryMathFunction
            .values().length];

    private static final DoubleLoop[] DOUBLE_UNARY = new DoubleLoop[UNARY.length], DOUBLE_BINARY = new DoubleLoop[BINARY.length];

    /**
     * The one place that calls the loops. It has seen several before the first, so that none is compiled into its callers: C2 would take tens of milliseconds
     * for all of them together, and throw that away when a function comes that it had not seen.
     */
    static final class Dispatch {
        private static final FloatLoop[] NONE = {(a, b, out, n) -> {}, (a, b, out, n) -> out[0] = n, (a, b, out, n) -> out[0] = a[0],
                (a, b, out, n) -> out[0] = b[0]};
        private static final DoubleLoop[] NONE_OF_DOUBLES = {(a, b, out, n) -> {}, (a, b, out, n) -> out[0] = n,
                (a, b, out, n) -> out[0] = a[0], (a, b, out, n) -> out[0] = b[0]};

        static {
            float[] nothing = new float[1];
            double[] none = new double[1];
            for (int i = 0; i < 40_000; i++) {
                run(NONE[i & 3], nothing, nothing, nothing, i);
                run(NONE_OF_DOUBLES[i & 3], none, none, none, i);
            }
        }

        static void run(FloatLoop loop, float[] a, float[] b, float[] out, int n) {
            loop.run(a, b, out, n);
        }

        static void run(DoubleLoop loop, double[] a, double[] b, double[] out, int n) {
            loop.run(a, b, out, n);
        }
    }

    /** out[i] = f(in[i]) for i below n; in and out may be the same array. */
    public static void unary(MathFunction f, float[] in, float[] out, int n) {
        checkTile(f, in.length, out.length, n, FloatMath.SPECIES.length());
        FloatLoop known = UNARY[f.ordinal()], loop = known != null ? known : TileLoopEmitter.ofFloats(f, 1);
        UNARY[f.ordinal()] = loop;
        switch (f) {
            case SIN, COS, TAN -> FloatTiles.trigonometric(f, loop, in, out, n);
            default -> Dispatch.run(loop, in, in, out, n);
        }
    }

    /** out[i] = f(a[i], b[i]) for i below n; out may be a or b. */
    public static void binary(BinaryMathFunction f, float[] a, float[] b, float[] out, int n) {
        checkTile(f, Math.min(a.length, b.length), out.length, n, FloatMath.SPECIES.length());
        FloatLoop known = BINARY[f.ordinal()], loop = known != null ? known : TileLoopEmitter.ofFloats(f, 2);
        BINARY[f.ordinal()] = loop;
        if (f == BinaryMathFunction.REMAINDER) FloatTiles.remainder(loop, a, b, out, n);
        else
            Dispatch.run(loop, a, b, out, n);
    }

    /** out[i] = f(in[i]) for i below n; in and out may be the same array. */
    public static void unary(MathFunction f, double[] in, double[] out, int n) {
        checkTile(f, in.length, out.length, n, DoubleMath.SPECIES.length());
        DoubleLoop known = DOUBLE_UNARY[f.ordinal()], loop = known != null ? known : TileLoopEmitter.ofDoubles(f, 1);
        DOUBLE_UNARY[f.ordinal()] = loop;
        switch (f) {
            case SIN, COS, TAN -> DoubleTiles.trigonometric(f, loop, in, out, n);
            default -> Dispatch.run(loop, in, in, out, n);
        }
    }

    /** out[i] = f(a[i], b[i]) for i below n; out may be a or b. */
    public static void binary(BinaryMathFunction f, double[] a, double[] b, double[] out, int n) {
        checkTile(f, Math.min(a.length, b.length), out.length, n, DoubleMath.SPECIES.length());
        DoubleLoop known = DOUBLE_BINARY[f.ordinal()], loop = known != null ? known : TileLoopEmitter.ofDoubles(f, 2);
        DOUBLE_BINARY[f.ordinal()] = loop;
        if (f == BinaryMathFunction.REMAINDER) DoubleTiles.remainder(loop, a, b, out, n);
        else
            Dispatch.run(loop, a, b, out, n);
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

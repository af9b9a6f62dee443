package dev.jacobi.engine.cpu;

import dev.jacobi.engine.ir.Op;
import java.util.Optional;

/**
 * Operations on the first elements of tiles of floats. A method for each: the JVM compiles a short loop soon, and a method of many loops, of which it has seen
 * some, it throws away when the next comes.
 */
final class FloatTileOps {
    private static final TileLoops<float[], float[]> ARITHMETIC = new TileLoops<>(FloatTileOps::arithmetic);
    private static final TileLoops<float[], long[]> COMPARISONS = new TileLoops<>(FloatTileOps::comparison);

    /** Whether there is a loop for it, which then has run. */
    static boolean unary(Op op, float[] a, float[] r, int n) {
        return ARITHMETIC.run(op, a, a, r, n);
    }

    /** Whether there is a loop for it, which then has run. */
    static boolean binary(Op op, float[] a, float[] b, float[] r, int n) {
        return ARITHMETIC.run(op, a, b, r, n);
    }

    /** Whether there is a loop for it, which then has run. */
    static boolean compare(Op op, float[] a, float[] b, long[] r, int n) {
        return COMPARISONS.run(op, a, b, r, n);
    }

    private static Optional<TileLoops.Loop<float[], float[]>> arithmetic(Op op) {
        return Optional.ofNullable(switch (op) {
            case NEGATIVE -> (a, none, r, n) -> negative(a, r, n);
            case ABS -> (a, none, r, n) -> abs(a, r, n);
            case SQUARE -> (a, none, r, n) -> square(a, r, n);
            case SQRT -> (a, none, r, n) -> sqrt(a, r, n);
            case RECIPROCAL -> (a, none, r, n) -> reciprocal(a, r, n);
            case ADD -> FloatTileOps::add;
            case SUBTRACT -> FloatTileOps::subtract;
            case MULTIPLY -> FloatTileOps::multiply;
            case DIVIDE -> FloatTileOps::divide;
            case SCALE -> FloatTileOps::scale;
            case MAXIMUM -> FloatTileOps::maximum;
            case MINIMUM -> FloatTileOps::minimum;
            default -> null;
        });
    }

    private static Optional<TileLoops.Loop<float[], long[]>> comparison(Op op) {
        return Optional.ofNullable(switch (op) {
            case EQUAL -> FloatTileOps::equal;
            case NOT_EQUAL -> FloatTileOps::notEqual;
            case LESS -> FloatTileOps::less;
            case LESS_EQUAL -> FloatTileOps::lessEqual;
            case GREATER -> FloatTileOps::greater;
            case GREATER_EQUAL -> FloatTileOps::greaterEqual;
            default -> null;
        });
    }

    private static void negative(float[] a, float[] r, int n) {
        for (int i = 0; i < n; i++) r[i] = -a[i];
    }

    private static void abs(float[] a, float[] r, int n) {
        for (int i = 0; i < n; i++) r[i] = Math.abs(a[i]);
    }

    private static void square(float[] a, float[] r, int n) {
        for (int i = 0; i < n; i++) r[i] = a[i] * a[i];
    }

    private static void sqrt(float[] a, float[] r, int n) {
        for (int i = 0; i < n; i++) r[i] = (float) Math.sqrt(a[i]);
    }

    private static void reciprocal(float[] a, float[] r, int n) {
        for (int i = 0; i < n; i++) r[i] = 1 / a[i];
    }

    private static void add(float[] a, float[] b, float[] r, int n) {
        for (int i = 0; i < n; i++) r[i] = a[i] + b[i];
    }

    private static void subtract(float[] a, float[] b, float[] r, int n) {
        for (int i = 0; i < n; i++) r[i] = a[i] - b[i];
    }

    private static void multiply(float[] a, float[] b, float[] r, int n) {
        for (int i = 0; i < n; i++) r[i] = a[i] * b[i];
    }

    private static void divide(float[] a, float[] b, float[] r, int n) {
        for (int i = 0; i < n; i++) r[i] = a[i] / b[i];
    }

    private static void scale(float[] a, float[] b, float[] r, int n) {
        for (int i = 0; i < n; i++) r[i] = a[i] == 0 || b[i] == 0 ? 0 : a[i] * b[i];
    }

    private static void maximum(float[] a, float[] b, float[] r, int n) {
        for (int i = 0; i < n; i++) r[i] = Math.max(a[i], b[i]);
    }

    private static void minimum(float[] a, float[] b, float[] r, int n) {
        for (int i = 0; i < n; i++) r[i] = Math.min(a[i], b[i]);
    }

    private static void equal(float[] a, float[] b, long[] r, int n) {
        for (int i = 0; i < n; i++) r[i] = a[i] == b[i] ? 1 : 0;
    }

    private static void notEqual(float[] a, float[] b, long[] r, int n) {
        for (int i = 0; i < n; i++) r[i] = a[i] != b[i] ? 1 : 0;
    }

    private static void less(float[] a, float[] b, long[] r, int n) {
        for (int i = 0; i < n; i++) r[i] = a[i] < b[i] ? 1 : 0;
    }

    private static void lessEqual(float[] a, float[] b, long[] r, int n) {
        for (int i = 0; i < n; i++) r[i] = a[i] <= b[i] ? 1 : 0;
    }

    private static void greater(float[] a, float[] b, long[] r, int n) {
        for (int i = 0; i < n; i++) r[i] = a[i] > b[i] ? 1 : 0;
    }

    private static void greaterEqual(float[] a, float[] b, long[] r, int n) {
        for (int i = 0; i < n; i++) r[i] = a[i] >= b[i] ? 1 : 0;
    }

    static void select(long[] c, float[] a, float[] b, float[] r, int n) {
        for (int i = 0; i < n; i++) r[i] = c[i] != 0 ? a[i] : b[i];
    }

    private FloatTileOps() {}
}

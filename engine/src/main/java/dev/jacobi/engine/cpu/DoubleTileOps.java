package dev.jacobi.engine.cpu;

import dev.jacobi.engine.ir.Op;
import java.util.Optional;

/**
 * Operations on the first elements of tiles of doubles. A method for each: the JVM compiles a short loop soon, and a method of many loops, of which it has seen
 * some, it throws away when the next comes.
 */
final class DoubleTileOps {
    private static final TileLoops<double[], double[]> ARITHMETIC = new TileLoops<>(DoubleTileOps::arithmetic);
    private static final TileLoops<double[], long[]> COMPARISONS = new TileLoops<>(DoubleTileOps::comparison);

    /** Whether there is a loop for it, which then has run. */
    static boolean unary(Op op, double[] a, double[] r, int n) {
        return ARITHMETIC.run(op, a, a, r, n);
    }

    /** Whether there is a loop for it, which then has run. */
    static boolean binary(Op op, double[] a, double[] b, double[] r, int n) {
        return ARITHMETIC.run(op, a, b, r, n);
    }

    /** Whether there is a loop for it, which then has run. */
    static boolean compare(Op op, double[] a, double[] b, long[] r, int n) {
        return COMPARISONS.run(op, a, b, r, n);
    }

    private static Optional<TileLoops.Loop<double[], double[]>> arithmetic(Op op) {
        return Optional.ofNullable(switch (op) {
            case NEGATIVE -> (a, none, r, n) -> negative(a, r, n);
            case ABS -> (a, none, r, n) -> abs(a, r, n);
            case SQUARE -> (a, none, r, n) -> square(a, r, n);
            case SQRT -> (a, none, r, n) -> sqrt(a, r, n);
            case RECIPROCAL -> (a, none, r, n) -> reciprocal(a, r, n);
            case ADD -> DoubleTileOps::add;
            case SUBTRACT -> DoubleTileOps::subtract;
            case MULTIPLY -> DoubleTileOps::multiply;
            case DIVIDE -> DoubleTileOps::divide;
            case SCALE -> DoubleTileOps::scale;
            case MAXIMUM -> DoubleTileOps::maximum;
            case MINIMUM -> DoubleTileOps::minimum;
            default -> null;
        });
    }

    private static Optional<TileLoops.Loop<double[], long[]>> comparison(Op op) {
        return Optional.ofNullable(switch (op) {
            case EQUAL -> DoubleTileOps::equal;
            case NOT_EQUAL -> DoubleTileOps::notEqual;
            case LESS -> DoubleTileOps::less;
            case LESS_EQUAL -> DoubleTileOps::lessEqual;
            case GREATER -> DoubleTileOps::greater;
            case GREATER_EQUAL -> DoubleTileOps::greaterEqual;
            default -> null;
        });
    }

    private static void negative(double[] a, double[] r, int n) {
        for (int i = 0; i < n; i++) r[i] = -a[i];
    }

    private static void abs(double[] a, double[] r, int n) {
        for (int i = 0; i < n; i++) r[i] = Math.abs(a[i]);
    }

    private static void square(double[] a, double[] r, int n) {
        for (int i = 0; i < n; i++) r[i] = a[i] * a[i];
    }

    private static void sqrt(double[] a, double[] r, int n) {
        for (int i = 0; i < n; i++) r[i] = Math.sqrt(a[i]);
    }

    private static void reciprocal(double[] a, double[] r, int n) {
        for (int i = 0; i < n; i++) r[i] = 1 / a[i];
    }

    private static void add(double[] a, double[] b, double[] r, int n) {
        for (int i = 0; i < n; i++) r[i] = a[i] + b[i];
    }

    private static void subtract(double[] a, double[] b, double[] r, int n) {
        for (int i = 0; i < n; i++) r[i] = a[i] - b[i];
    }

    private static void multiply(double[] a, double[] b, double[] r, int n) {
        for (int i = 0; i < n; i++) r[i] = a[i] * b[i];
    }

    private static void divide(double[] a, double[] b, double[] r, int n) {
        for (int i = 0; i < n; i++) r[i] = a[i] / b[i];
    }

    private static void scale(double[] a, double[] b, double[] r, int n) {
        for (int i = 0; i < n; i++) r[i] = a[i] == 0 || b[i] == 0 ? 0 : a[i] * b[i];
    }

    private static void maximum(double[] a, double[] b, double[] r, int n) {
        for (int i = 0; i < n; i++) r[i] = Math.max(a[i], b[i]);
    }

    private static void minimum(double[] a, double[] b, double[] r, int n) {
        for (int i = 0; i < n; i++) r[i] = Math.min(a[i], b[i]);
    }

    private static void equal(double[] a, double[] b, long[] r, int n) {
        for (int i = 0; i < n; i++) r[i] = a[i] == b[i] ? 1 : 0;
    }

    private static void notEqual(double[] a, double[] b, long[] r, int n) {
        for (int i = 0; i < n; i++) r[i] = a[i] != b[i] ? 1 : 0;
    }

    private static void less(double[] a, double[] b, long[] r, int n) {
        for (int i = 0; i < n; i++) r[i] = a[i] < b[i] ? 1 : 0;
    }

    private static void lessEqual(double[] a, double[] b, long[] r, int n) {
        for (int i = 0; i < n; i++) r[i] = a[i] <= b[i] ? 1 : 0;
    }

    private static void greater(double[] a, double[] b, long[] r, int n) {
        for (int i = 0; i < n; i++) r[i] = a[i] > b[i] ? 1 : 0;
    }

    private static void greaterEqual(double[] a, double[] b, long[] r, int n) {
        for (int i = 0; i < n; i++) r[i] = a[i] >= b[i] ? 1 : 0;
    }

    static void select(long[] c, double[] a, double[] b, double[] r, int n) {
        for (int i = 0; i < n; i++) r[i] = c[i] != 0 ? a[i] : b[i];
    }

    private DoubleTileOps() {}
}

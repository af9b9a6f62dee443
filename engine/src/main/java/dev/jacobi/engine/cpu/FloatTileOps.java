package dev.jacobi.engine.cpu;

import dev.jacobi.engine.ir.Op;

/**
 * Operations on the first elements of tiles of floats. A method for each: the JVM compiles a short loop soon, and a method of many loops, of which it has seen
 * some, it throws away when the next comes.
 */
final class FloatTileOps {
    /** Whether there is a loop for it, which then has run. */
    static boolean unary(Op op, float[] a, float[] r, int n) {
        switch (op) {
            case NEGATIVE -> negative(a, r, n);
            case ABS -> abs(a, r, n);
            case SQUARE -> square(a, r, n);
            case SQRT -> sqrt(a, r, n);
            case RECIPROCAL -> reciprocal(a, r, n);
            default -> {
                return false;
            }
        }
        return true;
    }

    /** Whether there is a loop for it, which then has run. */
    static boolean binary(Op op, float[] a, float[] b, float[] r, int n) {
        switch (op) {
            case ADD -> add(a, b, r, n);
            case SUBTRACT -> subtract(a, b, r, n);
            case MULTIPLY -> multiply(a, b, r, n);
            case DIVIDE -> divide(a, b, r, n);
            case SCALE -> scale(a, b, r, n);
            case MAXIMUM -> maximum(a, b, r, n);
            case MINIMUM -> minimum(a, b, r, n);
            default -> {
                return false;
            }
        }
        return true;
    }

    /** Whether there is a loop for it, which then has run. */
    static boolean compare(Op op, float[] a, float[] b, long[] r, int n) {
        switch (op) {
            case EQUAL -> equal(a, b, r, n);
            case NOT_EQUAL -> notEqual(a, b, r, n);
            case LESS -> less(a, b, r, n);
            case LESS_EQUAL -> lessEqual(a, b, r, n);
            case GREATER -> greater(a, b, r, n);
            case GREATER_EQUAL -> greaterEqual(a, b, r, n);
            default -> {
                return false;
            }
        }
        return true;
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

package dev.jacobi.engine.cpu;

import dev.jacobi.engine.ir.Op;

/**
 * Operations on the first elements of tiles of doubles. A method for each: the JVM compiles a short loop soon, and a method of many loops, of which it has seen
 * some, it throws away when the next comes.
 */
final class DoubleTileOps {
    /** Whether there is a loop for it, which then has run. */
    static boolean unary(Op op, double[] a, double[] r, int n) {
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
    static boolean binary(Op op, double[] a, double[] b, double[] r, int n) {
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
    static boolean compare(Op op, double[] a, double[] b, long[] r, int n) {
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

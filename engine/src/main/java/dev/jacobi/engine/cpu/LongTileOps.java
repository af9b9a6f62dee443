package dev.jacobi.engine.cpu;

import dev.jacobi.engine.ir.Op;

/**
 * Operations on the first elements of tiles of longs. A method for each: the JVM compiles a short loop soon, and a method of many loops, of which it has seen
 * some, it throws away when the next comes.
 */
final class LongTileOps {
    /** Whether there is a loop for it, which then has run. */
    static boolean unary(Op op, long[] a, long[] r, int n) {
        switch (op) {
            case NEGATIVE -> negative(a, r, n);
            case ABS -> abs(a, r, n);
            case SQUARE -> square(a, r, n);
            default -> {
                return false;
            }
        }
        return true;
    }

    /** Whether there is a loop for it, which then has run. */
    static boolean binary(Op op, long[] a, long[] b, long[] r, int n) {
        switch (op) {
            case ADD -> add(a, b, r, n);
            case SUBTRACT -> subtract(a, b, r, n);
            case MULTIPLY -> multiply(a, b, r, n);
            case AND -> and(a, b, r, n);
            case OR -> or(a, b, r, n);
            case XOR -> xor(a, b, r, n);
            default -> {
                return false;
            }
        }
        return true;
    }

    private static void negative(long[] a, long[] r, int n) {
        for (int i = 0; i < n; i++) r[i] = -a[i];
    }

    private static void abs(long[] a, long[] r, int n) {
        for (int i = 0; i < n; i++) r[i] = Math.abs(a[i]);
    }

    private static void square(long[] a, long[] r, int n) {
        for (int i = 0; i < n; i++) r[i] = a[i] * a[i];
    }

    private static void add(long[] a, long[] b, long[] r, int n) {
        for (int i = 0; i < n; i++) r[i] = a[i] + b[i];
    }

    private static void subtract(long[] a, long[] b, long[] r, int n) {
        for (int i = 0; i < n; i++) r[i] = a[i] - b[i];
    }

    private static void multiply(long[] a, long[] b, long[] r, int n) {
        for (int i = 0; i < n; i++) r[i] = a[i] * b[i];
    }

    private static void and(long[] a, long[] b, long[] r, int n) {
        for (int i = 0; i < n; i++) r[i] = a[i] & b[i];
    }

    private static void or(long[] a, long[] b, long[] r, int n) {
        for (int i = 0; i < n; i++) r[i] = a[i] | b[i];
    }

    private static void xor(long[] a, long[] b, long[] r, int n) {
        for (int i = 0; i < n; i++) r[i] = a[i] ^ b[i];
    }

    static void select(long[] c, long[] a, long[] b, long[] r, int n) {
        for (int i = 0; i < n; i++) r[i] = c[i] != 0 ? a[i] : b[i];
    }

    private LongTileOps() {}
}

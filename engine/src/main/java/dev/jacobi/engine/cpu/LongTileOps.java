package dev.jacobi.engine.cpu;

import dev.jacobi.engine.ir.Op;
import java.util.Optional;

/**
 * Operations on the first elements of tiles of longs. A method for each: the JVM compiles a short loop soon, and a method of many loops, of which it has seen
 * some, it throws away when the next comes.
 */
final class LongTileOps {
    private static final TileLoops<long[], long[]> ARITHMETIC = new TileLoops<>(LongTileOps::arithmetic);

    /** Whether there is a loop for it, which then has run. */
    static boolean unary(Op op, long[] a, long[] r, int n) {
        return ARITHMETIC.run(op, a, a, r, n);
    }

    /** Whether there is a loop for it, which then has run. */
    static boolean binary(Op op, long[] a, long[] b, long[] r, int n) {
        return ARITHMETIC.run(op, a, b, r, n);
    }

    private static Optional<TileLoops.Loop<long[], long[]>> arithmetic(Op op) {
        return Optional.ofNullable(switch (op) {
            case NEGATIVE -> (a, none, r, n) -> negative(a, r, n);
            case ABS -> (a, none, r, n) -> abs(a, r, n);
            case SQUARE -> (a, none, r, n) -> square(a, r, n);
            case ADD -> LongTileOps::add;
            case SUBTRACT -> LongTileOps::subtract;
            case MULTIPLY -> LongTileOps::multiply;
            case AND -> LongTileOps::and;
            case OR -> LongTileOps::or;
            case XOR -> LongTileOps::xor;
            default -> null;
        });
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

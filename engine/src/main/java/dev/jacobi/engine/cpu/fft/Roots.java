package dev.jacobi.engine.cpu.fft;

/** Roots of unity in double: angles are brought into one eighth of a turn exactly, so that no error comes from reducing them. */
final class Roots {

    /** cos(2 pi k / n). */
    static double cos(long k, long n) {
        long at = Math.floorMod(k, n);
        if (8 * at > 4 * n) at = n - at;
        if (8 * at > 2 * n) return -turn(n - 2 * at, 2 * n); // half a turn less
        return turn(2 * at, 2 * n);
    }

    /** cos(2 pi k / n) of at most a quarter of a turn. */
    private static double turn(long k, long n) {
        if (8 * k > n) return Math.sin(2 * Math.PI * (n - 4 * k) / (4.0 * n));
        return Math.cos(2 * Math.PI * k / n);
    }

    /** sin(2 pi k / n). */
    static double sin(long k, long n) {
        return cos(4 * Math.floorMod(k, n) - n, 4 * n);
    }

    private Roots() {}
}

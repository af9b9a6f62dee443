package dev.jacobi.engine.type;

/** Numbers of things in texts for people: {@code 1 kernel}, {@code 2 kernels}. */
public final class Count {

    /** {@code n} and {@code one}, a regular noun, in the plural unless n is 1. */
    public static String of(long n, String one) {
        return of(n, one, one.endsWith("ty") ? one.substring(0, one.length() - 1) + "ies" : one + "s");
    }

    /** {@code n} and the noun, in the singular if n is 1. */
    public static String of(long n, String one, String many) {
        return n + " " + (n == 1 ? one : many);
    }

    /** {@code 1 axis}, {@code 2 axes}. */
    public static String axes(long n) { return of(n, "axis", "axes"); }

    private Count() {}
}

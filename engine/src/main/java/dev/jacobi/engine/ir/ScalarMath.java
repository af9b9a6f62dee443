package dev.jacobi.engine.ir;

/** Scalar functions that java.lang.Math lacks, to about 1e-15 relative. */
public final class ScalarMath {
    private static final double LN2 = Math.log(2), TWO_OVER_SQRT_PI = 2 / Math.sqrt(Math.PI);

    /** Base-2 logarithm, exact at powers of two. */
    public static double log2(double x) {
        if (!(x > 0) || Double.isInfinite(x)) return Math.log(x);
        int e = Math.getExponent(x);
        if (e < Double.MIN_EXPONENT) return log2(x * 0x1p54) - 54;
        double m = Math.scalb(x, -e);
        if (m > Math.sqrt(2)) {
            m /= 2;
            e++;
        }
        return e + Math.log1p(m - 1) / LN2;
    }

    /** Inverse hyperbolic sine; log1p keeps small arguments exact. */
    public static double asinh(double x) {
        double a = Math.abs(x);
        if (a > 0x1p28) return Math.copySign(Math.log(a) + LN2, x);
        return Math.copySign(Math.log1p(a + a * a / (1 + Math.sqrt(1 + a * a))), x);
    }

    /** Inverse hyperbolic cosine of x >= 1, else NaN. */
    public static double acosh(double x) {
        if (x < 1) return Double.NaN;
        if (x > 0x1p28) return Math.log(x) + LN2;
        return Math.log1p(x - 1 + Math.sqrt((x - 1) * (x + 1)));
    }

    /** Inverse hyperbolic tangent. */
    public static double atanh(double x) {
        return Math.copySign(0.5 * Math.log1p(2 * Math.abs(x) / (1 - Math.abs(x))), x);
    }

    /** The error function: its Maclaurin series without cancellation (Abramowitz and Stegun 7.1.6), or 1 - erfc. */
    public static double erf(double x) {
        double a = Math.abs(x);
        if (a > 2.5) return a > 6 ? Math.signum(x) : Math.copySign(1 - erfc(a), x);
        double term = x, sum = x;
        for (int n = 1; Math.abs(term) > 1e-18 * Math.abs(sum); n++) {
            term *= 2 * x * x / (2 * n + 1);
            sum += term;
        }
        return x != x ? x : TWO_OVER_SQRT_PI * Math.exp(-x * x) * sum;
    }

    /** 1 - erf(x) of x > 2 by its continued fraction (Abramowitz and Stegun 7.1.14), evaluated from the tail. */
    private static double erfc(double x) {
        double t = x;
        for (int k = 120; k > 0; k--) t = x + k / 2.0 / t;
        return Math.exp(-x * x) / Math.sqrt(Math.PI) / t;
    }

    /** The inverse of {@link #erf} on -1 .. 1: Winitzki's estimate, then Newton steps. */
    public static double erfinv(double y) {
        double a = Math.abs(y);
        if (!(a < 1)) return a == 1 ? y / 0.0 : Double.NaN;
        if (a == 0) return y;
        double l = Math.log1p(-a * a), c = 2 / (Math.PI * 0.147) + l / 2;
        double x = Math.sqrt(Math.sqrt(c * c - l / 0.147) - c);
        for (int k = 0; k < 4; k++) {
            double miss = x > 2 ? (1 - a) - erfc(x) : erf(x) - a;
            x -= miss / (TWO_OVER_SQRT_PI * Math.exp(-x * x));
        }
        return Math.copySign(x, y);
    }

    /** Remainder with the divisor's sign. */
    public static double remainder(double a, double b) {
        double r = a % b;
        return r != 0 && r < 0 != b < 0 ? r + b : r == 0 ? Math.copySign(0, b) : r;
    }

    /** Integer power by squaring, wrapping; a negative exponent gives the truncated quotient. */
    public static long power(long base, long exponent) {
        if (exponent < 0) return base == 1 ? 1 : base == -1 ? (exponent & 1) == 0 ? 1 : -1 : 0;
        long r = 1;
        for (long b = base, e = exponent; e > 0; e >>= 1, b *= b) if ((e & 1) == 1) r *= b;
        return r;
    }

    /** log(exp(a) + exp(b)) without overflow. */
    public static double logaddexp(double a, double b) {
        double high = Math.max(a, b), low = Math.min(a, b);
        return Double.isInfinite(high) ? high : high + Math.log1p(Math.exp(low - high));
    }

    /** a to the power b with C99's special cases, which Java's lack: 1 to any power, and -1 to an infinite one, are 1. */
    public static double pow(double a, double b) {
        return a == 1 || a == -1 && Double.isInfinite(b) ? 1 : Math.pow(a, b);
    }

    /** Shifts by 64 bits or more leave nothing. */
    public static long shiftLeft(long a, long bits) {
        return bits < 0 || bits > 63 ? 0 : a << bits;
    }

    /** Shifts by 64 bits or more leave the sign. */
    public static long shiftRight(long a, long bits) {
        return bits < 0 || bits > 63 ? a >> 63 : a >> bits;
    }

    private ScalarMath() {}
}

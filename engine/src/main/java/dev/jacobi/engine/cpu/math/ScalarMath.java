package dev.jacobi.engine.cpu.math;

/**
 * Scalar reference of the elementary functions in double precision: {@link Math} where it has the function, else formulas
 * that keep some 15 digits. Slow and plain, with series instead of fitted polynomials, so that an error in a vector kernel can't be shared.
 */
public final class ScalarMath {
    private static final double LN2 = 0.6931471805599453;
    private static final double TWO_OVER_ROOT_PI = 1.1283791670955126;

    private ScalarMath() {
    }

    public static double exp2(double x) {
        return Math.pow(2, x);
    }

    public static double log2(double x) {
        if (!(x >= Double.MIN_NORMAL && x < Double.POSITIVE_INFINITY)) {
            return Math.log(x) / LN2;
        }
        // the whole part aside: an exact power of 2 has an exact logarithm, and a number near 1 keeps its digits
        int k = Math.getExponent(x * Math.sqrt(0.5)) + 1;
        return k + Math.log(Math.scalb(x, -k)) / LN2;
    }

    public static double asinh(double x) {
        double a = Math.abs(x);
        double y = a > 0x1p28 ? Math.log(a) + LN2 : Math.log1p(a + a * a / (1 + Math.sqrt(1 + a * a)));
        return Math.copySign(y, x);
    }

    public static double acosh(double x) {
        if (x < 1) {
            return Double.NaN;
        }
        double t = x - 1;
        return x > 0x1p28 ? Math.log(x) + LN2 : Math.log1p(t + Math.sqrt(2 * t + t * t));
    }

    public static double atanh(double x) {
        double a = Math.abs(x);
        double y = a < 0.5 ? 0.5 * Math.log1p(2 * a + 2 * a * a / (1 - a)) : 0.5 * Math.log1p(2 * a / (1 - a));
        return Math.copySign(y, x);
    }

    public static double sigmoid(double x) {
        double e = Math.exp(-Math.abs(x));
        return x < 0 ? e / (1 + e) : 1 / (1 + e);
    }

    public static double rsqrt(double x) {
        return 1 / Math.sqrt(x);
    }

    public static double logaddexp(double a, double b) {
        if (a == b) {
            return a + LN2;
        }
        double top = a > b ? a : b;
        return Double.isNaN(a) || Double.isNaN(b) ? Double.NaN : top + Math.log1p(Math.exp(-Math.abs(a - b)));
    }

    public static double trunc(double x) {
        return Math.copySign(Math.floor(Math.abs(x)), x);
    }

    /** The sign of x as -1 or 1; a zero or NaN is its own sign. */
    public static double sign(double x) {
        return Math.signum(x);
    }

    /** x to the power y by the rules of C99, which unlike Java's make 1 to any power, and -1 to an infinite one, 1. */
    public static double pow(double x, double y) {
        return x == 1 || x == -1 && Double.isInfinite(y) ? 1 : Math.pow(x, y);
    }

    /** x modulo y with the sign of y, as in Python and NumPy; exact. */
    public static double remainder(double x, double y) {
        double r = x % y;
        if (r == 0) {
            return Math.copySign(0.0, y);
        }
        return r < 0 != y < 0 ? r + y : r;
    }

    public static float remainder(float x, float y) {
        float r = x % y;
        if (r == 0) {
            return Math.copySign(0f, y);
        }
        return r < 0 != y < 0 ? r + y : r;
    }

    public static double erf(double x) {
        return Math.abs(x) < 1 ? erfSeries(x) : Math.copySign(1 - erfcFraction(Math.abs(x)), x);
    }

    public static double erfc(double x) {
        // 1 - erf would cancel from here on
        return x < 0.75 ? 1 - erf(x) : erfcFraction(x);
    }

    /** 2/sqrt(pi) e^(-x^2) sum 2^n x^(2n+1) / (2n+1)!!, whose terms all have one sign; for |x| < 1. */
    private static double erfSeries(double x) {
        double sum = 1;
        for (int n = 20; n > 0; n--) {
            sum = Math.fma(2 * x * x / (2 * n + 1), sum, 1);
        }
        return x == 0 ? x : TWO_OVER_ROOT_PI * x * (expOfMinusSquare(x) * sum);
    }

    /** Laplace's continued fraction, evaluated from the far end; for x >= 0.75, where 500 terms are plenty. */
    private static double erfcFraction(double x) {
        if (x > 28) {
            return 0;
        }
        double d = x;
        for (int k = 500; k > 0; k--) {
            d = x + k / 2.0 / d;
        }
        return TWO_OVER_ROOT_PI / 2 * expOfMinusSquare(x) / d;
    }

    /** e^(-x^2) with the rounding of x^2 put right. */
    private static double expOfMinusSquare(double x) {
        double square = x * x;
        return Math.exp(-square) * (1 - Math.fma(x, x, -square));
    }

    public static double erfinv(double x) {
        double a = Math.abs(x);
        if (!(a < 1)) {
            return a == 1 ? Math.copySign(Double.POSITIVE_INFINITY, x) : Double.NaN;
        }
        if (a < 1e-8) {
            return x / TWO_OVER_ROOT_PI;
        }
        double w = -Math.log1p(-a * a);
        // Winitzki's approximation, then Halley's iteration on whichever of erf and erfc keeps its digits
        double b = 2 / (Math.PI * 0.147) - w / 2;
        double y = Math.sqrt(Math.sqrt(b * b + w / 0.147) - b);
        for (int i = 0; i < 4; i++) {
            double error = a < 0.72 ? erf(y) - a : 1 - a - erfc(y);
            double step = error / (TWO_OVER_ROOT_PI * expOfMinusSquare(y));
            y -= step / (1 + y * step);
        }
        return Math.copySign(y, x);
    }
}

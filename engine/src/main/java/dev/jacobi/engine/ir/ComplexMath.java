package dev.jacobi.engine.ir;

/**
 * What operations mean on complex64, as {@link Scalars} code it. Sums and products are computed in float as everywhere; all else in double and rounded
 * once. The branch cuts are those of W. Kahan, "Branch Cuts for Complex Elementary Functions", 1987, which C and NumPy have too.
 */
public final class ComplexMath {
    private static final double LN2 = Math.log(2), LN10 = Math.log(10);

    /** A number in double. */
    private record Z(double re, double im) {
        Z plus(double x) { return new Z(re + x, im); }

        Z times(Z o) { return new Z(re * o.re - im * o.im, re * o.im + im * o.re); }

        Z times(double x) { return new Z(re * x, im * x); }

        Z negated() { return new Z(-re, -im); }

        Z conjugate() { return new Z(re, -im); }

        Z over(Z o) {
            double d = o.re * o.re + o.im * o.im;
            if (d == 0) return new Z(re / 0.0, im / 0.0);
            if (Double.isInfinite(d)) return re - re == 0 && im - im == 0 ? new Z(0, 0) : new Z(Double.NaN, Double.NaN);
            return new Z((re * o.re + im * o.im) / d, (im * o.re - re * o.im) / d);
        }

        /** i z. */
        Z turned() { return new Z(-im, re); }

        /** -i z. */
        Z turnedBack() { return new Z(im, -re); }

        double abs() { return Math.sqrt(re * re + im * im); }
    }

    private static final Z ONE = new Z(1, 0);

    /** {@code op} of one number; the result is complex64, or what the operation says: float32 for ABS, REAL and IMAG, bool for predicates. */
    public static long apply(Op op, long a) {
        float re = Scalars.re(a), im = Scalars.im(a);
        return switch (op) {
            case NEGATIVE -> Scalars.complex(-re, -im);
            case CONJUGATE -> Scalars.complex(re, -im);
            case REAL -> Double.doubleToRawLongBits(re);
            case IMAG -> Double.doubleToRawLongBits(im);
            case ABS -> Double.doubleToRawLongBits(abs(re, im));
            case SQUARE -> apply(Op.MULTIPLY, a, a);
            case ROUND -> Scalars.complex((float) Math.rint(re), (float) Math.rint(im));
            case LOGICAL_NOT -> re == 0 && im == 0 ? 1 : 0;
            case ISNAN -> re != re || im != im ? 1 : 0;
            case ISINF -> Float.isInfinite(re) || Float.isInfinite(im) ? 1 : 0;
            default -> rounded(function(op, new Z(re, im)));
        };
    }

    /** {@code op} of two numbers; COMPLEX takes two float32. */
    public static long apply(Op op, long a, long b) {
        if (op == Op.COMPLEX) return Scalars.complex((float) Double.longBitsToDouble(a), (float) Double.longBitsToDouble(b));
        float x = Scalars.re(a), y = Scalars.im(a), u = Scalars.re(b), v = Scalars.im(b);
        return switch (op) {
            case ADD -> Scalars.complex(x + u, y + v);
            case SUBTRACT -> Scalars.complex(x - u, y - v);
            case MULTIPLY -> Scalars.complex(x * u - y * v, x * v + y * u);
            case SCALE -> x == 0 && y == 0 || u == 0 && v == 0 ? 0 : Scalars.complex(x * u - y * v, x * v + y * u);
            case EQUAL -> x == u && y == v ? 1 : 0;
            case NOT_EQUAL -> x == u && y == v ? 0 : 1;
            case DIVIDE -> rounded(new Z(x, y).over(new Z(u, v)));
            case POWER -> rounded(power(new Z(x, y), new Z(u, v)));
            default -> throw new AssertionError(op + " has no meaning on complex numbers");
        };
    }

    /** The absolute value: squares of floats neither overflow nor vanish in double. */
    public static float abs(float re, float im) {
        if (Float.isInfinite(re) || Float.isInfinite(im)) return Float.POSITIVE_INFINITY;
        return (float) Math.sqrt((double) re * re + (double) im * im);
    }

    private static long rounded(Z z) { return Scalars.complex((float) z.re, (float) z.im); }

    private static Z function(Op op, Z z) {
        return switch (op) {
            case SQRT -> sqrt(z);
            case RSQRT -> ONE.over(sqrt(z));
            case RECIPROCAL -> ONE.over(z);
            case EXP -> exp(z);
            case EXPM1 -> {
                double s = Math.sin(z.im / 2);
                yield new Z(Math.expm1(z.re) * Math.cos(z.im) - 2 * s * s, exp(z).im);
            }
            case LOG -> log(z);
            case LOG1P -> z.re < -0.5 ? log(z.plus(1))
                    : new Z(Math.log1p(z.re * (2 + z.re) + z.im * z.im) / 2, Math.atan2(z.im, 1 + z.re));
            case LOG2 -> log(z).times(1 / LN2);
            case LOG10 -> log(z).times(1 / LN10);
            case SIN -> sin(z);
            case COS -> new Z(Math.cos(z.re) * Math.cosh(z.im), -Math.sin(z.re) * Math.sinh(z.im));
            case TAN -> tan(z);
            case SINH -> sin(z.turned()).turnedBack();
            case COSH -> new Z(Math.cosh(z.re) * Math.cos(z.im), Math.sinh(z.re) * Math.sin(z.im));
            case TANH -> tan(z.turned()).turnedBack();
            case ASIN -> asin(z);
            case ACOS -> {
                Z below = sqrt(z.negated().plus(1)), above = sqrt(z.plus(1));
                yield new Z(2 * Math.atan2(below.re, above.re), ScalarMath.asinh(above.conjugate().times(below).im));
            }
            case ATAN -> atanh(z.turned()).turnedBack();
            case ASINH -> asin(z.turned()).turnedBack();
            case ACOSH -> {
                Z below = sqrt(z.plus(-1)), above = sqrt(z.plus(1));
                yield new Z(ScalarMath.asinh(below.conjugate().times(above).re), 2 * Math.atan2(below.im, above.re));
            }
            case ATANH -> atanh(z);
            case SIGMOID -> {
                if (z.re >= 0) yield ONE.over(exp(z.negated()).plus(1));
                Z e = exp(z);
                yield e.over(e.plus(1));
            }
            default -> throw new AssertionError(op + " has no meaning on complex numbers");
        };
    }

    private static Z exp(Z z) {
        double r = Math.exp(z.re);
        return z.im == 0 ? new Z(r, z.im) : new Z(r * Math.cos(z.im), r * Math.sin(z.im));
    }

    /** Near the unit circle the logarithm of the absolute value comes from its distance to 1, which is exact here. */
    private static Z log(Z z) {
        double square = z.re * z.re + z.im * z.im;
        double l = square > 0.5 && square < 2 ? Math.log1p((Math.abs(z.re) - 1) * (Math.abs(z.re) + 1) + z.im * z.im) : Math.log(square);
        return new Z(l / 2, Math.atan2(z.im, z.re));
    }

    private static Z sqrt(Z z) {
        if (z.re == 0 && z.im == 0) return new Z(0, z.im);
        double t = Math.sqrt((Math.abs(z.re) + z.abs()) / 2);
        return z.re >= 0 ? new Z(t, z.im / (2 * t)) : new Z(Math.abs(z.im) / (2 * t), Math.copySign(t, z.im));
    }

    private static Z sin(Z z) {
        return new Z(Math.sin(z.re) * Math.cosh(z.im), Math.cos(z.re) * Math.sinh(z.im));
    }

    private static Z tan(Z z) {
        if (Math.abs(z.im) > 20) {
            return new Z(2 * Math.sin(2 * z.re) * Math.exp(-2 * Math.abs(z.im)), Math.copySign(1, z.im));
        }
        double c = Math.cos(z.re), s = Math.sinh(z.im), d = c * c + s * s;
        return new Z(Math.sin(z.re) * c / d, s * Math.cosh(z.im) / d);
    }

    private static Z asin(Z z) {
        Z below = sqrt(z.negated().plus(1)), above = sqrt(z.plus(1));
        return new Z(Math.atan2(z.re, below.times(above).re), ScalarMath.asinh(below.conjugate().times(above).im));
    }

    private static Z atanh(Z z) {
        if (z.re < 0) return atanh(z.negated()).negated(); // where the logarithm's argument doesn't cancel
        double far = (1 - z.re) * (1 - z.re) + z.im * z.im;
        return new Z(Math.log1p(4 * z.re / far) / 4, Math.atan2(2 * z.im, (1 - z.re) * (1 + z.re) - z.im * z.im) / 2);
    }

    private static Z power(Z base, Z exponent) {
        if (exponent.re == 0 && exponent.im == 0) return ONE;
        if (base.re == 0 && base.im == 0) return exponent.re > 0 ? new Z(0, 0) : new Z(Double.NaN, Double.NaN);
        return exp(log(base).times(exponent));
    }

    private ComplexMath() {}
}

package dev.jacobi.kernel.display;

import dev.jacobi.engine.array.Array;
import dev.jacobi.engine.array.ArrayText;
import dev.jacobi.engine.type.DType;
import dev.jacobi.engine.type.Shape;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** Short texts of numbers, sizes and shapes. */
final class Numbers {
    private static final MathContext FOUR_DIGITS = new MathContext(4);

    /** {@code x} with four significant digits, and a true minus sign. */
    static String brief(double x) {
        if (Double.isNaN(x)) return "NaN";
        if (Double.isInfinite(x)) return x > 0 ? "+∞" : "−∞";
        return minus(ArrayText.number(new BigDecimal(x).round(FOUR_DIGITS).doubleValue()));
    }

    /** {@code x} as an element of {@code dtype} is printed. */
    static String exact(DType dtype, double x) {
        if (dtype == DType.BOOL) return x != 0 ? "True" : "False";
        if (dtype.isInteger() && Math.abs(x) < 0x1p53) return Long.toString((long) x);
        return ArrayText.number(x);
    }

    /** {@code x} as an axis label: exact for integers that are not too long. */
    static String label(DType dtype, double x) {
        return dtype.isInexact() || Math.abs(x) > 1e9 ? brief(x) : minus(exact(dtype, x));
    }

    private static String minus(String number) { return number.replace('-', '−').replace("e−", "e-"); }

    /** {@code 1,234,567}. */
    static String count(long n) { return String.format(Locale.ROOT, "%,d", n); }

    /** {@code 1 element}, {@code 80 elements}. */
    static String count(long n, String noun) {
        return count(n) + " " + noun + (n == 1 ? "" : "s");
    }

    /** {@code 320 B}, {@code 1.5 MiB}. */
    static String bytes(long n) {
        if (n < 1024) return n + " B";
        String[] units = {"KiB", "MiB", "GiB", "TiB", "PiB", "EiB"};
        double x = n;
        int unit = -1;
        while (x >= 1024 && unit < units.length - 1) {
            x /= 1024;
            unit++;
        }
        return ArrayText.number(new BigDecimal(x).round(new MathContext(x >= 1000 ? 4 : 3)).doubleValue()) + " " + units[unit];
    }

    /** {@code [8, 10]}. */
    static String shape(Shape shape) {
        return Arrays.stream(shape.toArray()).mapToObj(Integer::toString).collect(Collectors.joining(", ", "[", "]"));
    }

    /** {@code float32 [8, 10]}. */
    static String type(Array x) { return x.dtype() + " " + shape(x.shape()); }

    private Numbers() {}
}

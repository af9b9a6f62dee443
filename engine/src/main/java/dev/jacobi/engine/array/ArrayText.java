package dev.jacobi.engine.array;

import dev.jacobi.engine.ir.Data;
import dev.jacobi.engine.ir.Scalars;
import dev.jacobi.engine.type.Complex;
import dev.jacobi.engine.type.DType;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.FormattableFlags;
import java.util.Formatter;

/**
 * The text of an array as MLX prints it: {@code array([1, 2], dtype=float32)}. An axis of more than 6 elements shows the first and last 3. Numbers are
 * C's {@code %g}: six significant digits, no trailing zeros. {@link PrintOptions} change that.
 */
public final class ArrayText {
    private static final int INDENT = 7, DIGITS = 6;

    private final Array x;
    private final Data data;
    private final PrintOptions options;
    private final boolean isShort;
    private final int[] at;
    private final StringBuilder text = new StringBuilder("array(");
    private int lineStart;

    private ArrayText(Array x, PrintOptions options) {
        this.x = x;
        this.options = options;
        data = Evaluation.value("toString", x);
        isShort = x.size() > options.threshold();
        at = new int[x.ndim()];
    }

    /** The text of {@code x} by the options in force; evaluates it. */
    public static String of(Array x) {
        return of(x, PrintOptions.current());
    }

    static String of(Array x, PrintOptions options) {
        ArrayText text = new ArrayText(x, options);
        text.append(0);
        return text.text.append(", dtype=").append(x.dtype()).append(')').toString();
    }

    /** The value alone of an array without axes. */
    static String value(Array x, PrintOptions options) {
        return new ArrayText(x, options).element();
    }

    static void format(Array x, Formatter formatter, int flags, int width, int precision) {
        PrintOptions options = PrintOptions.current();
        String text = precision < 0 ? of(x) : x.ndim() == 0 ? value(x, options.precision(precision)) : of(x, options.precision(precision));
        String padding = " ".repeat(Math.max(0, width - text.length()));
        boolean isLeft = (flags & FormattableFlags.LEFT_JUSTIFY) != 0;
        formatter.format("%s", isLeft ? text + padding : padding + text);
    }

    private String element() { return number(x.dtype(), HostData.element(x, data, at), options.precision()); }

    private void append(int axis) {
        if (axis == x.ndim()) {
            text.append(element());
            return;
        }
        int n = x.shape().dim(axis), edge = options.edgeItems();
        boolean isLast = axis == x.ndim() - 1;
        text.append('[');
        for (int i = 0; i < n; i++) {
            boolean isGap = isShort && i == edge && n - edge > edge;
            at[axis] = i;
            if (isLast) {
                next(i == 0, isGap ? "..." : element());
            } else {
                if (i > 0) breakLine(axis);
                if (isGap) text.append("...");
                else
                    append(axis + 1);
            }
            if (isGap) i = n - edge - 1;
        }
        text.append(']');
    }

    /** One more element of the last axis. */
    private void next(boolean isFirst, String element) {
        if (!isFirst) {
            if ((long) text.length() - lineStart + element.length() + 3 > options.lineWidth()) breakLine(x.ndim() - 1);
            else
                text.append(", ");
        }
        text.append(element);
    }

    private void breakLine(int axis) {
        text.append(",\n");
        lineStart = text.length();
        text.repeat(' ', INDENT + axis);
    }

    /** {@code 1+2j}: {@code z} as an element is printed. */
    public static String number(Complex z) {
        return number(DType.COMPLEX64, Scalars.complex(z.re(), z.im()), DIGITS);
    }

    /** The text of one element, coded as {@link Scalars} do. */
    private static String number(DType dtype, long bits, int digits) {
        if (dtype == DType.BOOL) return bits != 0 ? "True" : "False";
        if (dtype == DType.UINT64) return Long.toUnsignedString(bits);
        if (dtype.isComplex()) {
            float im = Scalars.im(bits);
            boolean below = Float.floatToRawIntBits(im) < 0 && im == im;
            return number(Scalars.re(bits), digits) + (below ? "-" : "+") + number(Math.abs(im), digits) + "j";
        }
        return dtype.isFloating() ? number(Double.longBitsToDouble(bits), digits) : Long.toString(bits);
    }

    /** {@code x} as C's %g prints it. */
    public static String number(double x) {
        return number(x, DIGITS);
    }

    /** {@code x} as C's %.{@code digits}g prints it. */
    private static String number(double x, int digits) {
        if (Double.isNaN(x)) return "nan";
        if (Double.isInfinite(x)) return x > 0 ? "inf" : "-inf";
        if (x == 0) return 1 / x < 0 ? "-0" : "0";
        BigDecimal d = new BigDecimal(x).round(new MathContext(digits, RoundingMode.HALF_EVEN));
        int exponent = d.precision() - d.scale() - 1;
        if (exponent >= -4 && exponent < digits) return d.stripTrailingZeros().toPlainString();
        BigDecimal mantissa = d.scaleByPowerOfTen(-exponent).stripTrailingZeros();
        return mantissa.toPlainString() + (exponent < 0 ? "e-" : "e+") + (Math.abs(exponent) < 10 ? "0" : "") + Math.abs(exponent);
    }
}

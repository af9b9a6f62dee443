package dev.jacobi.engine.array;

import dev.jacobi.engine.ir.Data;
import dev.jacobi.engine.ir.Scalars;
import dev.jacobi.engine.type.Complex;
import dev.jacobi.engine.type.DType;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/**
 * The text of an array as MLX prints it: {@code array([1, 2], dtype=float32)}. An axis of more than 6 elements shows the first and last 3. Numbers are
 * C's {@code %g}: six significant digits, no trailing zeros.
 */
public final class ArrayText {
    private static final int EDGE = 3, INDENT = 7;

    /** The text of {@code x}; evaluates it. */
    public static String of(Array x) {
        Data data = Evaluation.value("toString", x);
        StringBuilder text = new StringBuilder("array(");
        append(text, x, data, new int[x.ndim()], 0);
        return text.append(", dtype=").append(x.dtype()).append(')').toString();
    }

    private static void append(StringBuilder text, Array x, Data data, int[] at, int axis) {
        if (axis == x.ndim()) {
            text.append(number(x.dtype(), HostData.element(x, data, at)));
            return;
        }
        int n = x.shape().dim(axis);
        String next = axis == x.ndim() - 1 ? ", " : ",\n" + " ".repeat(INDENT + axis);
        text.append('[');
        for (int i = 0; i < n; i++) {
            if (i > 0) text.append(next);
            if (i == EDGE && n > 2 * EDGE) {
                text.append("...");
                i = n - EDGE - 1;
            } else {
                at[axis] = i;
                append(text, x, data, at, axis + 1);
            }
        }
        text.append(']');
    }

    /** {@code 1+2j}: {@code z} as an element is printed. */
    public static String number(Complex z) {
        return number(DType.COMPLEX64, Scalars.complex(z.re(), z.im()));
    }

    /** The text of one element, coded as {@link Scalars} do. */
    static String number(DType dtype, long bits) {
        if (dtype == DType.BOOL) return bits != 0 ? "True" : "False";
        if (dtype == DType.UINT64) return Long.toUnsignedString(bits);
        if (dtype.isComplex()) {
            float im = Scalars.im(bits);
            boolean below = Float.floatToRawIntBits(im) < 0 && im == im;
            return number(Scalars.re(bits)) + (below ? "-" : "+") + number(Math.abs(im)) + "j";
        }
        return dtype.isFloating() ? number(Double.longBitsToDouble(bits)) : Long.toString(bits);
    }

    /** {@code x} as C's %g prints it. */
    public static String number(double x) {
        if (Double.isNaN(x)) return "nan";
        if (Double.isInfinite(x)) return x > 0 ? "inf" : "-inf";
        if (x == 0) return 1 / x < 0 ? "-0" : "0";
        BigDecimal d = new BigDecimal(x).round(new MathContext(6, RoundingMode.HALF_EVEN));
        int exponent = d.precision() - d.scale() - 1;
        if (exponent >= -4 && exponent < 6) return d.stripTrailingZeros().toPlainString();
        BigDecimal mantissa = d.scaleByPowerOfTen(-exponent).stripTrailingZeros();
        return mantissa.toPlainString() + (exponent < 0 ? "e-" : "e+") + (Math.abs(exponent) < 10 ? "0" : "") + Math.abs(exponent);
    }

    private ArrayText() {}
}

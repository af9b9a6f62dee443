package dev.jacobi.kernel.timing;

import java.util.Locale;

/** Times and sizes as a person reads them, in IPython's form. */
public final class TimeText {
    private static final String[] UNITS = {"s", "ms", "μs", "ns"};

    /** {@code seconds} with {@code precision} significant digits and a fitting unit: {@code 1.23 ms}; from a minute on {@code 1min 3s}. */
    public static String of(double seconds, int precision) {
        if (!(seconds > 0)) return seconds == 0 ? "0 ns" : Double.toString(seconds);
        if (seconds >= 60) {
            StringBuilder parts = new StringBuilder();
            long left = (long) seconds;
            for (Object[] unit : new Object[][]{{"d", 86400L}, {"h", 3600L}, {"min", 60L}, {"s", 1L}}) {
                long count = left / (long) unit[1];
                left %= (long) unit[1];
                if (count > 0) parts.append(parts.isEmpty() ? "" : " ").append(count).append(unit[0]);
            }
            return parts.toString();
        }
        int order = Math.min(3, (int) -Math.floor(Math.floor(Math.log10(seconds)) / 3));
        return general(seconds * Math.pow(10, 3 * order), precision) + " " + UNITS[Math.max(0, order)];
    }

    /** {@code bytes} with a binary unit: {@code 1.6 MiB}. */
    public static String bytes(double bytes) {
        String[] units = {"B", "KiB", "MiB", "GiB", "TiB"};
        int unit = 0;
        double value = bytes;
        for (; value >= 1024 && unit < units.length - 1; unit++) value /= 1024;
        return (unit == 0 ? String.format(Locale.ROOT, "%.0f", value) : String.format(Locale.ROOT, "%.1f", value)) + " " + units[unit];
    }

    /** C's %g without an exponent, which these values never need. */
    private static String general(double x, int precision) {
        var rounded = new java.math.BigDecimal(x).round(new java.math.MathContext(precision));
        return rounded.signum() == 0 ? "0" : rounded.stripTrailingZeros().toPlainString();
    }

    private TimeText() {}
}

package dev.jacobi.kernel.display;

/**
 * The values that a picture's colours stand for. What lies beyond takes the last colour and a mark.
 *
 * @param diverging whether both signs occur, and the range is symmetric about 0
 */
record ValueRange(double low, double high, boolean diverging) {

    /** The range for colours: {@link #spread}, made symmetric if signs differ. */
    static ValueRange of(Statistics s) {
        return symmetric(spread(s), s);
    }

    /** From the least to the greatest value, symmetric if signs differ. */
    static ValueRange whole(Statistics s) {
        return symmetric(s.finite() == 0 || s.min() == s.max() ? spread(s) : new ValueRange(s.min(), s.max(), false), s);
    }

    private static ValueRange symmetric(ValueRange r, Statistics s) {
        if (s.finite() == 0 || s.min() >= 0 || s.max() <= 0) return r;
        double most = Math.max(Math.abs(r.low), Math.abs(r.high));
        return new ValueRange(-most, most, true);
    }

    /**
     * Where most values are: from the 1st to the 99th percentile, at most 3 interquartile ranges beyond the quartiles, so that one outlier does not wash
     * out the rest. Values that reach only a little further are all within.
     */
    static ValueRange spread(Statistics s) {
        if (s.finite() == 0) return new ValueRange(0, 1, false);
        double q1 = s.quantile(0.25), q3 = s.quantile(0.75), beyond = 3 * (q3 - q1);
        double low = s.quantile(0.01), high = s.quantile(0.99);
        if (beyond > 0) {
            low = Math.max(low, q1 - beyond);
            high = Math.min(high, q3 + beyond);
        }
        double margin = 0.25 * (high - low);
        if (s.min() >= low - margin) low = s.min();
        if (s.max() <= high + margin) high = s.max();
        if (!(low < high)) { // most values are equal: then there is nothing robust about hiding the rest
            low = s.min();
            high = s.max();
        }
        if (low == high) return new ValueRange(low - 0.5 * Math.max(1, Math.abs(low)), high + 0.5 * Math.max(1, Math.abs(high)), false);
        return new ValueRange(low, high, false);
    }

    /** Where {@code x} lies between the ends, from 0 to 1. */
    double fraction(double x) {
        double f = high - low == Double.POSITIVE_INFINITY ? (x / 2 - low / 2) / (high / 2 - low / 2) : (x - low) / (high - low);
        return Math.clamp(f, 0, 1);
    }

    /** Whether a finite {@code x} lies beyond an end. */
    boolean clips(double x) { return x < low || x > high; }
}

package dev.jacobi.kernel.display;

import dev.jacobi.engine.array.Array;
import dev.jacobi.engine.type.DType;
import java.util.ArrayList;
import java.util.List;

/** Statistics as one line: {@code −2.204 … 40 · mean 0.64 ± 4.607 · ▁▂▇█▃▁ · 1 NaN · 3 zeros}. */
final class StatisticsText {
    private static final String BLOCKS = "▁▂▃▄▅▆▇█";
    private static final int BINS = 12;

    /** The line for {@code x}, whose statistics, or those of its magnitudes if it is complex, are {@code s}. */
    static String of(Array x, Statistics s) {
        if (s.size() == 0) return "empty";
        List<String> parts = new ArrayList<>();
        if (x.dtype().isComplex()) parts.add("magnitudes");
        if (x.dtype() == DType.BOOL) {
            parts.add(Numbers.count(s.read() - s.zeros()) + " True");
            parts.add(Numbers.count(s.zeros()) + " False");
        } else {
            if (s.finite() > 0) parts.addAll(finite(x, s));
            if (s.nans() > 0) parts.add(Numbers.count(s.nans()) + " NaN");
            if (s.plusInfinities() > 0) parts.add(Numbers.count(s.plusInfinities()) + " +∞");
            if (s.minusInfinities() > 0) parts.add(Numbers.count(s.minusInfinities()) + " −∞");
            if (s.zeros() > 0 && s.zeros() < s.read()) parts.add(Numbers.count(s.zeros(), "zero"));
        }
        if (s.isSampled()) parts.add("of a sample of " + Numbers.count(s.read()));
        return String.join(" · ", parts);
    }

    private static List<String> finite(Array x, Statistics s) {
        if (s.min() == s.max()) return List.of((s.finite() == s.read() ? "all " : "finite ones all ") + Numbers.label(x.dtype(), s.min()));
        List<String> parts = new ArrayList<>();
        parts.add(Numbers.label(x.dtype(), s.min()) + " … " + Numbers.label(x.dtype(), s.max()));
        parts.add("mean " + Numbers.brief(s.mean()) + " ± " + Numbers.brief(s.deviation()));
        if (s.sample().length >= BINS) parts.add(histogram(s));
        return parts;
    }

    /** How the values are spread over the robust range; what lies beyond it counts to the first and last block. */
    static String histogram(Statistics s) {
        ValueRange range = ValueRange.spread(s);
        long[] bins = new long[BINS];
        long most = 0;
        for (double v : s.sample()) {
            int b = (int) Math.clamp((v - range.low()) / (range.high() - range.low()) * BINS, 0, BINS - 1);
            most = Math.max(most, ++bins[b]);
        }
        StringBuilder text = new StringBuilder();
        for (long b : bins) text.append(b == 0 ? ' ' : BLOCKS.charAt((int) Math.min(7, b * 8 / (most + 1))));
        return text.toString().replace(' ', '\u2007'); // a space as wide as a digit, which HTML does not merge
    }

    private StatisticsText() {}
}

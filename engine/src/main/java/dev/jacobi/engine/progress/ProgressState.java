package dev.jacobi.engine.progress;

import java.util.Locale;
import java.util.OptionalLong;

/**
 * How far a loop is.
 *
 * @param label what stands before the bar; may be empty
 * @param done items that are done
 * @param size all items, if that is known
 * @param seconds since the loop began
 * @param over whether it has ended
 */
public record ProgressState(String label, long done, OptionalLong size, double seconds, boolean over) {
    private static final int WIDTH = 30;

    /** The part that is done, from 0 to 1; 0 if the size is not known. */
    public double fraction() {
        if (size.isEmpty()) return 0;
        return size.getAsLong() == 0 ? 1 : Math.min(1, (double) done / size.getAsLong());
    }

    /** The label with a blank behind it, or nothing. */
    public String prefix() { return label.isEmpty() ? "" : label + " "; }

    /** Numbers: {@code 30/100 in 0:02, 0:04 left, 15.0/s}; without a size {@code 30 in 0:02, 15.0/s}. */
    public String numbers() {
        double rate = done / Math.max(seconds, 1e-9);
        String speed = String.format(Locale.ROOT, rate >= 1 || done == 0 ? "%.1f/s" : "%.2f/s", rate);
        if (size.isEmpty()) return done + " in " + clock(seconds) + ", " + speed;
        String left = over ? "" : done == 0 ? ", ? left" : ", " + clock((size.getAsLong() - done) / rate) + " left";
        return done + "/" + size.getAsLong() + " in " + clock(seconds) + left + ", " + speed;
    }

    /** One line: label, per cent, bar, numbers. */
    public String text() {
        if (size.isEmpty()) return prefix() + numbers();
        int full = (int) (WIDTH * fraction());
        return String.format(Locale.ROOT, "%s%3.0f %% |%s%s| %s", prefix(), 100 * fraction(), "█".repeat(full), "░".repeat(WIDTH - full),
                numbers());
    }

    private static String clock(double seconds) {
        long s = Math.round(seconds);
        return s < 3600 ? String.format(Locale.ROOT, "%d:%02d", s / 60, s % 60)
                : String.format(Locale.ROOT, "%d:%02d:%02d", s / 3600, s / 60 % 60, s % 60);
    }
}

package dev.jacobi.kernel.notebook;

import dev.jacobi.kernel.protocol.Frontend;
import dev.jacobi.kernel.protocol.MimeBundle;
import dev.jacobi.kernel.text.HtmlText;
import java.util.Collection;
import java.util.Iterator;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.function.LongSupplier;

/**
 * A loop that shows how far it is: {@code for (var x : progress(xs))}. The bar is one output that is replaced in place, at most ten times a second; a loop
 * that is over within half a second shows nothing.
 */
public final class Progress<T> implements Iterable<T> {
    private static final long PATIENCE = 500_000_000, PERIOD = 100_000_000;
    private static final int WIDTH = 30;

    private final Iterable<T> items;
    private final OptionalLong size;
    private final String label;
    private final Frontend frontend;
    private final LongSupplier nanos;

    Progress(Iterable<T> items, OptionalLong size, String label, Frontend frontend, LongSupplier nanos) {
        this.items = items;
        this.size = size;
        this.label = label;
        this.frontend = frontend;
        this.nanos = nanos;
    }

    /** A loop over {@code items}; how many there are is known of collections alone. */
    public static <T> Progress<T> of(Iterable<T> items) {
        OptionalLong size = items instanceof Collection<?> c ? OptionalLong.of(c.size()) : OptionalLong.empty();
        return new Progress<>(items, size, "", Notebook.frontend(), System::nanoTime);
    }

    /** The same with a text before the bar. */
    public Progress<T> label(String text) {
        return new Progress<>(items, size, text, frontend, nanos);
    }

    @Override
    public Iterator<T> iterator() { return new Counting(items.iterator(), nanos.getAsLong()); }

    private final class Counting implements Iterator<T> {
        private final Iterator<T> inner;
        private final long begin;
        private final String id = UUID.randomUUID().toString();
        private long next;
        private long done = -1;
        private boolean shown;

        Counting(Iterator<T> inner, long begin) {
            this.inner = inner;
            this.begin = begin;
            next = begin + PATIENCE;
        }

        @Override
        public boolean hasNext() {
            boolean more = inner.hasNext();
            if (!more && shown && next != Long.MAX_VALUE) {
                next = Long.MAX_VALUE;
                show(done + 1, true);
            }
            return more;
        }

        @Override
        public T next() {
            T item = inner.next();
            done++;
            long now = nanos.getAsLong();
            if (now >= next) {
                next = now + PERIOD;
                show(done, false);
            }
            return item;
        }

        private void show(long count, boolean over) {
            MimeBundle bundle = bundle(count, (nanos.getAsLong() - begin) * 1e-9, over);
            if (shown) frontend.updateDisplay(bundle, id);
            else
                frontend.display(bundle, id);
            shown = true;
        }
    }

    private MimeBundle bundle(long count, double seconds, boolean over) {
        double rate = count / Math.max(seconds, 1e-9);
        String speed = String.format(Locale.ROOT, rate >= 1 ? "%.1f/s" : "%.2f/s", rate);
        String prefix = label.isEmpty() ? "" : label + " ";
        if (size.isEmpty()) return MimeBundle.text(prefix + count + " in " + clock(seconds) + ", " + speed);
        double part = size.getAsLong() == 0 ? 1 : Math.min(1, (double) count / size.getAsLong());
        int full = (int) (WIDTH * part);
        String left = over ? "" : count == 0 ? ", ? left" : ", " + clock((size.getAsLong() - count) / rate) + " left";
        String numbers = count + "/" + size.getAsLong() + " in " + clock(seconds) + left + ", " + speed;
        String text = String.format(Locale.ROOT, "%s%3.0f %% |%s%s| %s", prefix, 100 * part, "█".repeat(full), "░".repeat(WIDTH - full),
                numbers);
        String html = String.format(Locale.ROOT, "<div>%s<progress value=\"%.4f\" max=\"1\"></progress> %.0f %% %s</div>",
                HtmlText.escape(prefix),
                part, 100 * part,
                HtmlText.escape(numbers));
        return MimeBundle.text(text).with(MimeBundle.HTML, html);
    }

    private static String clock(double seconds) {
        long s = Math.round(seconds);
        return s < 3600 ? String.format(Locale.ROOT, "%d:%02d", s / 60, s % 60)
                : String.format(Locale.ROOT, "%d:%02d:%02d", s / 3600, s / 60 % 60, s % 60);
    }
}

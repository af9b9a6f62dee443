package dev.jacobi.engine.progress;

import dev.jacobi.engine.type.Count;
import java.util.Arrays;
import java.util.Collection;
import java.util.Iterator;
import java.util.OptionalLong;
import java.util.function.LongSupplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A loop that shows how far it is: {@code for (var x : mx.progress(xs))}. The bar is replaced in place, at most ten times a second; a loop that is over
 * within half a second shows nothing. It ends full when the loop comes to its end; a loop that is left, or throws, leaves it where it was.
 */
public final class Progress<T> implements Iterable<T> {
    private static final long PATIENCE = 500_000_000, PERIOD = 100_000_000;
    private static volatile ProgressDisplay display = ProgressDisplay.terminal();

    private final Iterable<T> items;
    private final OptionalLong size;
    private final String label;
    private final ProgressDisplay shown;
    private final LongSupplier nanos;

    Progress(Iterable<T> items, OptionalLong size, String label, ProgressDisplay shown, LongSupplier nanos) {
        this.items = items;
        this.size = size;
        this.label = label;
        this.shown = shown;
        this.nanos = nanos;
    }

    /** From now on loops are shown there; a terminal's line at first. */
    public static void showOn(ProgressDisplay place) {
        display = place;
    }

    private static <T> Progress<T> over(Iterable<T> items, OptionalLong size) {
        return new Progress<>(items, size, "", display, System::nanoTime);
    }

    /**
     * A loop over {@code items}; how many there are is known of collections alone.
     *
     * @throws IllegalArgumentException if {@code items} is null
     */
    public static <T> Progress<T> of(Iterable<T> items) {
        return over(given(items), items instanceof Collection<?> c ? OptionalLong.of(c.size()) : OptionalLong.empty());
    }

    /** A loop over an array. */
    public static <T> Progress<T> of(T[] items) { return of(Arrays.asList(given(items))); }

    /** A loop over a stream, which can be gone through once; its size is told if the stream knows it. */
    public static <T> Progress<T> of(Stream<T> items) {
        var parts = given(items).spliterator();
        long known = parts.getExactSizeIfKnown();
        Iterator<T> once = java.util.Spliterators.iterator(parts);
        return over(() -> once, known < 0 ? OptionalLong.empty() : OptionalLong.of(known));
    }

    /** A loop over {@code 0 .. count - 1}; over nothing if {@code count} is negative. */
    public static Progress<Integer> of(int count) {
        return over(() -> IntStream.range(0, count).iterator(), OptionalLong.of(Math.max(0, count)));
    }

    private static <S> S given(S items) {
        if (items == null)
            throw new IllegalArgumentException("[progress] items is null; it needs a collection, an array, a stream or a count");
        return items;
    }

    /** The same with a text before the bar. */
    public Progress<T> label(String text) {
        if (text == null) throw new IllegalArgumentException("[progress] the label is null; it needs a text");
        return new Progress<>(items, size, text, shown, nanos);
    }

    @Override
    public Iterator<T> iterator() { return new Counting(items.iterator(), nanos.getAsLong()); }

    @Override
    public String toString() {
        return "progress" + (label.isEmpty() ? "" : " " + label) + " over "
                + (size.isPresent() ? Count.of(size.getAsLong(), "item") : "items")
                + ", shown while a loop goes through it";
    }

    private final class Counting implements Iterator<T> {
        private final Iterator<T> inner;
        private final long begin;
        private final ProgressDisplay.Bar bar = shown.open();
        private long next;
        private long done = -1;
        private boolean begun;

        Counting(Iterator<T> inner, long begin) {
            this.inner = inner;
            this.begin = begin;
            next = begin + PATIENCE;
        }

        @Override
        public boolean hasNext() {
            boolean more = inner.hasNext();
            if (!more && begun && next != Long.MAX_VALUE) {
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
            begun = true;
            bar.show(new ProgressState(label, count, size, (nanos.getAsLong() - begin) * 1e-9, over));
        }
    }
}

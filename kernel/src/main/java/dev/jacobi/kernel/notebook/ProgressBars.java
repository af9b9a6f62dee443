package dev.jacobi.kernel.notebook;

import dev.jacobi.engine.progress.ProgressDisplay;
import dev.jacobi.engine.progress.ProgressState;
import dev.jacobi.kernel.protocol.Frontend;
import dev.jacobi.kernel.protocol.MimeBundle;
import dev.jacobi.kernel.text.HtmlText;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BooleanSupplier;

/**
 * Loops as outputs of a cell, each replaced in place: text, and a progress element where the size is known. Of loops in loops the outer one stands first, and the
 * inner ones take each other's place, lest a thousand epochs leave a thousand bars.
 */
final class ProgressBars implements ProgressDisplay {
    private final Frontend frontend;
    private final BooleanSupplier inCell;
    /** Loops of the running cell that are shown, in the order in which they began. */
    private final List<CellBar> shown = new ArrayList<>();
    private long begun;

    /** {@code inCell}: whether the calling thread is that of the cell, whose loops end with it. */
    ProgressBars(Frontend frontend, BooleanSupplier inCell) {
        this.frontend = frontend;
        this.inCell = inCell;
    }

    @Override
    public synchronized Bar open() { return inCell.getAsBoolean() ? new CellBar(begun++) : new SingleBar(); }

    /** The cell is through: its loops that did not come to their end say so, since nothing else would. */
    synchronized void cellEnds(Frontend of) {
        for (CellBar bar : shown) if (!bar.last.over()) of.updateDisplay(bundle(bar.last, true), bar.place.orElseThrow());
        shown.clear();
    }

    private Optional<String> replaced(Optional<String> place, MimeBundle bundle) {
        if (place.isPresent()) {
            frontend.updateDisplay(bundle, place.get());
            return place;
        }
        String id = UUID.randomUUID().toString();
        frontend.display(bundle, id);
        return Optional.of(id);
    }

    private final class SingleBar implements Bar {
        private Optional<String> place = Optional.empty();

        @Override
        public void show(ProgressState state) { place = replaced(place, bundle(state, false)); }
    }

    private final class CellBar implements Bar {
        private final long number;
        /** Places of loops within this one that are through. */
        private final List<String> free = new ArrayList<>();
        private Optional<String> place = Optional.empty();
        private ProgressState last;

        CellBar(long number) { this.number = number; }

        @Override
        public void show(ProgressState state) {
            synchronized (ProgressBars.this) {
                last = state;
                // This loop goes on: what began after it did so within it, and is through.
                List<CellBar> inner = shown.stream().filter(b -> b.number > number).toList();
                shown.removeAll(inner);
                for (CellBar b : inner) {
                    free.add(b.place.orElseThrow());
                    free.addAll(b.free);
                }
                if (place.isEmpty()) {
                    place = place();
                    shown.add(this);
                }
                place = replaced(place, bundle(state, false));
            }
        }

        /** One of a loop within this one, above which it stands from now on; or of one that was in the same loop. */
        private Optional<String> place() {
            if (!free.isEmpty()) return Optional.of(free.removeFirst());
            return shown.stream().filter(b -> b.number < number && !b.last.over() && !b.free.isEmpty())
                    .max(Comparator.comparingLong(b -> b.number)).map(b -> b.free.removeFirst());
        }
    }

    private static MimeBundle bundle(ProgressState state, boolean stopped) {
        ProgressState s = stopped ? new ProgressState(state.label(), state.done(), state.size(), state.seconds(), true) : state;
        String end = stopped ? ", stopped" : "";
        MimeBundle text = MimeBundle.text(s.text() + end);
        if (s.size().isEmpty()) return text;
        return text.with(MimeBundle.HTML,
                String.format(Locale.ROOT, "<div>%s<progress value=\"%.4f\" max=\"1\"></progress> %.0f %% %s</div>",
                        HtmlText.escape(s.prefix()), s.fraction(), 100 * s.fraction(), HtmlText.escape(s.numbers() + end)));
    }
}

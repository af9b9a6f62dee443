package dev.jacobi.kernel.protocol;

import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;

/**
 * Collects the text of one cell, so that a flood of prints becomes few messages. Text leaves when the delay is over, much of it is
 * there, the other stream is written to, or something else is shown.
 */
final class OutputBuffer {
    private static final int LIMIT = 1 << 16;
    private static final long DELAY_MILLIS = 20;

    private final BiConsumer<StreamName, String> sink;
    private final ScheduledExecutorService timer;
    private final StringBuilder text = new StringBuilder();
    private StreamName stream = StreamName.STDOUT;
    private boolean scheduled;

    OutputBuffer(ScheduledExecutorService timer, BiConsumer<StreamName, String> sink) {
        this.timer = timer;
        this.sink = sink;
    }

    synchronized void append(StreamName name, CharSequence added) {
        if (added.isEmpty()) return;
        if (name != stream) flush();
        stream = name;
        text.append(added);
        if (text.length() >= LIMIT) flush();
        else if (!scheduled) {
            scheduled = true;
            timer.schedule(this::flushLate, DELAY_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    synchronized void flush() {
        if (text.isEmpty()) return;
        String all = text.toString();
        text.setLength(0);
        sink.accept(stream, all);
    }

    /** Flushes, then runs the action before any other thread of the cell can add text. */
    synchronized void flushThen(Runnable action) {
        flush();
        action.run();
    }

    private synchronized void flushLate() {
        scheduled = false;
        flush();
    }
}

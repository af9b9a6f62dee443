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
    /** A stack trace is not cut before it is as long as this. */
    private static final int TRACE_LIMIT = 4 * LIMIT;
    private static final int LONGEST_FRAME = 1_000;
    private static final long DELAY_MILLIS = 20;

    private final BiConsumer<StreamName, String> sink;
    private final ScheduledExecutorService timer;
    private final StringBuilder text = new StringBuilder();
    private StreamName stream = StreamName.STDOUT;
    private boolean scheduled;
    /** How much there was when its last flush was put off, and how often it was. */
    private int lengthBefore;
    private int putOff;

    OutputBuffer(ScheduledExecutorService timer, BiConsumer<StreamName, String> sink) {
        this.timer = timer;
        this.sink = sink;
    }

    synchronized void append(StreamName name, CharSequence added) {
        if (added.isEmpty()) return;
        if (name != stream) flush();
        stream = name;
        text.append(added);
        if (text.length() >= LIMIT && !(text.length() < TRACE_LIMIT && endsInTrace())) flush();
        else
            schedule();
    }

    private void schedule() {
        if (scheduled) return;
        scheduled = true;
        timer.schedule(this::flushLate, DELAY_MILLIS, TimeUnit.MILLISECONDS);
    }

    synchronized void flush() {
        if (text.isEmpty()) return;
        String all = text.toString();
        text.setLength(0);
        putOff = lengthBefore = 0;
        sink.accept(stream, all);
    }

    /** Flushes, then runs the action before any other thread of the cell can add text. */
    synchronized void flushThen(Runnable action) {
        flush();
        action.run();
    }

    private synchronized void flushLate() {
        scheduled = false;
        if (!text.isEmpty() && text.length() != lengthBefore && putOff < 10 && endsInTrace()) {
            lengthBefore = text.length();
            putOff++;
            schedule();
            return;
        }
        flush();
    }

    /** Whether the last line is one of a stack trace, which is rewritten as a whole before it is shown. */
    private boolean endsInTrace() {
        int end = text.length();
        if (text.charAt(end - 1) == '\n') end--;
        int begin = end;
        while (begin > 0 && end - begin < LONGEST_FRAME && text.charAt(begin - 1) != '\n') begin--;
        int word = begin;
        while (word < end && (text.charAt(word) == '\t' || text.charAt(word) == ' ')) word++;
        return word > begin && (startsWith("at ", word) || startsWith("... ", word));
    }

    private boolean startsWith(String prefix, int at) {
        return text.length() >= at + prefix.length() && text.subSequence(at, at + prefix.length()).equals(prefix);
    }
}

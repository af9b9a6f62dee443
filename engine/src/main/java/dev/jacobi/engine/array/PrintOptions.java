package dev.jacobi.engine.array;

import dev.jacobi.engine.type.MxException;

/**
 * How arrays print. {@link #DEFAULT} is MLX's way; {@code mx.printOptions} takes other options for a while, {@code mx.setPrintOptions} for good.
 *
 * @param precision significant digits of floats, from 1 to 17; trailing zeros are dropped
 * @param threshold arrays of at most so many elements are printed whole
 * @param edgeItems how many elements are printed at both ends of an axis of a larger array; what is between is {@code ...} if it is there
 * @param lineWidth after how many characters elements go on in the next line
 */
public record PrintOptions(int precision, int threshold, int edgeItems, int lineWidth) {
    /** Six digits; an axis of more than six elements shows three at both ends; lines are not broken. */
    public static final PrintOptions DEFAULT = new PrintOptions(6, 0, 3, Integer.MAX_VALUE);

    private static final int MOST_DIGITS = 17;
    private static final ThreadLocal<PrintOptions> OF_THREAD = new ThreadLocal<>();
    private static volatile PrintOptions standard = DEFAULT;

    /** Options that make sense. */
    public PrintOptions {
        if (precision < 1 || precision > MOST_DIGITS) throw wrong("precision", precision, "1 to " + MOST_DIGITS + " significant digits");
        if (threshold < 0) throw wrong("threshold", threshold, "a number of elements, or 0");
        if (edgeItems < 1) throw wrong("edgeItems", edgeItems, "at least 1");
        if (lineWidth < 1) throw wrong("lineWidth", lineWidth, "at least 1 character");
    }

    private static MxException wrong(String option, int given, String needed) {
        return new MxException("printOptions", option + " " + given + " was given, needed " + needed);
    }

    /** With so many significant digits. */
    public PrintOptions precision(int digits) {
        return new PrintOptions(digits, threshold, edgeItems, lineWidth);
    }

    /** Printing arrays of at most so many elements whole. */
    public PrintOptions threshold(int elements) {
        return new PrintOptions(precision, elements, edgeItems, lineWidth);
    }

    /** With so many elements at both ends of a long axis. */
    public PrintOptions edgeItems(int elements) {
        return new PrintOptions(precision, threshold, elements, lineWidth);
    }

    /** With lines of at most so many characters, unless one element has more. */
    public PrintOptions lineWidth(int characters) {
        return new PrintOptions(precision, threshold, edgeItems, characters);
    }

    /** Those in force on this thread. */
    public static PrintOptions current() {
        PrintOptions mine = OF_THREAD.get();
        return mine == null ? standard : mine;
    }

    /** For all threads from now on, but for those inside of a {@link Scope}; gives those before. */
    public static PrintOptions set(PrintOptions options) {
        synchronized (OF_THREAD) {
            PrintOptions before = standard;
            standard = options;
            return before;
        }
    }

    /** For this thread until the scope is closed. */
    public static Scope open(PrintOptions options) {
        Scope scope = new Scope(OF_THREAD.get());
        OF_THREAD.set(options);
        return scope;
    }

    /** For how long options are in force: {@code try (var scope = mx.printOptions(...)) { ... }}. */
    public static final class Scope implements AutoCloseable {
        private final PrintOptions before;
        private final Thread thread = Thread.currentThread();
        private boolean open = true;

        private Scope(PrintOptions before) {
            this.before = before;
        }

        /**
         * Brings the options before back; a second time does nothing.
         *
         * @throws MxException on another thread than that of {@link PrintOptions#open}
         */
        @Override
        public void close() {
            if (thread != Thread.currentThread())
                throw new MxException("printOptions",
                        "closed by " + Thread.currentThread() + ", but opened by " + thread + ", whose they are");
            if (!open) return;
            open = false;
            if (before == null) OF_THREAD.remove();
            else
                OF_THREAD.set(before);
        }
    }
}

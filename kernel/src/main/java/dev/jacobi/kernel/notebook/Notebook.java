package dev.jacobi.kernel.notebook;

import dev.jacobi.engine.progress.Progress;
import dev.jacobi.kernel.display.Renderers;
import dev.jacobi.kernel.protocol.Comms;
import dev.jacobi.kernel.protocol.Frontend;
import dev.jacobi.kernel.protocol.MimeBundle;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/** What cells can call by its bare name: {@code display(x)}, {@code updateDisplay(id, x)}, {@code clearOutput()}, {@code input("name? ")}. */
public final class Notebook {
    private static volatile Frontend frontend;
    private static volatile Renderers renderers;
    private static volatile ProcessStreams streams;
    private static volatile CodeInCells code;

    private Notebook() {}

    static void open(Frontend ambient, Renderers registry, ProcessStreams processStreams, CodeInCells codeInCells, ProgressBars bars) {
        code = codeInCells;
        frontend = ambient;
        renderers = registry;
        streams = processStreams;
        Progress.showOn(bars);
    }

    static Frontend frontend() {
        if (frontend == null) throw new IllegalStateException("[notebook] no notebook is open in this process");
        return frontend;
    }

    /** Shows {@code value} now, and gives the id by which it can be replaced later. */
    public static String display(Object value) {
        String id = UUID.randomUUID().toString();
        frontend().display(renderers.render(value), id);
        return id;
    }

    /**
     * Shows {@code value} as those of the media types that it has, and as text: {@code display(html, "text/html")}. A text is of any type that is asked for.
     */
    public static String display(Object value, String mime, String... more) {
        String id = UUID.randomUUID().toString();
        frontend().display(render(value, mime, more), id);
        return id;
    }

    /** What {@link #display(Object)} would show. As a cell's value it is shown in place of the value's own look. */
    public static MimeBundle render(Object value) {
        return renderers.render(value);
    }

    /** What {@link #display(Object, String, String...)} would show. */
    public static MimeBundle render(Object value, String mime, String... more) {
        return renderers.render(value, Stream.concat(Stream.of(mime), Stream.of(more)).toList());
    }

    /** Replaces what was shown under {@code id}. */
    public static void updateDisplay(String id, Object value) {
        frontend().updateDisplay(renderers.render(value), id);
    }

    /** Replaces what was shown under {@code id} by {@code value} as those of the media types that it has, and as text. */
    public static void updateDisplay(String id, Object value, String mime, String... more) {
        frontend().updateDisplay(render(value, mime, more), id);
    }

    /** Prints as {@code System.out.printf} does. */
    public static void printf(String format, Object... values) {
        System.out.printf(format, values);
    }

    /**
     * Runs {@code cell} as a cell of this notebook, magics included, and gives its value; null if it has none.
     *
     * @throws IllegalStateException if it fails, or if this is no cell's own thread
     */
    public static Object eval(String cell) { return code.run(cell); }

    /**
     * Calls a magic of a line, and gives its value as what is expected; null if it has none: {@code List<String> added = lineMagic("jars", List.of("*.jar"))}.
     *
     * @throws IllegalStateException if it fails, or if this is no cell's own thread
     */
    @SuppressWarnings("unchecked")
    public static <T> T lineMagic(String name, List<String> arguments) {
        return (T) code.magic("%" + name + " " + String.join(" ", arguments));
    }

    /** The same with a magic over a cell, whose text is {@code body}. */
    @SuppressWarnings("unchecked")
    public static <T> T cellMagic(String name, List<String> arguments, String body) {
        return (T) code.magic("%%" + name + " " + String.join(" ", arguments) + "\n" + body);
    }

    /** Empties the cell's output. */
    public static void clearOutput() { frontend().clearOutput(false); }

    /** Empties the cell's output when the next output arrives. */
    public static void clearOutputOnNext() { frontend().clearOutput(true); }

    /** Asks the person for a line of text. */
    public static String input(String prompt) { return ask(prompt, false); }

    /** Asks the person for a line of text that is not shown. */
    public static String password(String prompt) { return ask(prompt, true); }

    private static String ask(String prompt, boolean hidden) {
        try {
            return frontend().input(prompt, hidden);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What talks to widgets of the front end: opens comms, and registers what is done when the front end opens one. */
    public static Comms comms() {
        return frontend().comms();
    }

    /** Makes {@code System.out}, {@code System.err} and {@code System.in} the notebook's again, after a cell has replaced them. */
    public static void restoreStreams() {
        streams.restore();
    }

    /** The registry of renderers, to add one's own. */
    public static Renderers renderers() { return renderers; }
}

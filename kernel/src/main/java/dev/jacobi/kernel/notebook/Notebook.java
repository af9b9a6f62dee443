package dev.jacobi.kernel.notebook;

import dev.jacobi.engine.progress.Progress;
import dev.jacobi.kernel.display.Renderers;
import dev.jacobi.kernel.protocol.Frontend;
import dev.jacobi.kernel.protocol.MimeBundle;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.UUID;

/** What cells can call by its bare name: {@code display(x)}, {@code updateDisplay(id, x)}, {@code clearOutput()}, {@code input("name? ")}. */
public final class Notebook {
    private static volatile Frontend frontend;
    private static volatile Renderers renderers;
    private static volatile ProcessStreams streams;

    private Notebook() {}

    static void open(Frontend ambient, Renderers registry, ProcessStreams processStreams) {
        frontend = ambient;
        renderers = registry;
        streams = processStreams;
        Progress.showOn(new ProgressBars(ambient));
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

    /** Shows {@code data} of a media type such as {@code text/html}, as IJava's {@code display(data, mime)} does. */
    public static String display(String data, String mime) {
        String id = UUID.randomUUID().toString();
        frontend().display(MimeBundle.text(data).with(mime, data), id);
        return id;
    }

    /** What {@link #display} would show. */
    public static MimeBundle render(Object value) { return renderers.render(value); }

    /** Replaces what was shown under {@code id}. */
    public static void updateDisplay(String id, Object value) {
        frontend().updateDisplay(renderers.render(value), id);
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

    /** Makes {@code System.out}, {@code System.err} and {@code System.in} the notebook's again, after a cell has replaced them. */
    public static void restoreStreams() {
        streams.restore();
    }

    /** The registry of renderers, to add one's own. */
    public static Renderers renderers() { return renderers; }
}

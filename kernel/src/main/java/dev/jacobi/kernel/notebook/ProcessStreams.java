package dev.jacobi.kernel.notebook;

import dev.jacobi.kernel.protocol.Frontend;
import dev.jacobi.kernel.protocol.StandardStreams;
import dev.jacobi.kernel.protocol.StreamName;
import java.io.InputStream;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;

/** {@code System.out}, {@code System.err} and {@code System.in}, which are the notebook's until a cell replaces them. */
final class ProcessStreams {
    private final PrintStream out;
    private final PrintStream err;
    private final InputStream in;
    private PrintStream knownOut;
    private PrintStream knownErr;

    private ProcessStreams(Frontend ambient) {
        out = StandardStreams.output(ambient, StreamName.STDOUT);
        err = StandardStreams.output(ambient, StreamName.STDERR);
        in = StandardStreams.input(ambient);
    }

    /** Makes the process's streams those of the front end. */
    static ProcessStreams take(Frontend ambient) {
        ProcessStreams streams = new ProcessStreams(ambient);
        streams.restore();
        return streams;
    }

    synchronized void restore() {
        System.setOut(out);
        System.setErr(err);
        System.setIn(in);
        knownOut = out;
        knownErr = err;
    }

    /** What cells replaced since the last call, for the person to know. */
    synchronized List<String> takeNotes() {
        List<String> notes = new ArrayList<>();
        if (System.out != knownOut && System.out != out) notes.add(replaced("System.out"));
        if (System.err != knownErr && System.err != err) notes.add(replaced("System.err"));
        knownOut = System.out;
        knownErr = System.err;
        return notes;
    }

    private static String replaced(String stream) {
        return stream + " was replaced: what is printed there is not shown here until restoreStreams() gives it back to the notebook";
    }
}

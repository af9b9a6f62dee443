package dev.jacobi.kernel.magic;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.jacobi.kernel.cell.OperatorTargets;
import dev.jacobi.kernel.protocol.Comms;
import dev.jacobi.kernel.protocol.Frontend;
import dev.jacobi.kernel.protocol.HistoryEntry;
import dev.jacobi.kernel.protocol.MimeBundle;
import dev.jacobi.kernel.protocol.StreamName;
import dev.jacobi.kernel.session.CellError;
import dev.jacobi.kernel.session.CellResult;
import dev.jacobi.kernel.session.Session;
import dev.jacobi.kernel.session.SessionOptions;
import java.util.ArrayList;
import java.util.List;

/** A session with magics; keeps what they print and show. */
public final class Notebooks implements AutoCloseable {
    final Session session = Session.create(SessionOptions.plain()
            .withImports("import java.util.*;", "import dev.jacobi.engine.array.Array;",
                    "import static dev.jacobi.engine.mx.*;")
            .withOperators(OperatorTargets.jacobi()).withCompilerOptions("--add-modules", "jdk.incubator.vector"));
    final Magics magics = new Magics(session);
    final StringBuffer printed = new StringBuffer();
    final List<MimeBundle> shown = new ArrayList<>();
    private int count;

    CellResult run(String cell) {
        printed.setLength(0);
        shown.clear();
        return magics.run(++count, cell, frontend);
    }

    public CellResult ok(String cell) {
        CellResult result = run(cell);
        if (result.error().isPresent()) throw new AssertionError(cell + " -> " + result.error().get().traceback());
        return result;
    }

    public Object value(String cell) { return ok(cell).value().orElseThrow().object(); }

    CellError error(String cell) { return run(cell).error().orElseThrow(() -> new AssertionError(cell + " did not fail")); }

    @Override
    public void close() { session.close(); }

    private final Frontend frontend = new Frontend() {
        @Override
        public void stream(StreamName stream, CharSequence text) { printed.append(text); }

        @Override
        public void display(MimeBundle bundle) { shown.add(bundle); }

        @Override
        public void display(MimeBundle bundle, String displayId) { shown.add(bundle); }

        @Override
        public void updateDisplay(MimeBundle bundle, String displayId) { shown.add(bundle); }

        @Override
        public void clearOutput(boolean wait) { shown.clear(); }

        @Override
        public String input(String prompt, boolean password) { throw new UnsupportedOperationException("no input in this test"); }

        @Override
        public void payload(ObjectNode payload) { throw new UnsupportedOperationException("no payload in this test"); }

        @Override
        public Comms comms() { throw new UnsupportedOperationException("no widgets in this test"); }

        @Override
        public List<HistoryEntry> history() { return List.of(); }

        @Override
        public Runnable attributed(Runnable task) { return task; }

        @Override
        public void flush() {}
    };
}

package dev.jacobi.kernel.session;

import static org.junit.jupiter.api.Assertions.assertTrue;

/** A session under test that numbers its cells. */
final class Cells implements AutoCloseable {
    final Session session;
    private int count;

    Cells(SessionOptions options) {
        session = Session.create(options);
    }

    static Cells plain() {
        return new Cells(
                SessionOptions.plain().withImports("import java.util.*;", "import java.util.function.*;", "import java.util.stream.*;"));
    }

    CellResult run(String code) {
        return session.run(++count, code);
    }

    /** The value of a cell that must have one. */
    Object value(String code) {
        CellResult r = run(code);
        assertTrue(r.error().isEmpty(), () -> code + " -> " + r.error().get().traceback());
        assertTrue(r.value().isPresent(), () -> code + " has no value");
        return r.value().get().object();
    }

    /** Runs a cell that must not fail. */
    CellResult ok(String code) {
        CellResult r = run(code);
        assertTrue(r.error().isEmpty(), () -> code + " -> " + r.error().get().traceback());
        return r;
    }

    CellError error(String code) {
        CellResult r = run(code);
        assertTrue(r.error().isPresent(), () -> code + " did not fail: " + r);
        return r.error().get();
    }

    int count() {
        return count;
    }

    @Override
    public void close() {
        session.close();
    }
}

package dev.jacobi.kernel.magic;

import dev.jacobi.kernel.session.CellError;
import dev.jacobi.kernel.session.CellResult;
import dev.jacobi.kernel.session.EmbeddedJava;
import dev.jacobi.kernel.session.EmbeddedJava.Piece;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Statements of a cell as loops of their own, compiled by the session so that they see what cells see. Each is a method of a new class, with the loop
 * and the sink beside the statement: nothing is called through an interface inside the loop.
 */
final class LoopCode {
    private static final String TIMING = "dev.jacobi.kernel.timing.", HAND = "dev.jacobi.kernel.magic.Handover.loops(",
            TIMED = "(" + TIMING + "Timed) (loops$, nanos$) -> { ", SINK = TIMING + "Sink.", CAPTURED = "effectively final";

    private final MagicCall call;
    private final Optional<Statement> setup;
    private final boolean lazy;

    /** The code around a statement: as a method of its own, or, as only that may assign to the setup's variables, in the method of the setup. */
    private enum Shape {
        OWN(TIMING + "StatementLoop.time(count$ -> { long loop$ = 0; for (; loop$ < count$; loop$++) { ",
                " } return loop$; }, loops$, nanos$); }"),
        INLINE("for (int batch$ = 0; batch$ < nanos$.length; batch$++) { long start$ = System.nanoTime(); long loop$ = 0; for (; loop$ < loops$; loop$++) { ",
                " } nanos$[batch$] = System.nanoTime() - start$; " + TIMING + "StatementLoop.ended(loop$, loops$); } }");

        private final String head, tail;

        Shape(String head, String tail) {
            this.head = head;
            this.tail = tail;
        }
    }

    /** The setup is run before each loop of each statement. */
    LoopCode(MagicCall call, Optional<Statement> setup, boolean lazy) {
        this.call = call;
        this.setup = setup.filter(s -> !s.isEmpty());
        this.lazy = lazy;
    }

    /**
     * Hands the loop of {@code statement} to {@code receiver}, on the thread of cells. It's taken as one with a value to keep; if that does not compile, as one
     * without.
     */
    CellResult hand(Statement statement, Handover.Receiver receiver) {
        CellResult own = hand(statement, Shape.OWN, receiver);
        return setup.isPresent() && says(own, CAPTURED) ? hand(statement, Shape.INLINE, receiver) : own;
    }

    private CellResult hand(Statement statement, Shape shape, Handover.Receiver receiver) {
        CellResult valued = hand(statement, shape, true, receiver);
        if (!CellResults.failed(valued, CellError.Kind.COMPILATION)) return valued;
        CellResult plain = hand(statement, shape, false, receiver);
        if (says(plain, "unreachable statement") && call.text().charAt(statement.to() - 1) == '}')
            plain = hand(new Statement(statement.from(), statement.last(), statement.to(), true), shape, false, receiver);
        return says(plain, "not a statement") ? valued : plain;
    }

    private static boolean says(CellResult result, String complaint) {
        return CellResults.failed(result, CellError.Kind.COMPILATION)
                && result.error().get().traceback().stream().anyMatch(l -> l.contains(complaint));
    }

    /** Runs {@code work} on the thread of cells, so that an interrupt finds it. */
    CellResult onCellThread(Work work) {
        try (var ticket = Handover.open((Handover.Receiver) loops -> work.run())) {
            return call.run(
                    new EmbeddedJava(call.text(), List.of(new Piece(0, 0, HAND + ticket.number() + ");", ""))));
        }
    }

    /** What measures. */
    interface Work {
        void run() throws Throwable;
    }

    private CellResult hand(Statement statement, Shape shape, boolean valued, Handover.Receiver receiver) {
        try (var ticket = Handover.open(receiver)) {
            return call.run(new EmbeddedJava(call.text(), pieces(statement, shape, valued, HAND + ticket.number() + ", " + TIMED)));
        }
    }

    private List<Piece> pieces(Statement s, Shape shape, boolean valued, String head) {
        List<Piece> pieces = new ArrayList<>();
        String loop = shape.head + (valued ? "" : SINK + "pass(); "), open = head + loop, tail = shape.tail + ");";
        if (setup.isPresent()) {
            pieces.add(new Piece(setup.get().from(), setup.get().to(), head, "; " + loop));
            open = "";
        }
        if (s.last() > s.from()) {
            pieces.add(new Piece(s.from(), s.last(), open, ""));
            open = "";
        }
        String sink = SINK + (lazy ? "keep(" : "take(");
        pieces.add(valued ? new Piece(s.last(), s.to(), open + sink, ");" + tail)
                : new Piece(s.last(), s.to(), open, (s.closed() ? "" : ";") + tail));
        return pieces;
    }
}

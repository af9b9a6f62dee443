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
    private static final String HAND = "dev.jacobi.kernel.magic.Handover.loops(",
            TIMED = "(dev.jacobi.kernel.timing.Timed) (loops$, nanos$) -> { ",
            LOOP = "for (int batch$ = 0; batch$ < nanos$.length; batch$++) { long start$ = System.nanoTime(); for (long loop$ = 0; loop$ < loops$; loop$++) { ",
            END = " } nanos$[batch$] = System.nanoTime() - start$; } }", SINK = "dev.jacobi.kernel.timing.Sink.";

    private final MagicCall call;
    private final Optional<Statement> setup;
    private final boolean lazy;

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
        CellResult valued = hand(statement, true, receiver);
        if (!CellResults.failed(valued, CellError.Kind.COMPILATION)) return valued;
        CellResult plain = hand(statement, false, receiver);
        boolean expression = CellResults.failed(plain, CellError.Kind.COMPILATION)
                && plain.error().get().traceback().stream().anyMatch(l -> l.contains("not a statement"));
        return expression ? valued : plain;
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

    private CellResult hand(Statement statement, boolean valued, Handover.Receiver receiver) {
        try (var ticket = Handover.open(receiver)) {
            return call.run(new EmbeddedJava(call.text(), pieces(statement, valued, HAND + ticket.number() + ", " + TIMED, END + ");")));
        }
    }

    private List<Piece> pieces(Statement s, boolean valued, String head, String tail) {
        List<Piece> pieces = new ArrayList<>();
        String open = head + LOOP;
        if (setup.isPresent()) {
            pieces.add(new Piece(setup.get().from(), setup.get().to(), head, "; " + LOOP));
            open = "";
        }
        if (s.last() > s.from()) {
            pieces.add(new Piece(s.from(), s.last(), open, ""));
            open = "";
        }
        String sink = SINK + (lazy ? "keep(" : "take(");
        pieces.add(valued ? new Piece(s.last(), s.to(), open + sink, ");" + tail) : new Piece(s.last(), s.to(), open, ";" + tail));
        return pieces;
    }
}

package dev.jacobi.kernel.notebook;

import dev.jacobi.kernel.magic.Magics;
import dev.jacobi.kernel.protocol.Frontend;
import dev.jacobi.kernel.session.CellError;
import dev.jacobi.kernel.session.CellResult;
import dev.jacobi.kernel.session.CellValue;
import dev.jacobi.kernel.session.Session;
import java.util.function.Supplier;

/** Cells and magics that the code of a cell runs. */
final class CodeInCells {
    private static final int DEEPEST = 50;

    private final Session session;
    private final Magics magics;
    private final Frontend frontend;
    /** How many of them run inside of each other: all on the thread of the cell. */
    private int depth;

    CodeInCells(Session session, Magics magics, Frontend frontend) {
        this.session = session;
        this.magics = magics;
        this.frontend = frontend;
    }

    /** The value of a cell, or null if it has none. */
    Object run(String cell) {
        return value("eval", () -> magics.run(0, cell, frontend));
    }

    /** The value of a magic, or null if it has none. */
    Object magic(String call) {
        return value("magic", () -> magics.value(call, frontend));
    }

    private Object value(String function, Supplier<CellResult> run) {
        if (!session.inCell()) {
            throw new IllegalStateException("[" + function + "] this is not the thread of a cell, and cells run one after the other; "
                    + "call it where the cell begins, and hand its value over");
        }
        if (depth == DEEPEST)
            throw new IllegalStateException("[" + function + "] " + DEEPEST + " cells run each other: perhaps without end");
        depth++;
        CellResult result;
        try {
            result = run.get();
        } finally {
            depth--;
        }
        if (result.error().isPresent()) {
            CellError e = result.error().get();
            throw new IllegalStateException("[" + function + "] " + String.join("\n", e.traceback()));
        }
        return result.value().map(CellValue::object).orElse(null);
    }
}

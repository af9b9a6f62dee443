package dev.jacobi.kernel.magic;

import dev.jacobi.kernel.session.CellError;
import dev.jacobi.kernel.session.CellResult;
import dev.jacobi.kernel.session.CellValue;
import java.util.List;
import java.util.Optional;

/** Results that do not come from Java. */
final class CellResults {

    static CellResult nothing() { return new CellResult(Optional.empty(), Optional.empty(), List.of(), List.of()); }

    static CellResult value(Object value, String type) {
        return new CellResult(Optional.of(new CellValue(value, type)), Optional.empty(), List.of(), List.of());
    }

    static CellResult error(String name, String message) {
        return new CellResult(Optional.empty(),
                Optional.of(new CellError(CellError.Kind.EXCEPTION, name, message, List.of(name + ": " + message), Optional.empty(),
                        List.of())),
                List.of(), List.of());
    }

    private CellResults() {}
}

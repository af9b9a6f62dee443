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

    static CellResult error(String name, String message) { return error(CellError.Kind.EXCEPTION, name, message); }

    static CellResult interrupted(String message) { return error(CellError.Kind.INTERRUPTED, "Interrupted", message); }

    static boolean failed(CellResult result, CellError.Kind kind) {
        return result.error().filter(e -> e.kind() == kind).isPresent();
    }

    private static CellResult error(CellError.Kind kind, String name, String message) {
        return new CellResult(Optional.empty(),
                Optional.of(new CellError(kind, name, message, (name + ": " + message).lines().toList(), Optional.empty(), List.of())),
                List.of(), List.of());
    }

    private CellResults() {}
}

package dev.jacobi.kernel.session;

import java.util.List;
import java.util.Optional;

/**
 * What became of a cell.
 *
 * @param value
 *            the value of its last expression, if it ends with one that is neither an assignment nor followed by a semicolon
 * @param error
 *            why it failed, if it did; what ran before the failure stays
 * @param notes
 *            what the person should know although nothing failed
 * @param declared
 *            the names of the variables, methods and types it declared
 */
public record CellResult(Optional<CellValue> value, Optional<CellError> error, List<String> notes, List<String> declared) {

    public CellResult {
        notes = List.copyOf(notes);
        declared = List.copyOf(declared);
    }
}

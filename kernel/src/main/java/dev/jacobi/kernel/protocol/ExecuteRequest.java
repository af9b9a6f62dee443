package dev.jacobi.kernel.protocol;

import java.util.Optional;

/**
 * A cell to run.
 *
 * @param executionCount the number of this cell, as in {@code In [7]}
 * @param silent leave no trace in the history, and make no result
 * @param storeHistory whether the cell enters the history, never true when silent
 * @param allowStdin whether the front end answers {@link Frontend#input}
 * @param cellId the front end's name for the cell, when it sent one
 * @param subshellId the subshell that runs the cell; empty for the main shell
 */
public record ExecuteRequest(
        String code,
        int executionCount,
        boolean silent,
        boolean storeHistory,
        boolean allowStdin,
        Optional<String> cellId,
        Optional<String> subshellId) {

    /** A plain cell of the main shell, as a test or a start-up script runs it. */
    public static ExecuteRequest of(String code, int executionCount) {
        return new ExecuteRequest(code, executionCount, false, true, false, Optional.empty(), Optional.empty());
    }
}

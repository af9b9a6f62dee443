package dev.jacobi.kernel.magic;

import dev.jacobi.kernel.protocol.Frontend;
import dev.jacobi.kernel.session.CellResult;
import dev.jacobi.kernel.session.Session;

/** What a line that begins with its name does. */
@FunctionalInterface
interface Magic {

    /**
     * What it gets.
     *
     * @param line the rest of its line
     * @param wholeCell whether it was called with two percent signs
     * @param body the rest of the cell then, else empty
     */
    record Call(String line, boolean wholeCell, String body, int cell, Session session, Frontend frontend) {}

    /** Runs it; its value and error are shown as a cell's. */
    CellResult run(Call call) throws Exception;
}

package dev.jacobi.kernel.session;

/** Ends a cell that was interrupted. An Error, so that a cell's own {@code catch (Exception e)} lets it pass. */
public final class CellInterruptedError extends Error {
    private static final long serialVersionUID = 1;

    CellInterruptedError() {
        super("the cell was interrupted", null, false, false);
    }
}

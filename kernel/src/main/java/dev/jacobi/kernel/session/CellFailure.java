package dev.jacobi.kernel.session;

/** What the methods of a cell's objects did when the kernel called them: they threw, or were stopped. */
public final class CellFailure extends Exception {
    private static final long serialVersionUID = 1;

    private final transient CellError error;

    CellFailure(CellError error) {
        super(error.message(), null, false, false);
        this.error = error;
    }

    /** What to show. */
    public CellError error() {
        return error;
    }
}

package dev.jacobi.engine.array;

/** Diagonals, triangles and differences with their options. */
abstract sealed class ArrangeMethods permits CumulativeMethods {

    ArrangeMethods() {}

    abstract Array self();

    /** The elements of which the index along {@code axis2} is that along {@code axis1} plus {@code offset}, as the last axis. */
    public Array diagonal(int offset, int axis1, int axis2) {
        return Ops.diagonal(self(), offset, axis1, axis2);
    }

    /** As {@link Ops#diag}, {@code offset} places above the diagonal. */
    public Array diag(int offset) { return Ops.diag(self(), offset); }

    /** With zeros above the {@code k}-th diagonal of the last two axes; that of k > 0 is above the main one. */
    public Array tril(int k) {
        return Ops.tril(self(), k);
    }

    /** With zeros below the {@code k}-th diagonal of the last two axes. */
    public Array triu(int k) { return Ops.triu(self(), k); }

    /** Differences of order {@code n} along {@code axis}. */
    public Array diff(int n, int axis) { return Ops.diff(self(), n, axis); }
}

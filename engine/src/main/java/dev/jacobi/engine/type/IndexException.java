package dev.jacobi.engine.type;

/** An index outside of its axis. */
public final class IndexException extends MxException {
    private static final long serialVersionUID = 1;

    /** An error of operation {@code op}. */
    public IndexException(String op, String text) { super(op, text); }

    /**
     * An index beyond the ends of an axis.
     *
     * @param where what it stands in, up to its colon, or nothing
     */
    public static IndexException outside(String op, String where, long index, int axis, Shape shape) {
        int n = shape.dim(axis);
        return new IndexException(op, where + "index " + index + " is out of range for axis " + axis + " of shape " + shape + ", which has "
                + Count.of(n, "element") + (n == 0 ? "" : ": give " + -n + " .. " + (n - 1)));
    }
}

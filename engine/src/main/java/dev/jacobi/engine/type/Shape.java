package dev.jacobi.engine.type;

import java.util.Arrays;
import java.util.stream.Collectors;

/** The size of each axis of an array, outermost first. A scalar's shape is {@code ()}. */
public final class Shape {
    /** The shape of a scalar. */
    public static final Shape SCALAR = new Shape(new int[0], 1);

    /** Shapes of one axis that were asked for lately, by size. A race loses an entry and no more. */
    private static final Shape[] VECTORS = new Shape[256];

    private final int[] sizes;
    private final long size;

    private Shape(int[] sizes, long size) {
        this.sizes = sizes;
        this.size = size;
    }

    /**
     * A shape of these axis sizes.
     *
     * @throws ShapeException if a size is negative or the elements are more than a long can count
     */
    public static Shape of(int... sizes) { return sizes.length == 0 ? SCALAR : checked(sizes.clone()); }

    /** A shape of the first {@code rank} of these axis sizes. */
    public static Shape of(int[] sizes, int rank) {
        return rank == 0 ? SCALAR : rank == 1 ? vector(sizes[0]) : checked(Arrays.copyOf(sizes, rank));
    }

    /** The shape {@code (n,)}. */
    public static Shape vector(int n) {
        int slot = (n ^ n >>> 8) & VECTORS.length - 1;
        Shape known = VECTORS[slot];
        return known != null && known.size == n ? known : (VECTORS[slot] = checked(new int[]{n}));
    }

    private static Shape checked(int[] sizes) {
        long n = 1;
        for (int s : sizes) {
            if (s < 0) throw new ShapeException("shape", "an axis can't have " + s + " elements: " + text(sizes));
            if ((n | s) >>> 31 != 0 && s != 0 && n > Long.MAX_VALUE / s)
                throw new ShapeException("shape", text(sizes) + " has more elements than can be counted");
            n *= s;
        }
        return new Shape(sizes, n);
    }

    /** How many axes. */
    public int rank() { return sizes.length; }

    /** How many elements. */
    public long size() { return size; }

    /** The size of {@code axis}, which must lie in 0 .. rank - 1. */
    public int dim(int axis) { return sizes[axis]; }

    /** A copy of the sizes. */
    public int[] toArray() { return sizes.clone(); }

    /**
     * The axis that {@code axis} names, counting from the end if it is negative.
     *
     * @throws ShapeException if there is no such axis
     */
    public int axis(String op, int axis) {
        int a = axis < 0 ? axis + sizes.length : axis;
        if (a < 0 || a >= sizes.length) {
            throw new ShapeException(op, sizes.length == 0
                    ? "axis " + axis + " of an array of shape ()"
                            + ": a scalar has no axes"
                    : "axis " + axis + " of an array of shape " + this + ": axes are " + -sizes.length + " .. " + (sizes.length - 1));
        }
        return a;
    }

    /** This shape with an axis of {@code size} put before axis {@code axis}. */
    public Shape insert(int axis, int size) {
        int[] r = new int[sizes.length + 1];
        System.arraycopy(sizes, 0, r, 0, axis);
        r[axis] = size;
        System.arraycopy(sizes, axis, r, axis + 1, sizes.length - axis);
        return checked(r);
    }

    /** This shape without axis {@code axis}. */
    public Shape without(int axis) {
        if (sizes.length < 3) return sizes.length == 2 ? vector(sizes[1 - axis]) : SCALAR;
        int[] r = new int[sizes.length - 1];
        System.arraycopy(sizes, 0, r, 0, axis);
        System.arraycopy(sizes, axis + 1, r, axis, r.length - axis);
        return checked(r);
    }

    /** This shape with axis {@code axis} of another size. */
    public Shape with(int axis, int size) {
        int[] r = sizes.clone();
        r[axis] = size;
        return checked(r);
    }

    /** The axes {@code from .. to - 1} as a shape. */
    public Shape sub(int from, int to) {
        return checked(Arrays.copyOfRange(sizes, from, to));
    }

    /** This shape followed by {@code other}'s axes. */
    public Shape concat(Shape other) {
        int[] r = Arrays.copyOf(sizes, sizes.length + other.sizes.length);
        System.arraycopy(other.sizes, 0, r, sizes.length, other.sizes.length);
        return checked(r);
    }

    /** Whether axes of one element, and new ones before the first, make {@code to} of this shape. */
    public boolean stretchesTo(Shape to) {
        int extra = to.rank() - rank();
        if (extra < 0) return false;
        for (int k = 0; k < rank(); k++) if (dim(k) != to.dim(k + extra) && dim(k) != 1) return false;
        return true;
    }

    /**
     * The shape that both stretch to by NumPy's rule: aligned at the last axis, axes of one element repeat.
     *
     * @throws ShapeException naming both shapes if they do not fit
     */
    public Shape broadcast(String op, Shape other) {
        if (equals(other)) return this;
        int n = Math.max(rank(), other.rank());
        int[] r = new int[n];
        for (int k = 1; k <= n; k++) {
            int a = k <= rank() ? sizes[rank() - k] : 1, b = k <= other.rank() ? other.sizes[other.rank() - k] : 1;
            if (a != b && a != 1 && b != 1) {
                throw new ShapeException(op,
                        "shapes " + this + " and " + other + " do not broadcast: axis " + -k + " has " + a + " and " + b
                                + " elements; they must be equal, or one of them 1");
            }
            r[n - k] = a == 1 ? b : a;
        }
        return checked(r);
    }

    @Override
    public boolean equals(Object o) { return this == o || o instanceof Shape other && Arrays.equals(sizes, other.sizes); }

    @Override
    public int hashCode() { return Arrays.hashCode(sizes); }

    private static String text(int[] sizes) {
        String inside = Arrays.stream(sizes).mapToObj(Integer::toString).collect(Collectors.joining(", "));
        return sizes.length == 1 ? "(" + inside + ",)" : "(" + inside + ")";
    }

    /** As Python prints a tuple: {@code (2, 3)}, {@code (3,)}, {@code ()}. */
    @Override
    public String toString() { return text(sizes); }
}

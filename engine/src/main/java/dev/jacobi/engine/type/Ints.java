package dev.jacobi.engine.type;

import java.util.Arrays;
import java.util.stream.Collectors;

/** An immutable list of ints with value equality: axes, starts, strides. */
public final class Ints {
    private static final Ints EMPTY = new Ints(new int[0]);
    private final int[] values;

    private Ints(int[] values) { this.values = values; }

    /** Lists of one value that were asked for lately, by value. A race loses an entry and no more. */
    private static final Ints[] ONE = new Ints[256];

    /** The list of {@code value}. */
    public static Ints one(int value) {
        int slot = (value ^ value >>> 8) & ONE.length - 1;
        Ints known = ONE[slot];
        return known != null && known.values[0] == value ? known : (ONE[slot] = new Ints(new int[]{value}));
    }

    /** A copy of {@code values}. */
    public static Ints of(int... values) { return values.length == 0 ? EMPTY : new Ints(values.clone()); }

    /** The first {@code count} of {@code values}. */
    public static Ints of(int[] values, int count) {
        return count == 0 ? EMPTY : count == 1 ? one(values[0]) : new Ints(Arrays.copyOf(values, count));
    }

    /** 0, 1, ... n - 1. */
    public static Ints range(int n) {
        int[] r = new int[n];
        Arrays.setAll(r, k -> k);
        return new Ints(r);
    }

    /** {@code n} times {@code value}. */
    public static Ints filled(int n, int value) {
        int[] r = new int[n];
        Arrays.fill(r, value);
        return new Ints(r);
    }

    /** How many. */
    public int length() { return values.length; }

    /** The value at {@code i}. */
    public int at(int i) { return values[i]; }

    /** Whether {@code value} is among them. */
    public boolean contains(int value) {
        for (int v : values) if (v == value) return true;
        return false;
    }

    /** These with {@code value} put before position {@code i}. */
    public Ints insert(int i, int value) {
        int[] r = new int[values.length + 1];
        System.arraycopy(values, 0, r, 0, i);
        r[i] = value;
        System.arraycopy(values, i, r, i + 1, values.length - i);
        return new Ints(r);
    }

    /** These without the value at position {@code i}. */
    public Ints without(int i) {
        if (values.length == 2) return one(values[1 - i]);
        int[] r = new int[values.length - 1];
        System.arraycopy(values, 0, r, 0, i);
        System.arraycopy(values, i + 1, r, i, r.length - i);
        return r.length == 0 ? EMPTY : new Ints(r);
    }

    /** Each plus {@code k}. */
    public Ints plus(int k) { return new Ints(Arrays.stream(values).map(v -> v + k).toArray()); }

    /** A copy as an array. */
    public int[] toArray() { return values.clone(); }

    @Override
    public boolean equals(Object o) { return this == o || o instanceof Ints other && Arrays.equals(values, other.values); }

    @Override
    public int hashCode() { return Arrays.hashCode(values); }

    @Override
    public String toString() { return Arrays.stream(values).mapToObj(Integer::toString).collect(Collectors.joining(", ", "(", ")")); }
}

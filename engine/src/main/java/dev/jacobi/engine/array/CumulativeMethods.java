package dev.jacobi.engine.array;

/**
 * Cumulative operations along an axis. With {@code reverse} they run from the end; unless {@code inclusive}, an element is left out of its own result, and
 * the first result is that of nothing.
 */
abstract sealed class CumulativeMethods extends ArrangeMethods permits SortMethods {

    CumulativeMethods() {}

    /** Cumulative sums along {@code axis}; of bools as int32. */
    public Array cumsum(int axis) {
        return Ops.cumsum(self(), axis, false, true);
    }

    /** As {@link #cumsum(int)}. */
    public Array cumsum(int axis, boolean reverse, boolean inclusive) {
        return Ops.cumsum(self(), axis, reverse, inclusive);
    }

    /** Cumulative products along {@code axis}; of bools as int32. */
    public Array cumprod(int axis) {
        return Ops.cumprod(self(), axis, false, true);
    }

    /** As {@link #cumprod(int)}. */
    public Array cumprod(int axis, boolean reverse, boolean inclusive) {
        return Ops.cumprod(self(), axis, reverse, inclusive);
    }

    /** The largest elements so far along {@code axis}; NaN wins. */
    public Array cummax(int axis) {
        return Ops.cumExtremum(true, self(), axis, false, true);
    }

    /** As {@link #cummax(int)}. */
    public Array cummax(int axis, boolean reverse, boolean inclusive) {
        return Ops.cumExtremum(true, self(), axis, reverse, inclusive);
    }

    /** The smallest elements so far along {@code axis}; NaN wins. */
    public Array cummin(int axis) {
        return Ops.cumExtremum(false, self(), axis, false, true);
    }

    /** As {@link #cummin(int)}. */
    public Array cummin(int axis, boolean reverse, boolean inclusive) {
        return Ops.cumExtremum(false, self(), axis, reverse, inclusive);
    }

    /** log(cumsum(exp(x))) along {@code axis} without overflow. */
    public Array logcumsumexp(int axis) {
        return Ops.logcumsumexp(self(), axis, false, true);
    }

    /** As {@link #logcumsumexp(int)}. */
    public Array logcumsumexp(int axis, boolean reverse, boolean inclusive) {
        return Ops.logcumsumexp(self(), axis, reverse, inclusive);
    }
}

package dev.jacobi.engine.array;

/** Order along an axis: NaN comes after all numbers, and equal elements keep their order. */
abstract sealed class SortMethods extends CumulativeMethods permits ConvolutionMethods {

    SortMethods() {}

    /** In ascending order along {@code axis}. */
    public Array sort(int axis) { return Ops.sort(self(), axis); }

    /** The indices (uint32) along {@code axis} that sort it. */
    public Array argsort(int axis) { return Ops.argsort(self(), axis); }

    /** As {@link Ops#partition}, along {@code axis}. */
    public Array partition(int kth, int axis) {
        Ops.requirePlace("partition", self(), kth, axis);
        return Ops.sort(self(), axis);
    }

    /** As {@link Ops#argpartition}, along {@code axis}. */
    public Array argpartition(int kth, int axis) {
        Ops.requirePlace("argpartition", self(), kth, axis);
        return Ops.argsort(self(), axis);
    }

    /** The {@code k} largest elements along {@code axis}, in ascending order. */
    public Array topk(int k, int axis) {
        return Ops.topk(self(), k, axis);
    }

    /** The median over {@code axes}, which go; none means all. */
    public Array median(int... axes) {
        return Ops.median(self(), Ops.axes("median", self(), axes));
    }

    /** As {@link Ops#searchsorted}; with {@code right} the last place, behind all equal elements. */
    public Array searchsorted(Array values, boolean right) {
        return Ops.searchsorted(self(), values, right);
    }
}

package dev.jacobi.engine.array;

import dev.jacobi.engine.ir.Scalars;
import dev.jacobi.engine.type.DType;
import dev.jacobi.engine.type.Shape;

/** What can be asked of an array by a dot: the operations, and their variants with axes. */
public abstract sealed class ArrayMethods extends ReadingMethods permits Array {

    ArrayMethods() {}

    // indexing

    /** Elements of it: {@code x.get(at(0), slice(1, 3), ellipsis())}. Left axes are whole. */
    public Array get(Index... indices) {
        Array x = self(), view = IndexedView.of(x, indices);
        return view != null ? view : new Indexing("get", x.shape(), indices).get(x);
    }

    /** Elements of it, picked along the first two axes: {@code x.get(all(), at(0))} is a column. */
    public Array get(Index first, Index second) {
        Array view = IndexedView.of(self(), first, second);
        // Not an array of indices before it is needed: a loop over columns would make one for each.
        return view != null ? view : get(new Index[]{first, second});
    }

    /** The element, or the sub-array, at {@code i} of the first axis, and so on. */
    public Array get(int first, int... more) {
        if (more.length == 0) {
            Array x = self(), view = IndexedView.of(x, first);
            return view != null ? view : new Indexing("get", x.shape(), Index.at(first)).get(x);
        }
        Index[] indices = new Index[1 + more.length];
        indices[0] = Index.at(first);
        for (int k = 0; k < more.length; k++) indices[k + 1] = Index.at(more[k]);
        return get(indices);
    }

    /** Elements by NumPy's text: {@code x.get("..., 1:3, ::-1")}; {@code {}} stands for the next argument. */
    public Array get(String indices, Object... arguments) {
        return get(Index.parse(indices, arguments));
    }

    /** Some of its elements, to be changed in a copy: {@code x.at(slice(1, 3)).add(v)}. */
    public Update at(Index... indices) {
        return new Update(self(), new Indexing("at", self().shape(), indices));
    }

    /** The element or sub-array at {@code i} of the first axis, to be changed in a copy. */
    public Update at(int i) {
        return at(Index.at(i));
    }

    // shape

    /** As another dtype. */
    public Array astype(DType dtype) { return Ops.astype(self(), dtype); }

    /** In another shape; one axis may be -1. */
    public Array reshape(int... shape) { return Ops.reshape(self(), shape); }

    /** In another shape. */
    public Array reshape(Shape shape) { return Ops.reshape(self(), shape); }

    /** Repeated to a larger shape. */
    public Array broadcastTo(Shape shape) { return Ops.broadcastTo(self(), shape); }

    /** With axes reordered; without arguments reversed. */
    public Array transpose(int... axes) {
        return axes.length == 0 ? Ops.transpose(self()) : Ops.permuteDims(self(), axes);
    }

    /** With axes reversed. */
    public Array T() { return Ops.transpose(self()); }

    /** As one axis. */
    public Array flatten() { return Ops.flatten(self()); }

    /** Without axes of one element. */
    public Array squeeze() { return Ops.squeeze(self()); }

    /** Without axis {@code axis}, which has one element. */
    public Array squeeze(int axis) { return Ops.squeeze(self(), axis); }

    /** With a new axis of one element at {@code axis}. */
    public Array expandDims(int axis) { return Ops.expandDims(self(), axis); }

    /** With axis {@code from} at place {@code to}. */
    public Array moveaxis(int from, int to) { return Ops.moveaxis(self(), from, to); }

    /** With two axes exchanged. */
    public Array swapaxes(int a, int b) { return Ops.swapaxes(self(), a, b); }

    /** The matrix product. */
    public Array matmul(Array y) { return Ops.matmul(self(), y); }

    // reductions: without axes over all elements

    /** The sum over {@code axes}. */
    public Array sum(int... axes) { return Ops.sum(self(), Ops.axes("sum", self(), axes)); }

    /** The mean over {@code axes}. */
    public Array mean(int... axes) { return Ops.mean(self(), Ops.axes("mean", self(), axes)); }

    /** The product over {@code axes}. */
    public Array prod(int... axes) { return Ops.prod(self(), Ops.axes("prod", self(), axes)); }

    /** The largest element over {@code axes}. */
    public Array max(int... axes) {
        return Ops.extremum(true, self(), Ops.axes("max", self(), axes));
    }

    /** The smallest element over {@code axes}. */
    public Array min(int... axes) {
        return Ops.extremum(false, self(), Ops.axes("min", self(), axes));
    }

    /** Whether all elements over {@code axes} are not 0. */
    public Array all(int... axes) {
        return Ops.extremumOfBools(false, self(), Ops.axes("all", self(), axes));
    }

    /** Whether one of the elements over {@code axes} is not 0. */
    public Array any(int... axes) {
        return Ops.extremumOfBools(true, self(), Ops.axes("any", self(), axes));
    }

    /** The variance over {@code axes}. */
    public Array var(int... axes) { return Ops.var(self(), Ops.axes("var", self(), axes), 0); }

    /** The standard deviation over {@code axes}. */
    public Array std(int... axes) { return Ops.sqrt(var(axes)); }

    /** log(sum(exp(x))) over {@code axes}. */
    public Array logsumexp(int... axes) {
        return Ops.logsumexp(self(), Ops.axes("logsumexp", self(), axes));
    }

    /** exp(x) / sum(exp(x)) over {@code axes}. */
    public Array softmax(int... axes) {
        return Ops.softmax(self(), Ops.axes("softmax", self(), axes));
    }

    /** The index of the first largest of all elements, in row-major order. */
    public Array argmax() {
        return Ops.argReduce(true, Ops.reshape(self(), -1), 0);
    }

    /** The index of the first smallest of all elements, in row-major order. */
    public Array argmin() {
        return Ops.argReduce(false, Ops.reshape(self(), -1), 0);
    }

    /** The index along {@code axis} of the first largest element. */
    public Array argmax(int axis) {
        return Ops.argReduce(true, self(), axis);
    }

    /** The index along {@code axis} of the first smallest element. */
    public Array argmin(int axis) {
        return Ops.argReduce(false, self(), axis);
    }

    /** This reduction of the array, {@code x.keepDims(v -> v.sum(1), 1)}, with the axes that went put back with one element. */
    public Array keepDims(java.util.function.UnaryOperator<Array> reduction, int... axes) {
        return Ops.reshape(reduction.apply(self()), Sum.kept(self().shape(), Ops.axes("keepDims", self(), axes)));
    }

    // element-wise

    /** As {@link Ops#negative}. */
    public Array negative() { return Ops.negative(self()); }

    /** As {@link Ops#abs}. */
    public Array abs() { return Ops.abs(self()); }

    /** As {@link Ops#real}. */
    public Array real() { return Ops.real(self()); }

    /** As {@link Ops#imag}. */
    public Array imag() { return Ops.imag(self()); }

    /** As {@link Ops#conjugate}. */
    public Array conj() { return Ops.conjugate(self()); }

    /** As {@link Ops#square}. */
    public Array square() { return Ops.square(self()); }

    /** As {@link Ops#sqrt}. */
    public Array sqrt() { return Ops.sqrt(self()); }

    /** As {@link Ops#rsqrt}. */
    public Array rsqrt() { return Ops.rsqrt(self()); }

    /** As {@link Ops#reciprocal}. */
    public Array reciprocal() { return Ops.reciprocal(self()); }

    /** As {@link Ops#exp}. */
    public Array exp() { return Ops.exp(self()); }

    /** As {@link Ops#expm1}. */
    public Array expm1() { return Ops.expm1(self()); }

    /** As {@link Ops#log}. */
    public Array log() { return Ops.log(self()); }

    /** As {@link Ops#log1p}. */
    public Array log1p() { return Ops.log1p(self()); }

    /** As {@link Ops#log2}. */
    public Array log2() { return Ops.log2(self()); }

    /** As {@link Ops#log10}. */
    public Array log10() { return Ops.log10(self()); }

    /** As {@link Ops#sin}. */
    public Array sin() { return Ops.sin(self()); }

    /** As {@link Ops#cos}. */
    public Array cos() { return Ops.cos(self()); }

    /** As {@link Ops#tan}. */
    public Array tan() { return Ops.tan(self()); }

    /** As {@link Ops#arcsin}. */
    public Array arcsin() { return Ops.arcsin(self()); }

    /** As {@link Ops#arccos}. */
    public Array arccos() { return Ops.arccos(self()); }

    /** As {@link Ops#arctan}. */
    public Array arctan() { return Ops.arctan(self()); }

    /** As {@link Ops#sinh}. */
    public Array sinh() { return Ops.sinh(self()); }

    /** As {@link Ops#cosh}. */
    public Array cosh() { return Ops.cosh(self()); }

    /** As {@link Ops#tanh}. */
    public Array tanh() { return Ops.tanh(self()); }

    /** As {@link Ops#arcsinh}. */
    public Array arcsinh() { return Ops.arcsinh(self()); }

    /** As {@link Ops#arccosh}. */
    public Array arccosh() { return Ops.arccosh(self()); }

    /** As {@link Ops#arctanh}. */
    public Array arctanh() { return Ops.arctanh(self()); }

    /** As {@link Ops#erf}. */
    public Array erf() { return Ops.erf(self()); }

    /** As {@link Ops#erfinv}. */
    public Array erfinv() { return Ops.erfinv(self()); }

    /** As {@link Ops#sigmoid}. */
    public Array sigmoid() { return Ops.sigmoid(self()); }

    /** As {@link Ops#floor}. */
    public Array floor() { return Ops.floor(self()); }

    /** As {@link Ops#ceil}. */
    public Array ceil() { return Ops.ceil(self()); }

    /** As {@link Ops#round}. */
    public Array round() { return Ops.round(self()); }

    /** As {@link Ops#trunc}. */
    public Array trunc() { return Ops.trunc(self()); }

    /** As {@link Ops#sign}. */
    public Array sign() { return Ops.sign(self()); }

    /** As {@link Ops#isnan}. */
    public Array isnan() { return Ops.isnan(self()); }

    /** As {@link Ops#isinf}. */
    public Array isinf() { return Ops.isinf(self()); }

    /** As {@link Ops#isfinite}. */
    public Array isfinite() { return Ops.isfinite(self()); }

    /** As {@link Ops#logicalNot}. */
    public Array logicalNot() { return Ops.logicalNot(self()); }

    /** As {@link Ops#add}. */
    public Array add(Array y) { return Ops.add(self(), y); }

    /** As {@link Ops#add}; the number takes this array's dtype. */
    public Array add(Number y) { return Ops.add(self(), literal(y)); }

    /** As {@link Ops#subtract}. */
    public Array subtract(Array y) { return Ops.subtract(self(), y); }

    /** As {@link Ops#subtract}; the number takes this array's dtype. */
    public Array subtract(Number y) {
        return Ops.subtract(self(), literal(y));
    }

    /** As {@link Ops#multiply}. */
    public Array multiply(Array y) { return Ops.multiply(self(), y); }

    /** As {@link Ops#multiply}; the number takes this array's dtype. */
    public Array multiply(Number y) {
        return Ops.multiply(self(), literal(y));
    }

    /** As {@link Ops#divide}. */
    public Array divide(Array y) { return Ops.divide(self(), y); }

    /** As {@link Ops#divide}; the number takes this array's dtype. */
    public Array divide(Number y) {
        return Ops.divide(self(), literal(y));
    }

    /** As {@link Ops#floorDivide}. */
    public Array floorDivide(Array y) { return Ops.floorDivide(self(), y); }

    /** As {@link Ops#floorDivide}; the number takes this array's dtype. */
    public Array floorDivide(Number y) {
        return Ops.floorDivide(self(), literal(y));
    }

    /** As {@link Ops#remainder}. */
    public Array remainder(Array y) { return Ops.remainder(self(), y); }

    /** As {@link Ops#remainder}; the number takes this array's dtype. */
    public Array remainder(Number y) {
        return Ops.remainder(self(), literal(y));
    }

    /** As {@link Ops#power}. */
    public Array power(Array y) { return Ops.power(self(), y); }

    /** As {@link Ops#power}; the number takes this array's dtype. */
    public Array power(Number y) { return Ops.power(self(), literal(y)); }

    /** As {@link Ops#maximum}. */
    public Array maximum(Array y) { return Ops.maximum(self(), y); }

    /** As {@link Ops#maximum}; the number takes this array's dtype. */
    public Array maximum(Number y) {
        return Ops.maximum(self(), literal(y));
    }

    /** As {@link Ops#minimum}. */
    public Array minimum(Array y) { return Ops.minimum(self(), y); }

    /** As {@link Ops#minimum}; the number takes this array's dtype. */
    public Array minimum(Number y) {
        return Ops.minimum(self(), literal(y));
    }

    /** As {@link Ops#equal}. */
    public Array equal(Array y) { return Ops.equal(self(), y); }

    /** As {@link Ops#equal}; the number takes this array's dtype. */
    public Array equal(Number y) { return Ops.equal(self(), literal(y)); }

    /** As {@link Ops#notEqual}. */
    public Array notEqual(Array y) { return Ops.notEqual(self(), y); }

    /** As {@link Ops#notEqual}; the number takes this array's dtype. */
    public Array notEqual(Number y) {
        return Ops.notEqual(self(), literal(y));
    }

    /** As {@link Ops#less}. */
    public Array less(Array y) { return Ops.less(self(), y); }

    /** As {@link Ops#less}; the number takes this array's dtype. */
    public Array less(Number y) { return Ops.less(self(), literal(y)); }

    /** As {@link Ops#lessEqual}. */
    public Array lessEqual(Array y) { return Ops.lessEqual(self(), y); }

    /** As {@link Ops#lessEqual}; the number takes this array's dtype. */
    public Array lessEqual(Number y) {
        return Ops.lessEqual(self(), literal(y));
    }

    /** As {@link Ops#greater}. */
    public Array greater(Array y) { return Ops.greater(self(), y); }

    /** As {@link Ops#greater}; the number takes this array's dtype. */
    public Array greater(Number y) {
        return Ops.greater(self(), literal(y));
    }

    /** As {@link Ops#greaterEqual}. */
    public Array greaterEqual(Array y) { return Ops.greaterEqual(self(), y); }

    /** As {@link Ops#greaterEqual}; the number takes this array's dtype. */
    public Array greaterEqual(Number y) {
        return Ops.greaterEqual(self(), literal(y));
    }

    /** As {@link Ops#logicalAnd}. */
    public Array logicalAnd(Array y) { return Ops.logicalAnd(self(), y); }

    /** As {@link Ops#logicalAnd}; the number takes this array's dtype. */
    public Array logicalAnd(Number y) {
        return Ops.logicalAnd(self(), literal(y));
    }

    /** As {@link Ops#logicalOr}. */
    public Array logicalOr(Array y) { return Ops.logicalOr(self(), y); }

    /** As {@link Ops#logicalOr}; the number takes this array's dtype. */
    public Array logicalOr(Number y) {
        return Ops.logicalOr(self(), literal(y));
    }

    /** A Java number beside this array: it takes the array's dtype, but a fraction beside integers is float32. */
    Array literal(Number y) {
        DType weak = y instanceof Double || y instanceof Float ? DType.FLOAT32 : DType.INT32;
        DType dtype = self().dtype().promoteWeak(weak);
        long bits = weak == DType.FLOAT32 ? Scalars.of(dtype, y.doubleValue()) : Scalars.of(dtype, y.longValue());
        return Array.of(new dev.jacobi.engine.ir.Data.Scalar(bits), Shape.SCALAR, dtype);
    }
}

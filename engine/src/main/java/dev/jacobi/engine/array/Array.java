package dev.jacobi.engine.array;

import dev.jacobi.engine.memory.Memory;
import dev.jacobi.engine.ir.Data;
import dev.jacobi.engine.ir.Lowered;
import dev.jacobi.engine.ir.StridedViews;
import dev.jacobi.engine.type.DType;
import dev.jacobi.engine.type.Shape;
import dev.jacobi.engine.type.ShapeException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Formattable;
import java.util.Formatter;
import java.util.Iterator;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * An n-dimensional array: a node of an immutable lazy graph, which is a primitive applied to inputs, or data. Nothing is computed until a value is
 * asked for: {@link #item}, {@link #toFloatArray}, printing, or {@code mx.eval}. Any thread may build on it and evaluate it.
 */
public final class Array extends ArrayMethods implements Iterable<Array>, Formattable {
    private static final Array[] NONE = {};
    private static final VarHandle DATA, INPUTS;
    static {
        Memory.prepare();
        try {
            MethodHandles.Lookup lookup = MethodHandles.lookup();
            DATA = lookup.findVarHandle(Array.class, "data", Data.class);
            INPUTS = lookup.findVarHandle(Array.class, "inputs", Array[].class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    /** Counts nodes; a race only makes two of them share a number, which is for hashing. */
    private static int count;

    private final int number = count++;
    private final Primitive primitive;
    private final Shape shape;
    private final DType dtype;
    private final Trace trace;
    private Array[] inputs;
    private Data data;
    /** Made by a function that a transform was calling, or by a rule: hardly anybody but the graph knows it. */
    private boolean internal;
    /** How often nodes have been applied to it, but for those along unknown tangents, which are never computed. A lost count costs time, not truth. */
    private int readers;
    private boolean dropped;

    private Array(Primitive primitive, Array[] inputs, Shape shape, DType dtype, Trace trace, Data data) {
        this.primitive = primitive;
        this.inputs = inputs;
        this.shape = shape;
        this.dtype = dtype;
        this.trace = trace;
        this.data = data;
        CreationSites.made(this);
        if (trace != null) {
            internal = trace.isLive();
            if (trace.isLinear()) return;
        }
        for (Array in : inputs) in.readers++;
    }

    /** An array of data. */
    public static Array of(Data data, Shape shape, DType dtype) {
        return new Array(Leaf.VALUE, NONE, shape, dtype, null, data);
    }

    /** A node without a value, with which {@code trace} calls a function; {@code name} says which argument it stands for. */
    public static Array placeholder(Trace trace, String name, Shape shape, DType dtype) {
        return new Array(new Leaf.Placeholder(trace, name), NONE, shape, dtype, trace, null);
    }

    /** {@code x} as a node of its own at which the walk of {@code trace} ends. */
    public static Array marker(Trace trace, Array x) {
        return new Array(LinearUnary.IDENTITY, new Array[]{x}, x.shape, x.dtype, trace, null);
    }

    /** Applies a primitive. Inputs are checked and broadcast by the operation that calls this. */
    public static Array apply(Primitive primitive, Array... inputs) {
        Trace trace = null;
        for (Array in : inputs) trace = Trace.join(trace, in.trace);
        return new Array(primitive, inputs, primitive.shape(inputs), primitive.dtype(inputs), trace, null);
    }

    /**
     * Applies a primitive that only moves elements. Where the data are there, and no transform has to walk the node, the result has data at once: the same
     * elements with other strides.
     */
    static Array view(Linear primitive, Array x) {
        Data data = x.dataToView();
        if (data != null && primitive.lower() instanceof Lowered.View view) {
            Array[] in = {x};
            Shape to = primitive.shape(in);
            Optional<Data> seen = StridedViews.of(view, data, x.shape, to);
            if (seen.isPresent()) return of(seen.get(), to, x.dtype);
        }
        return apply(primitive, x);
    }

    /** The same application on other inputs of the same shapes and dtypes. */
    public Array withInputs(Array... others) {
        Trace t = null;
        for (Array in : others) t = Trace.join(t, in.trace);
        Array same = new Array(primitive, others, shape, dtype, t, null);
        CreationSites.same(this, same);
        return same;
    }

    /** The size of each axis. */
    public Shape shape() { return shape; }

    /** The type of the elements. */
    public DType dtype() { return dtype; }

    /** How many axes. */
    public int ndim() { return shape.rank(); }

    /** How many elements. */
    public long size() { return shape.size(); }

    /** The size of axis {@code axis}, counted from the end if negative. */
    public int dim(int axis) {
        return shape.dim(shape.axis("dim", axis));
    }

    /**
     * The sub-arrays along the first axis, for a loop over them: {@code get(0)}, {@code get(1)} ...
     *
     * @throws ShapeException if it has no axis
     */
    @Override
    public Iterator<Array> iterator() {
        if (ndim() == 0) throw new ShapeException("iterator", "a loop over an array goes along its first axis, which a scalar has not");
        return IntStream.range(0, dim(0)).mapToObj(i -> get(i)).iterator();
    }

    /** How many bytes the elements take. */
    public long nbytes() { return size() * dtype.bytes(); }

    /** What made it. */
    public Primitive primitive() { return primitive; }

    /** What it was made from; empty once it has been evaluated outside of a transform. */
    public Array[] inputs() {
        return (Array[]) INPUTS.getAcquire(this);
    }

    /** A number to hash by, in the order in which nodes are made. */
    int number() { return number; }

    /** The trace that it belongs to, or null. */
    Trace trace() { return trace; }

    /** Whether {@code t} has to walk this node: it may depend on what it traces. */
    public boolean isCoveredBy(Trace t) {
        return t.covers(trace);
    }

    /** Whether an open transform traces what it depends on. */
    public boolean isBeingTraced() { return trace != null && trace.isLive(); }

    /** Its elements if they have been computed, or null. */
    Data dataOrNull() { return (Data) DATA.getAcquire(this); }

    /** Its elements if they have been computed and no transform has to walk what is made of it, or null. */
    Data dataToView() {
        Data known = dataOrNull();
        return known == null || isBeingTraced() ? null : known;
    }

    /** Whether its elements have been computed. */
    public boolean isEvaluated() { return dataOrNull() != null; }

    /**
     * Whether an evaluation in which {@code reads} nodes read this need not keep its value: if a transform made it, all that was ever applied to it has been
     * computed, and this has not happened before. Asked for again after all, it is computed once more and then kept, so nothing is computed three times.
     */
    boolean isTemporary(int reads) {
        return internal && !dropped && reads >= readers;
    }

    /** How often nodes have been applied to it, but for those that are never computed. */
    int readers() { return readers; }

    /** Its value was not kept. */
    void dropped() { dropped = true; }

    /** A transform hands it out: its value, once computed, stays. */
    public void handOut() { internal = false; }

    /** Keeps a computed value. Another thread may have done so with the same value. */
    void evaluated(Data value) {
        DATA.setRelease(this, value);
        forgetInputs();
    }

    /** Lets go of the graph behind a computed value, unless a transform still has to walk it. */
    void forgetInputs() {
        if (inputs.length > 0 && (trace == null || !trace.isLive())) INPUTS.setRelease(this, NONE);
    }

    @Override
    Array self() { return this; }

    /** The documentation's text, {@code array([1, 2], dtype=float32)}; evaluates. */
    @Override
    public String toString() { return ArrayText.of(this); }

    /**
     * The text for {@code %s}; a precision is the number of significant digits, and then an array without axes is its value alone:
     * {@code "loss %.3s"}.
     */
    @Override
    public void formatTo(Formatter formatter, int flags, int width, int precision) {
        ArrayText.format(this, formatter, flags, width, precision);
    }
}

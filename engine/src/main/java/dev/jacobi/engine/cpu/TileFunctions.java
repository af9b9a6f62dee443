package dev.jacobi.engine.cpu;

import dev.jacobi.engine.cpu.math.BinaryMathFunction;
import dev.jacobi.engine.cpu.math.MathFunction;
import dev.jacobi.engine.cpu.math.TileMath;
import dev.jacobi.engine.ir.Op;
import java.util.Optional;
import java.util.function.IntConsumer;

/**
 * A math function over tiles of one dtype: its scalar twin at first, and its vector code once that is compiled, to which a thread in the background brings it.
 * Both give the same bits; but vector code that is not compiled takes a thousand times as long, and a first result would wait for that.
 */
abstract sealed class TileFunctions<F> permits FloatTileFunctions, DoubleTileFunctions {
    /** Which code computes; anything but {@code WHEN_COMPILED} is for tests. */
    enum Choice {
        WHEN_COMPILED, VECTORS, SCALARS
    }

    private static volatile Choice choice = Choice.WHEN_COMPILED;

    /** Elements a call of the scalar code: the compilers count calls sooner than rounds of a loop. */
    static final int PIECE = 16;
    /** So many elements, and it is worth the compiler's time. */
    private static final int WORTH_VECTORS = 20_000;

    final Op op;
    /** Empty where there is none: then the vector code computes at once. */
    private Optional<F> twin = Optional.empty();
    private boolean emitted;
    private volatile boolean compiled;
    // threads may race on these: losing some does no harm
    private int elements;
    private boolean requested;

    TileFunctions(Op op) {
        this.op = op;
    }

    /** Chooses which code computes from now on; for tests. */
    static Choice use(Choice now) {
        Choice before = choice;
        choice = now;
        return before;
    }

    /** {@code out[i] = op(in[i])}. */
    static void unary(Op op, MathFunction f, float[] in, float[] out, int n) {
        FloatTileFunctions known = FloatTileFunctions.of(op);
        if (known.useVectors() || !known.twin(in, in, out, n)) TileMath.unary(f, in, out, n);
    }

    /** {@code out[i] = op(in[i])}. */
    static void unary(Op op, MathFunction f, double[] in, double[] out, int n) {
        DoubleTileFunctions known = DoubleTileFunctions.of(op);
        if (known.useVectors() || !known.twin(in, in, out, n)) TileMath.unary(f, in, out, n);
    }

    /** {@code out[i] = op(a[i], b[i])}. */
    static void binary(Op op, BinaryMathFunction f, float[] a, float[] b, float[] out, int n) {
        FloatTileFunctions known = FloatTileFunctions.of(op);
        if (known.useVectors() || !known.twin(a, b, out, n)) TileMath.binary(f, a, b, out, n);
    }

    /** {@code out[i] = op(a[i], b[i])}. */
    static void binary(Op op, BinaryMathFunction f, double[] a, double[] b, double[] out, int n) {
        DoubleTileFunctions known = DoubleTileFunctions.of(op);
        if (known.useVectors() || !known.twin(a, b, out, n)) TileMath.binary(f, a, b, out, n);
    }

    final boolean useVectors() {
        return switch (choice) {
            case WHEN_COMPILED -> compiled;
            case VECTORS -> true;
            case SCALARS -> false;
        };
    }

    /** The function whose code is for a range only, if this one's is: the others are computed by it one by one, as in {@link TileMath}. */
    final Optional<MathFunction> ranged() {
        return op == Op.SIN || op == Op.COS || op == Op.TAN ? TileOps.function(op) : Optional.empty();
    }

    /** The scalar twin, emitted when it is asked for first. */
    final Optional<F> twin() {
        if (!emitted) emitOnce();
        return twin;
    }

    private synchronized void emitOnce() {
        if (emitted) return;
        twin = emit();
        emitted = true;
    }

    /** A scalar twin, if there is one. */
    abstract Optional<F> emit();

    /** Counts what the twin has done: enough of that, and the vector code is compiled. */
    final void count(int n) {
        elements += n;
        if (requested || elements <= WORTH_VECTORS || !areVectorsFast()) return;
        requested = true;
        FunctionWarmUp.request(this);
    }

    /** Whether the vector code is worth to be compiled. */
    abstract boolean areVectorsFast();

    /** Runs the vector code over so many vectors of a tile of its own. */
    abstract IntConsumer vectors();

    /** How many vector instructions an element's vector takes. */
    abstract int weight();

    /** Puts the vector code into service. */
    final void promote() { compiled = true; }
}

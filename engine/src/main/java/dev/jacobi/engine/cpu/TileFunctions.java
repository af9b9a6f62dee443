package dev.jacobi.engine.cpu;

import dev.jacobi.engine.cpu.codegen.LoopCost;
import dev.jacobi.engine.cpu.codegen.ScalarTwin;
import dev.jacobi.engine.cpu.codegen.TileFunction;
import dev.jacobi.engine.cpu.math.BinaryMathFunction;
import dev.jacobi.engine.cpu.math.FloatMath;
import dev.jacobi.engine.cpu.math.MathFunction;
import dev.jacobi.engine.cpu.math.TileMath;
import dev.jacobi.engine.ir.Op;
import java.util.Optional;

/**
 * A math function over tiles of floats: its scalar twin at first, and its vector code once that is compiled, to which a thread in the background brings it.
 * Both give the same bits; but vector code that is not compiled takes a thousand times as long, and a first result would wait for that.
 */
final class TileFunctions {
    /** Which code computes; anything but {@code WHEN_COMPILED} is for tests. */
    enum Choice {
        WHEN_COMPILED, VECTORS, SCALARS
    }

    private static volatile Choice choice = Choice.WHEN_COMPILED;
    private static final TileFunctions[] ALL = new TileFunctions[Op.values().length];
    static {
        for (Op op : Op.values()) ALL[op.ordinal()] = new TileFunctions(op);
    }

    /** Elements a call of the scalar code: the compilers count calls sooner than rounds of a loop. */
    private static final int PIECE = 16;
    /** So many elements, and it is worth the compiler's time. */
    private static final int WORTH_VECTORS = 20_000;

    final Op op;
    /** Empty where there is none: then the vector code computes at once. */
    private Optional<TileFunction> scalar = Optional.empty();
    private boolean emitted;
    private volatile boolean compiled;
    // threads may race on these: losing some does no harm
    private int elements;
    private boolean requested;

    private TileFunctions(Op op) {
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
        TileFunctions known = ALL[op.ordinal()];
        if (known.useVectors() || !known.twin(in, in, out, n)) TileMath.unary(f, in, out, n);
    }

    /** {@code out[i] = op(a[i], b[i])}. */
    static void binary(Op op, BinaryMathFunction f, float[] a, float[] b, float[] out, int n) {
        TileFunctions known = ALL[op.ordinal()];
        if (known.useVectors() || !known.twin(a, b, out, n)) TileMath.binary(f, a, b, out, n);
    }

    private boolean useVectors() {
        return switch (choice) {
            case WHEN_COMPILED -> compiled;
            case VECTORS -> true;
            case SCALARS -> false;
        };
    }

    /** Whether there is a twin, which then has run. */
    private boolean twin(float[] a, float[] b, float[] out, int n) {
        TileFunction twin = scalarCode().orElse(null);
        if (twin == null) return false;
        MathFunction ranged = op == Op.SIN ? MathFunction.SIN : op == Op.COS ? MathFunction.COS : op == Op.TAN ? MathFunction.TAN : null;
        for (int i = 0; i < n; i += PIECE) {
            int end = Math.min(n, i + PIECE);
            if (ranged == null || !anyFar(a, i, end)) twin.apply(a, b, out, i, end);
            else
                for (int k = i; k < end; k++) {
                    if (Math.abs(a[k]) > FloatMath.TRIGONOMETRIC_RANGE) out[k] = (float) ranged.of(a[k]);
                    else
                        twin.apply(a, b, out, k, k + 1);
                }
        }
        elements += n;
        if (!requested && elements > WORTH_VECTORS) {
            requested = true;
            FunctionWarmUp.request(this);
        }
        return true;
    }

    /** As in {@link TileMath}, what is past the range of the code is computed one by one. */
    private static boolean anyFar(float[] a, int from, int to) {
        for (int i = from; i < to; i++) if (Math.abs(a[i]) > FloatMath.TRIGONOMETRIC_RANGE) return true;
        return false;
    }

    private Optional<TileFunction> scalarCode() {
        if (!emitted) emit();
        return scalar;
    }

    private synchronized void emit() {
        if (emitted) return;
        scalar = ScalarTwin.of(op);
        emitted = true;
    }

    /** Runs the vector code over a tile of its own. */
    void runVectors(float[] a, float[] b, float[] out, int n) {
        if (op.arity() == 1) TileMath.unary(TileOps.function(op).orElseThrow(), a, out, n);
        else
            TileMath.binary(TileOps.binaryFunction(op).orElseThrow(), a, b, out, n);
    }

    /** How many vector instructions an element's vector takes. */
    int weight() { return LoopCost.weight(op); }

    /** Puts the vector code into service. */
    void promote() { compiled = true; }
}

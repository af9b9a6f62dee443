package dev.jacobi.engine.cpu;

import dev.jacobi.engine.cpu.codegen.FloatTileFunction;
import dev.jacobi.engine.cpu.codegen.LoopCost;
import dev.jacobi.engine.cpu.codegen.ScalarTwin;
import dev.jacobi.engine.cpu.math.BinaryMathFunction;
import dev.jacobi.engine.cpu.math.FloatMath;
import dev.jacobi.engine.cpu.math.MathFunction;
import dev.jacobi.engine.cpu.math.TileMath;
import dev.jacobi.engine.ir.Op;
import dev.jacobi.engine.type.DType;
import java.util.Optional;
import java.util.function.IntConsumer;

/** Functions over tiles of floats. */
final class FloatTileFunctions extends TileFunctions<FloatTileFunction> {
    private static final FloatTileFunctions[] ALL = new FloatTileFunctions[Op.values().length];
    static {
        for (Op op : Op.values()) ALL[op.ordinal()] = new FloatTileFunctions(op);
    }

    private FloatTileFunctions(Op op) {
        super(op);
    }

    static FloatTileFunctions of(Op op) { return ALL[op.ordinal()]; }

    /** Whether there is a twin, which then has run. */
    boolean twin(float[] a, float[] b, float[] out, int n) {
        FloatTileFunction twin = twin().orElse(null);
        if (twin == null) return false;
        MathFunction ranged = ranged().orElse(null);
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
        count(n);
        return true;
    }

    private static boolean anyFar(float[] a, int from, int to) {
        for (int i = from; i < to; i++) if (Math.abs(a[i]) > FloatMath.TRIGONOMETRIC_RANGE) return true;
        return false;
    }

    @Override
    Optional<FloatTileFunction> emit() { return ScalarTwin.ofFloats(op); }

    @Override
    boolean areVectorsFast() { return true; }

    @Override
    IntConsumer vectors() {
        int lanes = FloatMath.SPECIES.length(), most = WarmUpThread.MOST_UNITS * lanes;
        float[] a = new float[most], b = new float[most], out = new float[most];
        if (op.arity() == 1) {
            MathFunction f = TileOps.function(op).orElseThrow();
            return n -> TileMath.unary(f, a, out, n * lanes);
        }
        BinaryMathFunction f = TileOps.binaryFunction(op).orElseThrow();
        return n -> TileMath.binary(f, a, b, out, n * lanes);
    }

    @Override
    int weight() { return LoopCost.weight(op, DType.FLOAT32); }
}

package dev.jacobi.engine.cpu;

import dev.jacobi.engine.cpu.codegen.DoubleTileFunction;
import dev.jacobi.engine.cpu.codegen.LoopCost;
import dev.jacobi.engine.cpu.codegen.ScalarTwin;
import dev.jacobi.engine.cpu.math.BinaryMathFunction;
import dev.jacobi.engine.cpu.math.DoubleMath;
import dev.jacobi.engine.cpu.math.MathFunction;
import dev.jacobi.engine.cpu.math.TileMath;
import dev.jacobi.engine.cpu.math.VectorWidth;
import dev.jacobi.engine.ir.Op;
import dev.jacobi.engine.type.DType;
import java.util.Optional;
import java.util.function.IntConsumer;

/** Functions over tiles of doubles. */
final class DoubleTileFunctions extends TileFunctions<DoubleTileFunction> {
    private static final DoubleTileFunctions[] ALL = new DoubleTileFunctions[Op.values().length];
    static {
        for (Op op : Op.values()) ALL[op.ordinal()] = new DoubleTileFunctions(op);
    }

    private DoubleTileFunctions(Op op) {
        super(op);
    }

    static DoubleTileFunctions of(Op op) { return ALL[op.ordinal()]; }

    /** Whether there is a twin, which then has run. */
    boolean twin(double[] a, double[] b, double[] out, int n) {
        DoubleTileFunction twin = twin().orElse(null);
        if (twin == null) return false;
        MathFunction ranged = ranged().orElse(null);
        for (int i = 0; i < n; i += PIECE) {
            int end = Math.min(n, i + PIECE);
            if (ranged == null || !anyFar(a, i, end)) twin.apply(a, b, out, i, end);
            else
                for (int k = i; k < end; k++) {
                    if (Math.abs(a[k]) > DoubleMath.TRIGONOMETRIC_RANGE) out[k] = ranged.of(a[k]);
                    else
                        twin.apply(a, b, out, k, k + 1);
                }
        }
        count(n);
        return true;
    }

    private static boolean anyFar(double[] a, int from, int to) {
        for (int i = from; i < to; i++) if (Math.abs(a[i]) > DoubleMath.TRIGONOMETRIC_RANGE) return true;
        return false;
    }

    @Override
    Optional<DoubleTileFunction> emit() { return ScalarTwin.ofDoubles(op); }

    @Override
    boolean areVectorsFast() { return VectorWidth.HAS_MASKS_OF_DOUBLES; }

    @Override
    IntConsumer vectors() {
        int lanes = DoubleMath.SPECIES.length(), most = WarmUpThread.MOST_UNITS * lanes;
        double[] a = new double[most], b = new double[most], out = new double[most];
        if (op.arity() == 1) {
            MathFunction f = TileOps.function(op).orElseThrow();
            return n -> TileMath.unary(f, a, out, n * lanes);
        }
        BinaryMathFunction f = TileOps.binaryFunction(op).orElseThrow();
        return n -> TileMath.binary(f, a, b, out, n * lanes);
    }

    @Override
    int weight() { return LoopCost.weight(op, DType.FLOAT64); }
}

package dev.jacobi.engine.cpu;

import dev.jacobi.engine.cpu.math.BinaryMathFunction;
import dev.jacobi.engine.cpu.math.MathFunction;
import dev.jacobi.engine.ir.Op;
import dev.jacobi.engine.ir.Scalars;
import java.util.Optional;

/** One operation over tiles: a loop of its own where that is worth it, else the operation's scalar meaning element by element. */
final class TileOps {
    private static final MathFunction[] FUNCTIONS = new MathFunction[Op.values().length];
    private static final BinaryMathFunction[] BINARY_FUNCTIONS = new BinaryMathFunction[Op.values().length];
    static {
        for (Op op : Op.values()) {
            // signs and roots have plain loops, which the compilers make vectors of
            if (op.arity() == 1 && op != Op.SIGN && op != Op.SQRT)
                for (MathFunction f : MathFunction.values()) if (f.name().equals(op.name())) FUNCTIONS[op.ordinal()] = f;
        }
        FUNCTIONS[Op.ROUND.ordinal()] = MathFunction.RINT;
        BINARY_FUNCTIONS[Op.POWER.ordinal()] = BinaryMathFunction.POW;
        BINARY_FUNCTIONS[Op.ATAN2.ordinal()] = BinaryMathFunction.ATAN2;
        BINARY_FUNCTIONS[Op.LOGADDEXP.ordinal()] = BinaryMathFunction.LOGADDEXP;
    }

    /** Whether it is a function of the math package. */
    static boolean isTranscendental(Op op) {
        return function(op).isPresent() || binaryFunction(op).isPresent();
    }

    /** The math package's function of one number that an operation is. */
    static Optional<MathFunction> function(Op op) {
        return Optional.ofNullable(FUNCTIONS[op.ordinal()]);
    }

    /** The math package's function of two numbers that an operation is. */
    static Optional<BinaryMathFunction> binaryFunction(Op op) {
        return Optional.ofNullable(BINARY_FUNCTIONS[op.ordinal()]);
    }

    static void apply(Op op, Tile[] in, Tile r, int n) {
        if (op == Op.SELECT) {
            if (r.f != null) FloatTileOps.select(in[0].l, in[1].f, in[2].f, r.f, n);
            else if (r.d != null) DoubleTileOps.select(in[0].l, in[1].d, in[2].d, r.d, n);
            else
                LongTileOps.select(in[0].l, in[1].l, in[2].l, r.l, n);
            return;
        }
        // of unsigned numbers, which lie in signed longs
        boolean own = r.dtype == dev.jacobi.engine.type.DType.UINT64 && op == Op.ABS;
        if (own || !vectorised(op, in, r, n)) scalar(op, in, r, n);
    }

    /** Whether there is a loop for it, which then has run. */
    static boolean vectorised(Op op, Tile[] in, Tile r, int n) {
        Tile a = in[0];
        if (op.isPredicate()) {
            if (op.arity() == 1) return false;
            return a.f != null ? FloatTileOps.compare(op, a.f, in[1].f, r.l, n)
                    : a.d != null && DoubleTileOps.compare(op, a.d, in[1].d, r.l, n);
        }
        MathFunction f = FUNCTIONS[op.ordinal()];
        BinaryMathFunction g = BINARY_FUNCTIONS[op.ordinal()];
        if (a.l == null && f != null) {
            if (a.f != null) TileFunctions.unary(op, f, a.f, r.f, n);
            else
                TileFunctions.unary(op, f, a.d, r.d, n);
            return true;
        }
        if (a.l == null && g != null) {
            if (a.f != null) TileFunctions.binary(op, g, a.f, in[1].f, r.f, n);
            else
                TileFunctions.binary(op, g, a.d, in[1].d, r.d, n);
            return true;
        }
        if (op.arity() == 1) {
            return a.f != null ? FloatTileOps.unary(op, a.f, r.f, n)
                    : a.d != null ? DoubleTileOps.unary(op, a.d, r.d, n) : LongTileOps.unary(op, a.l, r.l, n);
        }
        return a.f != null ? FloatTileOps.binary(op, a.f, in[1].f, r.f, n)
                : a.d != null ? DoubleTileOps.binary(op, a.d, in[1].d, r.d, n) : LongTileOps.binary(op, a.l, in[1].l, r.l, n);
    }

    private static void scalar(Op op, Tile[] in, Tile r, int n) {
        Tile a = in[0];
        if (op.arity() == 1) for (int i = 0; i < n; i++) Elementwise.put(r, i, Scalars.apply(op, a.dtype, r.dtype, a.bits(i)));
        else
            for (int i = 0; i < n; i++) Elementwise.put(r, i, Scalars.apply(op, a.dtype, r.dtype, a.bits(i), in[1].bits(i)));
    }

    private TileOps() {}
}

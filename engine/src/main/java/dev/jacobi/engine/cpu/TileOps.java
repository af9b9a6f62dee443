package dev.jacobi.engine.cpu;

import dev.jacobi.engine.cpu.math.BinaryMathFunction;
import dev.jacobi.engine.cpu.math.MathFunction;
import dev.jacobi.engine.cpu.math.TileMath;
import dev.jacobi.engine.ir.Op;
import dev.jacobi.engine.ir.Scalars;

/** One operation over tiles: a loop of its own where that is worth it, else the operation's scalar meaning element by element. */
final class TileOps {
    private static final MathFunction[] FUNCTIONS = new MathFunction[Op.values().length];
    private static final BinaryMathFunction[] BINARY_FUNCTIONS = new BinaryMathFunction[Op.values().length];
    static {
        for (Op op : Op.values()) {
            if (op.arity() == 1 && op != Op.SIGN)
                for (MathFunction f : MathFunction.values()) if (f.name().equals(op.name())) FUNCTIONS[op.ordinal()] = f;
        }
        FUNCTIONS[Op.ROUND.ordinal()] = MathFunction.RINT;
        BINARY_FUNCTIONS[Op.POWER.ordinal()] = BinaryMathFunction.POW;
        BINARY_FUNCTIONS[Op.ATAN2.ordinal()] = BinaryMathFunction.ATAN2;
        BINARY_FUNCTIONS[Op.LOGADDEXP.ordinal()] = BinaryMathFunction.LOGADDEXP;
    }

    /** Whether an element takes several times as long as an addition. */
    static boolean isTranscendental(Op op) {
        return FUNCTIONS[op.ordinal()] != null || BINARY_FUNCTIONS[op.ordinal()] != null;
    }

    static void apply(Op op, Tile[] in, Tile r, int n) {
        if (op == Op.SELECT) {
            if (r.f != null) select(in[0].l, in[1].f, in[2].f, r.f, n);
            else if (r.d != null) select(in[0].l, in[1].d, in[2].d, r.d, n);
            else
                select(in[0].l, in[1].l, in[2].l, r.l, n);
            return;
        }
        // of unsigned numbers, which lie in signed longs
        boolean own = r.dtype == dev.jacobi.engine.type.DType.UINT64 && op == Op.ABS;
        if (own || !vectorised(op, in, r, n)) scalar(op, in, r, n);
    }

    private static boolean vectorised(Op op, Tile[] in, Tile r, int n) {
        Tile a = in[0];
        if (op.isPredicate()) {
            if (op.arity() == 1) return false;
            return a.f != null ? compare(op, a.f, in[1].f, r.l, n) : a.d != null && compare(op, a.d, in[1].d, r.l, n);
        }
        MathFunction f = FUNCTIONS[op.ordinal()];
        BinaryMathFunction g = BINARY_FUNCTIONS[op.ordinal()];
        if (a.l == null && f != null) {
            if (a.f != null) TileMath.unary(f, a.f, r.f, n);
            else
                TileMath.unary(f, a.d, r.d, n);
            return true;
        }
        if (a.l == null && g != null) {
            if (a.f != null) TileMath.binary(g, a.f, in[1].f, r.f, n);
            else
                TileMath.binary(g, a.d, in[1].d, r.d, n);
            return true;
        }
        if (op.arity() == 1) return a.f != null ? unary(op, a.f, r.f, n) : a.d != null ? unary(op, a.d, r.d, n) : unary(op, a.l, r.l, n);
        return a.f != null ? binary(op, a.f, in[1].f, r.f, n)
                : a.d != null ? binary(op, a.d, in[1].d, r.d, n) : binary(op, a.l, in[1].l, r.l, n);
    }

    private static void scalar(Op op, Tile[] in, Tile r, int n) {
        Tile a = in[0];
        if (op.arity() == 1) for (int i = 0; i < n; i++) Elementwise.put(r, i, Scalars.apply(op, a.dtype, r.dtype, a.bits(i)));
        else
            for (int i = 0; i < n; i++) Elementwise.put(r, i, Scalars.apply(op, a.dtype, r.dtype, a.bits(i), in[1].bits(i)));
    }

    private static boolean unary(Op op, float[] a, float[] r, int n) {
        switch (op) {
            case NEGATIVE -> {
                for (int i = 0; i < n; i++) r[i] = -a[i];
            }
            case ABS -> {
                for (int i = 0; i < n; i++) r[i] = Math.abs(a[i]);
            }
            case SQUARE -> {
                for (int i = 0; i < n; i++) r[i] = a[i] * a[i];
            }
            case SQRT -> {
                for (int i = 0; i < n; i++) r[i] = (float) Math.sqrt(a[i]);
            }
            case RECIPROCAL -> {
                for (int i = 0; i < n; i++) r[i] = 1 / a[i];
            }
            default -> {
                return false;
            }
        }
        return true;
    }

    private static boolean binary(Op op, float[] a, float[] b, float[] r, int n) {
        switch (op) {
            case ADD -> {
                for (int i = 0; i < n; i++) r[i] = a[i] + b[i];
            }
            case SUBTRACT -> {
                for (int i = 0; i < n; i++) r[i] = a[i] - b[i];
            }
            case MULTIPLY -> {
                for (int i = 0; i < n; i++) r[i] = a[i] * b[i];
            }
            case DIVIDE -> {
                for (int i = 0; i < n; i++) r[i] = a[i] / b[i];
            }
            case SCALE -> {
                for (int i = 0; i < n; i++) r[i] = a[i] == 0 || b[i] == 0 ? 0 : a[i] * b[i];
            }
            case MAXIMUM -> {
                for (int i = 0; i < n; i++) r[i] = Math.max(a[i], b[i]);
            }
            case MINIMUM -> {
                for (int i = 0; i < n; i++) r[i] = Math.min(a[i], b[i]);
            }
            default -> {
                return false;
            }
        }
        return true;
    }

    private static boolean compare(Op op, float[] a, float[] b, long[] r, int n) {
        switch (op) {
            case EQUAL -> {
                for (int i = 0; i < n; i++) r[i] = a[i] == b[i] ? 1 : 0;
            }
            case NOT_EQUAL -> {
                for (int i = 0; i < n; i++) r[i] = a[i] != b[i] ? 1 : 0;
            }
            case LESS -> {
                for (int i = 0; i < n; i++) r[i] = a[i] < b[i] ? 1 : 0;
            }
            case LESS_EQUAL -> {
                for (int i = 0; i < n; i++) r[i] = a[i] <= b[i] ? 1 : 0;
            }
            case GREATER -> {
                for (int i = 0; i < n; i++) r[i] = a[i] > b[i] ? 1 : 0;
            }
            case GREATER_EQUAL -> {
                for (int i = 0; i < n; i++) r[i] = a[i] >= b[i] ? 1 : 0;
            }
            default -> {
                return false;
            }
        }
        return true;
    }

    private static void select(long[] c, float[] a, float[] b, float[] r, int n) {
        for (int i = 0; i < n; i++) r[i] = c[i] != 0 ? a[i] : b[i];
    }

    private static boolean unary(Op op, double[] a, double[] r, int n) {
        switch (op) {
            case NEGATIVE -> {
                for (int i = 0; i < n; i++) r[i] = -a[i];
            }
            case ABS -> {
                for (int i = 0; i < n; i++) r[i] = Math.abs(a[i]);
            }
            case SQUARE -> {
                for (int i = 0; i < n; i++) r[i] = a[i] * a[i];
            }
            case SQRT -> {
                for (int i = 0; i < n; i++) r[i] = Math.sqrt(a[i]);
            }
            case RECIPROCAL -> {
                for (int i = 0; i < n; i++) r[i] = 1 / a[i];
            }
            default -> {
                return false;
            }
        }
        return true;
    }

    private static boolean binary(Op op, double[] a, double[] b, double[] r, int n) {
        switch (op) {
            case ADD -> {
                for (int i = 0; i < n; i++) r[i] = a[i] + b[i];
            }
            case SUBTRACT -> {
                for (int i = 0; i < n; i++) r[i] = a[i] - b[i];
            }
            case MULTIPLY -> {
                for (int i = 0; i < n; i++) r[i] = a[i] * b[i];
            }
            case DIVIDE -> {
                for (int i = 0; i < n; i++) r[i] = a[i] / b[i];
            }
            case SCALE -> {
                for (int i = 0; i < n; i++) r[i] = a[i] == 0 || b[i] == 0 ? 0 : a[i] * b[i];
            }
            case MAXIMUM -> {
                for (int i = 0; i < n; i++) r[i] = Math.max(a[i], b[i]);
            }
            case MINIMUM -> {
                for (int i = 0; i < n; i++) r[i] = Math.min(a[i], b[i]);
            }
            default -> {
                return false;
            }
        }
        return true;
    }

    private static boolean compare(Op op, double[] a, double[] b, long[] r, int n) {
        switch (op) {
            case EQUAL -> {
                for (int i = 0; i < n; i++) r[i] = a[i] == b[i] ? 1 : 0;
            }
            case NOT_EQUAL -> {
                for (int i = 0; i < n; i++) r[i] = a[i] != b[i] ? 1 : 0;
            }
            case LESS -> {
                for (int i = 0; i < n; i++) r[i] = a[i] < b[i] ? 1 : 0;
            }
            case LESS_EQUAL -> {
                for (int i = 0; i < n; i++) r[i] = a[i] <= b[i] ? 1 : 0;
            }
            case GREATER -> {
                for (int i = 0; i < n; i++) r[i] = a[i] > b[i] ? 1 : 0;
            }
            case GREATER_EQUAL -> {
                for (int i = 0; i < n; i++) r[i] = a[i] >= b[i] ? 1 : 0;
            }
            default -> {
                return false;
            }
        }
        return true;
    }

    private static void select(long[] c, double[] a, double[] b, double[] r, int n) {
        for (int i = 0; i < n; i++) r[i] = c[i] != 0 ? a[i] : b[i];
    }

    private static boolean unary(Op op, long[] a, long[] r, int n) {
        switch (op) {
            case NEGATIVE -> {
                for (int i = 0; i < n; i++) r[i] = -a[i];
            }
            case ABS -> {
                for (int i = 0; i < n; i++) r[i] = Math.abs(a[i]);
            }
            case SQUARE -> {
                for (int i = 0; i < n; i++) r[i] = a[i] * a[i];
            }
            default -> {
                return false;
            }
        }
        return true;
    }

    private static boolean binary(Op op, long[] a, long[] b, long[] r, int n) {
        switch (op) {
            case ADD -> {
                for (int i = 0; i < n; i++) r[i] = a[i] + b[i];
            }
            case SUBTRACT -> {
                for (int i = 0; i < n; i++) r[i] = a[i] - b[i];
            }
            case MULTIPLY -> {
                for (int i = 0; i < n; i++) r[i] = a[i] * b[i];
            }
            case AND -> {
                for (int i = 0; i < n; i++) r[i] = a[i] & b[i];
            }
            case OR -> {
                for (int i = 0; i < n; i++) r[i] = a[i] | b[i];
            }
            case XOR -> {
                for (int i = 0; i < n; i++) r[i] = a[i] ^ b[i];
            }
            default -> {
                return false;
            }
        }
        return true;
    }

    private static void select(long[] c, long[] a, long[] b, long[] r, int n) {
        for (int i = 0; i < n; i++) r[i] = c[i] != 0 ? a[i] : b[i];
    }

    private TileOps() {}
}
